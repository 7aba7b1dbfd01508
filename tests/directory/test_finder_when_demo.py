"""« Quand ? » over the real places: counts, and words typed, beside a computation that reads every place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from directory.finder.answer import FinderAnswer, answer
from directory.finder.query import FinderQuery
from directory.finder.when import BY_APPOINTMENT, RECEIVED, WHEN
from directory.search_documents import PlaceSource
from events.search_documents import StopSource
from portal.words.geo import distance_km
from search.question.moments import moments


def received(documents: Any, code: str, now: datetime) -> set[str]:
    """Brute force: the places that have a span of that moment, by reading them all."""
    moment = moments(now)[code]
    return {
        document.key
        for document in documents
        if any(
            span.kind in RECEIVED and span.start <= moment.end and span.end > moment.start for span in document.spans
        )
    }


def test_counts_are_those_of_the_lists_that_they_lead_to(demo_places: str, now: datetime) -> None:
    """Over the real places and what comes to the communes, every half-day shown."""
    sources = (PlaceSource(), StopSource())
    documents = [document for source in sources for document in source.documents(list(source.pks()))]
    for where, radius in (("agen", 20), ("marmande", 40), ("villereal", 20)):
        asked = FinderQuery(where=where, radius=radius)
        found = answer(asked, now)
        near = [
            document
            for document in documents
            if found.circle is None
            or (
                document.lat is not None
                and document.lon is not None
                and distance_km(found.circle.lat, found.circle.lon, document.lat, document.lon) <= radius
            )
        ]
        counts = shown_counts(found)
        assert len(counts) >= 10
        for code, count in counts.items():
            chosen = answer(FinderQuery(where=where, radius=radius, facets={WHEN: frozenset({code})}), now)
            assert chosen.total == count
            if code != BY_APPOINTMENT:
                assert count == len(received(near, code, now)), code
                assert chosen.by_appointment == counts[BY_APPOINTMENT]


def test_moments_typed_in_every_way_give_the_list_of_their_filter(demo_places: str, now: datetime) -> None:
    for code, moment in moments(now).items():
        ticked = answer(FinderQuery(where="agen", facets={WHEN: frozenset({code})}), now)
        typed = answer(FinderQuery(text=moment.words, where="agen"), now)
        assert typed.total == ticked.total
        assert [card.anchor for card in typed.cards] == [card.anchor for card in ticked.cards]


def test_a_week_later_the_index_still_answers(demo_places: str, now: datetime) -> None:
    """Hours are indexed two weeks ahead each night: a night that is missed costs nothing of next week."""
    later = now + timedelta(days=1)
    assert answer(FinderQuery(where="agen", facets={WHEN: frozenset({"semaine-prochaine"})}), later).total > 10


def shown_counts(found: FinderAnswer) -> dict[str, int]:
    facet = next(facet for facet in found.facets if facet.group == WHEN)
    return {
        value.value: value.count for value in (*facet.values, *(value for row in facet.rows for value in row.values))
    }
