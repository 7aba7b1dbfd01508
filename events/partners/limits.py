"""How long a reading may last and how much memory it may take: what it reads was made by strangers."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SECONDS = 20.0
MEMORY = 400 * 1024 * 1024
"""Bytes beyond what the process takes already: a file of 2 MB with 2,000 events takes 60 MB."""


class TooLong(Exception):
    """Time is over."""


@contextmanager
def limited(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """For a process of its own, in its main thread: raises TooLong, or MemoryError, wherever it is by then."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        if (held := _held()) is not None:
            resource.setrlimit(resource.RLIMIT_AS, (held + memory, before[1]))
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _held() -> int | None:
    """Bytes of addresses of this process; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return None
    return pages * resource.getpagesize()
