"""A PostgreSQL server for one test run, on this machine only, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running_portal import free_port

OWNER = "postgres"  # the server refuses to run as root


def _program(name: str) -> str | None:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


def _as_owner(command: list[str]) -> list[str]:
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address (DATABASE_URL) of an empty server; skips the test, or fails it with CI=true, without one."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        reason = "PostgreSQL is missing: run tests/judges/install.sh"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        data, log = str(folder / "data"), str(folder / "log")
        create = [initdb, "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(_as_owner(create), check=True, capture_output=True)
        # The output of the server must not keep the pipe of this process open.
        start = [pg_ctl, "-D", data, "-l", log, "-w", "-o", options, "start"]
        subprocess.run(_as_owner(start), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            stop = [pg_ctl, "-D", data, "-m", "immediate", "-w", "stop"]
            subprocess.run(_as_owner(stop), check=True, capture_output=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
