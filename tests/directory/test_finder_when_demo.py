"""« Quand ? » over the real places: counts, and words typed, beside a computation that reads every place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from directory.finder.answer import FinderAnswer, answer
from directory.finder.query import FinderQuery
from directory.finder.when import BY_APPOINTMENT, RECEIVED, RECEIVED_NOW, WHEN
from directory.search_documents import PlaceSource
from events.search_documents import StopSource
from portal.words.geo import distance_km
from portal.words.zone import PARIS
from search.index.writing import rebuild
from search.question.moments import NOW, moments


def received(documents: Any, code: str, now: datetime) -> set[str]:
    """Brute force: the places that have a span of that moment, by reading them all."""
    stretches = moments(now)[code].stretches
    kinds = RECEIVED_NOW if code == NOW else RECEIVED
    return {
        document.key
        for document in documents
        if any(
            span.kind in kinds and span.start <= end and span.end > start
            for span in document.spans
            for start, end in stretches
        )
    }


def test_counts_are_those_of_the_lists_that_they_lead_to(demo_places: str, now: datetime) -> None:
    """Over the real places and what comes to the communes, every half-day shown."""
    sources = (PlaceSource(), StopSource())
    documents = [document for source in sources for document in source.documents(list(source.pks()), now)]
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
                assert chosen.by_appointment == (counts[BY_APPOINTMENT] if code == NOW else 0)


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


FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "commune", "said"),
    [
        ("mardi Prayssas", "Prayssas", "Le mardi, heures à demander"),
        ("jeudi Damazan", "Damazan", "heures à demander"),
        ("port sainte marie lundi", "Port-Sainte-Marie", "heures à demander"),
        ("aiguillon vendredi matin", "Aiguillon", "vendredi matin, heures à demander"),
        ("vendredi Clairac", "Clairac", "demander"),
        ("samedi Casteljaloux", "Casteljaloux", "Sur rendez-vous. Équipe présente demain, 9 h à 12 h"),
        ("lafox vendredi matin", "Lafox", "vendredi 11 décembre"),
        ("villereal vendredi", "Villeréal", "vendredi 4 décembre, 9 h à 12 h"),
        ("vendredi 11 décembre Lafox", "Lafox", "vendredi 11 décembre"),
        ("Lafox dans les 7 jours", "Lafox", "Permanence"),
        ("Sos cette semaine", "Sos", "Sur rendez-vous"),
    ],
)
def test_a_day_asked_keeps_what_comes_that_day(demo_places: str, typed: str, commune: str, said: str) -> None:
    """On a Friday afternoon: the commune's own help leads, and says when, or that one has to ask."""
    with time_machine.travel(FRIDAY, tick=False):
        rebuild()
        found = answer(FinderQuery(text=typed), FRIDAY)
    assert found.cards and found.cards[0].here, [card.name for card in found.cards]
    own = [card for card in found.cards if card.here]
    words = [f"{card.why} {card.state.sentence if card.state else ''}" for card in own]
    assert any(said in one for one in words), words


def test_a_day_asked_puts_what_is_known_before_what_has_to_be_asked(demo_places: str) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        rebuild()
        found = answer(FinderQuery(text="mercredi marmande"), FRIDAY)
    asks = ["demander" in card.why for card in found.cards]
    assert any(asks), [card.why for card in found.cards]
    first = found.cards[0]
    assert not asks[0] and "mercredi" in f"{first.why} {first.state.sentence if first.state else ''}"
    assert first.state is None or first.state.code != "unknown", "its date is told: unknown hours say nothing more"


@pytest.mark.parametrize("typed", ["dimanche nerac", "ce soir nerac", "demain tonneins", "vendredi 25 décembre nérac"])
def test_what_is_known_to_be_closed_then_is_not_offered(demo_places: str, typed: str) -> None:
    """The days of some permanences are to be asked, but whoever comes works from Monday to Friday."""
    with time_machine.travel(FRIDAY, tick=False):
        rebuild()
        found = answer(FinderQuery(text=typed), FRIDAY)
    assert not [card.name for card in found.cards if "demander" in card.why or "rendez-vous" in card.why]


@pytest.mark.parametrize(
    ("typed", "name", "called"),
    [("samedi marmande", "Le Cocon", "Pour cette date, appelez"), ("lafox", "Mairie de Lafox", "")],
)
def test_the_number_of_a_workshop_does_not_look_like_that_of_the_place(
    demo_places: str, typed: str, name: str, called: str
) -> None:
    """Who comes to Lafox is said by the line above."""
    with time_machine.travel(FRIDAY, tick=False):
        rebuild()
        first = answer(FinderQuery(text=typed), FRIDAY).cards[0]
    assert (first.name, first.called) == (name, called)
    assert first.phone_name != name and bool(first.who) != bool(called)
