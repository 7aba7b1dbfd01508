"""A change and all that derives from it commit together, or not at all.

Derived rows (search documents, occurrences) are never written where the change is made. The writer *marks* what it
touched inside `changes()`; when the outermost `changes()` ends, still inside its transaction, each registered deriver
receives its marks once, in the registered order, until no mark is left. An error in a deriver undoes everything.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

Key = int | str
Deriver = Callable[[frozenset[Key]], None]


@dataclass(frozen=True)
class _Registered:
    order: int
    handler: Deriver


_derivers: dict[str, _Registered] = {}


@dataclass
class _Ledger(threading.local):
    depth: int = 0
    marks: dict[str, set[Key]] = field(default_factory=dict)


_ledger = _Ledger()


def register_deriver(topic: str, handler: Deriver, order: int) -> None:
    """Declare who refreshes what `topic` names; lower orders run first (occurrences 10, search documents 20).

    A handler must be idempotent and may mark other topics, which are then handled in turn.
    """
    _derivers[topic] = _Registered(order, handler)


@contextmanager
def changes() -> Iterator[None]:
    """Open (or join) the transaction at whose end what was marked is derived again."""
    outermost = _ledger.depth == 0
    with transaction.atomic():
        _ledger.depth += 1
        try:
            yield
            if outermost:
                _flush()
        finally:
            _ledger.depth -= 1
            if outermost:
                _ledger.marks = {}


def mark(topic: str, keys: Iterable[Key]) -> None:
    """Say that what derives from these keys is stale; outside any `changes()` it is refreshed at once, atomically."""
    if topic not in _derivers:
        raise LookupError(f"no deriver is registered for {topic!r}")
    if _ledger.depth == 0:
        with changes():
            mark(topic, keys)
        return
    _ledger.marks.setdefault(topic, set()).update(keys)


def _flush() -> None:
    while any(_ledger.marks.values()):
        topic = min((topic for topic, keys in _ledger.marks.items() if keys), key=lambda topic: _derivers[topic].order)
        keys = frozenset(_ledger.marks.pop(topic))
        _derivers[topic].handler(keys)
