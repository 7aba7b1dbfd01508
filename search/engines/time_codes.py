"""The codes that documents bear because of their spans: « samedi matin » for one that is open then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from search.counting import Codes
from search.models import SearchSpan
from search.types import Span, SpanFilter


def codes_of_spans(filters: Sequence[SpanFilter], documents: Collection[int] | None) -> Mapping[int, Codes]:
    """The codes of these documents (of all when None) that bear some, by primary key; one query.

    Sent once for all the filters: a question counts some thirty of them, of which most look at the same days.
    """
    spans = SearchSpan.objects.filter(
        kind__in={kind for one in filters for kind in one.kinds},
        start__lte=max(one.end for one in filters),
        end__gt=min(one.start for one in filters),
    )
    if documents is not None:
        spans = spans.filter(document__in=documents)
    found: dict[int, Codes] = {}
    # Town halls keep the same hours: a hundred places have a few dozen spans between them.
    of_span: dict[tuple[str, datetime, datetime], Codes] = {}
    joined: dict[tuple[Codes, Codes], Codes] = {}
    for document, kind, start, end in spans.order_by().values_list("document_id", "kind", "start", "end"):
        codes = of_span.get((kind, start, end))
        if codes is None:
            span = Span(kind, start, end)
            codes = frozenset((one.group, one.value) for one in filters if one.matches(span))
            of_span[kind, start, end] = codes
        if codes:
            held = found.get(document)
            if held is None:
                found[document] = codes
            elif held is not codes:
                pair = (held, codes)
                found[document] = joined.get(pair) or joined.setdefault(pair, held | codes)
    return found
