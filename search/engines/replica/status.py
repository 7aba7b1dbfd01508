"""How the search is, for those who look after the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from search.engines.elastic.connection import Refused, Unreachable
from search.engines.elastic.writing import current, up_to_date
from search.engines.replica.outbox import PENDING
from search.engines.replica.server import alias, breaker, configured, server
from search.models import SearchDocument, SearchGone

_PATIENCE_S = 1.0  # somebody waits for the page


@dataclass(frozen=True)
class EngineStatus:
    """`pending` changes wait to be sent, the oldest since `oldest`. `index` is the one that answers, "" when there is
    none; `trouble` is what the server said or did not say, "" when it is well. `breaker` is that of this process."""

    replicated: bool
    documents: int
    pending: int = 0
    oldest: datetime | None = None
    index: str = ""
    current: bool = True
    trouble: str = ""
    breaker: str = "closed"


def status() -> EngineStatus:
    documents = SearchDocument.objects.count()
    if not configured():
        return EngineStatus(replicated=False, documents=documents)
    waiting = SearchDocument.objects.filter(PENDING)
    index, trouble = "", ""
    try:
        index = current(server().options(request_timeout=_PATIENCE_S), alias()) or ""
    except (Unreachable, Refused) as error:
        trouble = str(error)
    return EngineStatus(
        replicated=True,
        documents=documents,
        pending=waiting.count() + SearchGone.objects.count(),
        oldest=waiting.aggregate(first=Min("made_at"))["first"],
        index=index,
        current=not index or up_to_date(index),
        trouble=trouble,
        breaker=breaker.state,
    )
