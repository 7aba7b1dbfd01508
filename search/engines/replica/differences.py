"""Compares the revisions that the server holds with those of the database, and sends what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from search.engines.elastic.change import Change
from search.engines.elastic.connection import Client
from search.engines.elastic.writing import send, versions
from search.engines.replica.outbox import confirm, documents
from search.index.checking import Drift
from search.index.writing import batches
from search.memory import last_revision
from search.models import SearchDocument

_BATCH = 500
_PATIENCE_S = 60.0


@dataclass
class Differences(Drift):
    """Keys that the server lacks, holds at another revision, or holds though they are gone.

    A revision *newer* than that of the database is told too: the database was restored from a copy, and only a rebuild
    brings both together, because the server keeps what is newest.
    """

    kinds: ClassVar[tuple[str, ...]] = (*Drift.kinds, "newer")
    newer: list[str] = field(default_factory=list)


def differences(client: Client, index: str) -> Differences:
    """Read both; the server first, so that what is written meanwhile is at worst sent twice."""
    held = dict(versions(client, index))
    found = Differences()
    for key, revision in SearchDocument.objects.order_by("key").values_list("key", "revision"):
        version = held.pop(key, None)
        if version is None:
            found.missing.append(key)
        elif version < revision:
            found.stale.append(key)
        elif version > revision:
            found.newer.append(key)
    found.ghosts = sorted(held)
    return found


def mend(client: Client, index: str, found: Differences) -> set[str]:
    """Send what is missing or stale, delete ghosts; the keys that the server did not take."""
    last = last_revision()
    wanted = [*found.missing, *found.stale]
    refused: set[str] = set()
    for keys in batches(wanted, _BATCH):
        rows = SearchDocument.objects.filter(key__in=keys).prefetch_related("spans")
        changes = list(documents(rows))
        # A key made again since has a later revision than this deletion.
        changes += [Change(key, last, None) for key in set(keys) - {change.key for change in changes}]
        refused |= _send(client, index, changes)
    still = set(SearchDocument.objects.filter(key__in=found.ghosts).values_list("key", flat=True))
    for keys in batches([key for key in found.ghosts if key not in still], _BATCH):
        refused |= _send(client, index, [Change(key, last, None) for key in keys])
    return refused


def _send(client: Client, index: str, changes: list[Change]) -> set[str]:
    confirmed = send(client, index, changes, _PATIENCE_S)
    confirm(changes, confirmed)
    return {change.key for change in changes} - confirmed
