"""The tests whose result depends on the database, on a PostgreSQL server of this machine that lives as long as they do.

Usage: python -m tests.judges.postgres [words for pytest, in place of ROOMS]. Standard library only.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running_portal import free_port

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = [
    *("tests/directory", "tests/events", "tests/home", "tests/search"),
    *("tests/portal/test_all_or_nothing.py", "tests/portal/test_clock.py", "tests/portal/test_lost_updates.py"),
    *("tests/portal/test_nothing_leaks.py", "tests/portal/test_turns.py"),
]
OWNER = "postgres"  # the server refuses to run as root

CARELESS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # nobody reads it after a power cut


def _program(name: str) -> str | None:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


def installed() -> bool:
    return _program("initdb") is not None and _program("pg_ctl") is not None


def _as_owner(command: list[str]) -> list[str]:
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address (DATABASE_URL) of an empty server. RuntimeError when PostgreSQL is not installed."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        raise RuntimeError("PostgreSQL is missing: run tests/judges/install.sh")
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {CARELESS}"
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


def main(words: list[str]) -> int:
    with cluster() as url:
        command = [sys.executable, "-m", "pytest", *(words or ROOMS)]
        with subprocess.Popen(command, cwd=PROJECT, env={**os.environ, "DATABASE_URL": url}) as tests:
            try:
                return tests.wait()
            except KeyboardInterrupt:  # pytest got it too, and puts its things away
                return tests.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
