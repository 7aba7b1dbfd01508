"""Brings Elasticsearch up to date: a few changes after each commit, all that waits each minute, all of it anew."""

from __future__ import annotations

import logging
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import F

from search.engines.elastic.connection import Refused, Unreachable, speaking
from search.engines.elastic.writing import current, send, up_to_date
from search.engines.elastic.writing import rebuild as build
from search.engines.replica.differences import Differences, differences, mend
from search.engines.replica.outbox import confirm, every_document, pending
from search.engines.replica.server import alias, breaker, configured, guarded, server
from search.memory import last_revision
from search.models import SearchDocument

logger = logging.getLogger(__name__)

BUDGET_S = 0.3  # of what follows a save: the person waits
_SMALL, _LARGE = 50, 500
_PATIENCE_S = 60.0
_FLOOR = 0.999


def push(limit: int, budget_s: float) -> int:
    """Send the oldest changes and note those that questions see from now on; how many. Raises Unreachable, Refused."""
    until = monotonic() + budget_s
    changes = pending(limit)
    if not changes:
        return 0
    confirmed = send(server(), alias(), changes, budget_s)
    with speaking():
        # Noted once they can be found: what is not pending is what a question meets.
        server().options(request_timeout=max(0.01, until - monotonic())).indices.refresh(index=alias())
    confirm(changes, confirmed)
    return len(confirmed)


def push_soon(**_: Any) -> None:
    """Receiver of `search.index.writing.written`: one try after the commit, within `BUDGET_S`; the rest waits."""
    transaction.on_commit(_try, robust=True)


def _try() -> None:
    if configured():
        guarded(breaker, lambda: push(_SMALL, BUDGET_S), lambda: 0)


def sync() -> int:
    """Send all that waits; how many. Builds the index when there is none, or one of another version of the portal.

    Raises Unreachable or Refused; what was confirmed until then is noted.
    """
    try:
        index = current(server(), alias())
        if index is None or not up_to_date(index):
            rebuild()
            return SearchDocument.objects.count()
        total = 0
        while sent := push(_LARGE, _PATIENCE_S):
            total += sent
    except Unreachable:
        breaker.failed(monotonic())
        raise
    except Refused:
        breaker.answered()
        raise
    breaker.answered()
    return total


def rebuild() -> str:
    """Fill a new index beside the one that answers, and let it answer in its place; its name.

    Changes made meanwhile go to the old one: what differs is sent before the change of index, and once more after it,
    when nothing can go to the old one any more.
    """
    begun = last_revision()
    floor = int(_FLOOR * SearchDocument.objects.count())
    name = build(server(), alias(), every_document(), floor, catch_up=_catch_up)
    refused = _catch_up(alias())
    # What this index was filled with, or given since; revisions written later are sent as usual.
    rows = SearchDocument.objects.filter(revision__lte=begun).exclude(key__in=refused)
    rows.filter(es_revision__lt=F("revision")).update(es_revision=F("revision"))
    return name


def _catch_up(index: str) -> set[str]:
    """Send what an index lacks; the keys that the server did not take."""
    return mend(server(), index, differences(server(), index))


def check() -> Differences:
    """What Elasticsearch holds beside the database."""
    return differences(server(), alias())


def repair(found: Differences) -> None:
    mend(server(), alias(), found)
