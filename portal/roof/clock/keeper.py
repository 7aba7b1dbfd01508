"""Keeps the clock running beside the server: a clock that was killed starts again.

Nobody noticed that it had stopped: publications waited, dates and the search grew old, and the site said « ok ».
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from threading import Event, Thread

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two looks; one that cannot start is no busier than this


class Keeper:
    """One process, from `start()` to `end()`."""

    def __init__(self, command: Sequence[str], pause: float = PAUSE) -> None:
        self._command = list(command)
        self._pause = pause
        self._ending = Event()
        self._watching = Thread(target=self._watch, name="clock-keeper", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        self._spawn()
        self._watching.start()

    def end(self) -> None:
        """Ask it to end, and wait until it has."""
        self._ending.set()
        self._watching.join()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)

    def _watch(self) -> None:
        while not self._ending.wait(self._pause):
            # The server collects the end of any child; a process that is gone counts as ended all the same.
            if self._process is not None and self._process.poll() is not None:
                logger.warning("the clock had ended (%s): it is started again", self._process.returncode)
                self._spawn()

    def _spawn(self) -> None:
        self._process = subprocess.Popen(self._command)  # noqa: S603 - our own interpreter and file
