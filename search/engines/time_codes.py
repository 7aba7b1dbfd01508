"""The codes that documents bear because of their spans: « samedi matin » for one that is open then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import CharField
from django.db.models.functions import Cast

from portal.words.zone import PARIS
from search.counting import Codes
from search.models import SearchSpan
from search.types import Span, SpanFilter, SpansAt


def codes_of_spans(
    filters: SpansAt, documents: Collection[int] | None, abroad: Mapping[int, ZoneInfo]
) -> Mapping[int, Codes]:
    """The codes of these documents (of all when None) that bear some, by primary key; one query. `abroad` gives the
    clock of those that have not that of the network.

    Sent once for all the filters: a question counts some forty of them, of which most look at the same days. Places
    keep the same hours, so each different span is compared with them once; moments stay the texts that the database
    holds until then, since making dates of a hundred thousand of them took most of a second.
    """
    # Nothing on the kind: SQLite would then read all the open hours of the country to find those of fifty documents.
    by_zone = {zone: filters(zone) for zone in (PARIS, *abroad.values())}
    every = [one for some in by_zone.values() for one in some]
    spans = SearchSpan.objects.filter(start__lte=max(one.end for one in every), end__gt=min(one.start for one in every))
    if documents is not None:
        spans = spans.filter(document__in=documents)
    texts = spans.annotate(first=Cast("start", CharField()), last=Cast("end", CharField())).order_by()
    found: dict[int, Codes] = {}
    of_spans = {zone: (_remembered(some), some) for zone, some in by_zone.items()}
    here = of_spans[PARIS]
    joined: dict[tuple[Codes, Codes], Codes] = {}
    rows = texts.values_list("document_id", "kind", "first", "last")
    for document, kind, first, last in rows.iterator(chunk_size=10_000):
        span = kind, first, last
        of_span, some = of_spans[abroad[document]] if document in abroad else here
        codes = of_span.get(span)
        if codes is None:
            codes = of_span[span] = _codes(span, some)
        if not codes:
            continue
        held = found.get(document)
        if held is None:
            found[document] = codes
        elif held is not codes:
            # Equal sets stay one object, quick to join and to count.
            both = joined.get((held, codes))
            if both is None:
                both = joined[held, codes] = held | codes
            found[document] = both
    return found


@lru_cache(maxsize=16)
def _remembered(filters: tuple[SpanFilter, ...]) -> dict[tuple[str, str, str], Codes]:
    """What these filters say of each span met so far: questions of the same minute ask the same of the same hours. A
    question about the whole country has some fifteen clocks."""
    return {}


def _codes(written: tuple[str, str, str], filters: Sequence[SpanFilter]) -> Codes:
    kind, first, last = written
    span = Span(kind, _moment(first), _moment(last))
    return frozenset((one.group, one.value) for one in filters if one.matches(span))


def _moment(text: str) -> datetime:
    """As the database writes it; SQLite does so without its zone, which is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
