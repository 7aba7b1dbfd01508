"""Small things made of the content alone, remembered by a worker until the content changes.

Compiling one wide query and building its models takes a millisecond, and most of what surrounds a page (its frame, the
settings, the holidays of the year) is the same from one visit to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from itertools import count
from time import monotonic
from typing import ParamSpec, TypeVar

from django.conf import settings

from portal.models.changes import in_changes
from portal.models.content_version import content_version

P = ParamSpec("P")
T = TypeVar("T")

# Another one pushes the oldest out: what is asked with many different arguments is not for here.
MOST = 64
# Seconds: what is written without `changes()` (by hand in the database) is seen after that.
LASTS = 300

_current: ContextVar[int | None] = ContextVar("content_version", default=None)


_pages = count(1)


@contextmanager
def at_version(version: int) -> Iterator[None]:
    """What is remembered within the block is that of this version, read once for a whole page.

    0 when no version is known: what is made is then remembered for this block alone.
    """
    token = _current.set(version or -next(_pages))
    try:
        yield
    finally:
        _current.reset(token)


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """`make` gives the same for the same (hashable) arguments until the content changes; what it gives is shared.

    Its version is read before it is made: at worst it is newer and is made once more. While this thread writes nothing
    is remembered nor recalled: what is derived must be made of what has just been written, which may yet be undone.
    """
    held: dict[Hashable, tuple[int, float, T]] = {}

    @wraps(make)
    def recall(*args: P.args, **kwargs: P.kwargs) -> T:
        if in_changes():
            return make(*args, **kwargs)
        version = _current.get()
        if version is None:
            version = content_version() if settings.REMEMBERS_CONTENT else 0
        if not version:
            return make(*args, **kwargs)
        key = (args, tuple(sorted(kwargs.items())))
        found = held.get(key)
        if found is None or found[0] != version or found[1] < monotonic():
            found = (version, monotonic() + LASTS, make(*args, **kwargs))
            held.pop(key, None)
            while len(held) >= MOST:
                held.pop(next(iter(held)), None)
            held[key] = found
        return found[2]

    return recall
