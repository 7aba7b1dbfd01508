"""Until when a page that is being made will be true: the earliest moment at which something that it says changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass
class Validity:
    """`until` is None as long as nothing made a promise."""

    until: datetime | None = None


_current: ContextVar[Validity | None] = ContextVar("validity", default=None)


@contextmanager
def noted() -> Iterator[Validity]:
    """Gather what is said within the block, in this thread."""
    validity = Validity()
    token = _current.set(validity)
    try:
        yield validity
    finally:
        _current.reset(token)


def holds_until(moment: datetime | None) -> None:
    """Say that what is being shown is true until `moment` (aware) only; None promises for ever."""
    validity = _current.get()
    if validity is not None and moment is not None and (validity.until is None or moment < validity.until):
        validity.until = moment
