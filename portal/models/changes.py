"""A change and all that derives from it commit together, or not at all.

Derived rows (search documents, occurrences) are never written where the change is made. The writer *marks* what it
touched inside `changes()`; when the outermost `changes()` ends, still inside its transaction, each registered deriver
receives its marks once, in the registered order, until no mark is left. An error in a deriver undoes everything.
If anything was written, the content version moves too: what was kept of the old content is served no more.

Changes come one after the other, on PostgreSQL as on SQLite: one takes its turn before it first writes what may be
somebody else's too. What it derives is not known before it is made, so no order of rows holds (measured: of eighty
places and activities published at once, five to fourteen ended in a deadlock; now none, and in the same time).
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from portal.models.content_version import move_content_version, take_turn

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
    turn: bool = False
    wrote: bool = False


# An editor at work writes all the time what nobody else does: the session at each key press of a preview, a sign of
# life every ten seconds, the day of the last login. It waits for nobody.
_OWN = r"(?:django_session|wagtailadmin_editingsession|portal_user)"
_SHARED = re.compile(
    rf"""\s*(?:(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE)\s+"?+(?!{_OWN}\b)|SELECT\b.*\bFOR\s+UPDATE\b)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# Nor does a visitor see a draft, written every half second, the journal of an import, an error that another reports.
_PRIVATE = (
    rf"(?:{_OWN}|wagtailcore_(?:revision|pagelogentry|modellogentry|referenceindex)"
    r"|directory_(?:import\w+|sourcerecord|errorreport))"
)
_DRAFT_COLUMNS = r"(?:latest_revision_created_at|latest_revision_id|draft_title|has_unpublished_changes)"
_WRITES = re.compile(
    rf"""\s*(?:
        (?:INSERT\s+INTO|DELETE\s+FROM|UPDATE)\s+"?+(?!{_PRIVATE}\b)\w++"?+
        (?!\s+SET\s+(?:"?{_DRAFT_COLUMNS}"?\s*=\s*(?:%s|NULL),?\s*)+WHERE)
        |INSERT\s+OR\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)

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
    with transaction.atomic(), connection.execute_wrapper(_note_writes) if outermost else nullcontext():
        _ledger.depth += 1
        try:
            yield
            if outermost:
                _flush()
                if _ledger.wrote:
                    move_content_version()
        finally:
            _ledger.depth -= 1
            if outermost:
                _ledger.marks, _ledger.turn, _ledger.wrote = {}, False, False


def _note_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not _ledger.turn and _SHARED.match(sql):
        _ledger.turn = True
        take_turn()
    if not _ledger.wrote and _WRITES.match(sql):
        _ledger.wrote = True
    return execute(sql, params, many, context)


def in_changes() -> bool:
    """Whether this thread is writing: what it reads may never be committed, and is nobody else's business yet."""
    return _ledger.depth > 0


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
