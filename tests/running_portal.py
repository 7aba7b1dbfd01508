"""Starts the portal the way a person does, in its own folder, and stops it. Standard library only."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300  # seconds: a first start installs, migrates and loads


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - an address of this machine
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running(command: list[str], *, folder: Path, url: str, log: Path, environment: dict[str, str]) -> Iterator[float]:
    """Run `command` until the block ends; yields the seconds it took to answer. Its output goes to `log`.

    The whole process group is ended with SIGTERM, and the block fails when anything of it is left.
    """
    start = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while not answers(url + "-/ready"):
            if process.poll() is not None:
                raise AssertionError(f"« {' '.join(command)} » ended:\n{log.read_text()[-4000:]}")
            if time.monotonic() - start > PATIENCE:
                raise AssertionError(f"no answer after {PATIENCE} s:\n{log.read_text()[-4000:]}")
            time.sleep(0.2)
        yield time.monotonic() - start
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        left = _left_in_group(process.pid)
        if left:
            os.killpg(process.pid, signal.SIGKILL)
    if left:
        raise AssertionError("stopping the server left a process behind")


def _left_in_group(group: int) -> bool:
    """Whether a process of the group is still there after a few seconds of grace."""
    for _time in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True
