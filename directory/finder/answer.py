"""The answer to a question of the finder: the cards of a page, and a way on when there is none.

An answer is a place, the host of a permanence, or what comes to a commune without a place of its own: one list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from directory.addresses import PLACE
from directory.domain import place_facts
from directory.domain.opening_hours import OpenState
from directory.finder.facets import Facet
from directory.finder.filters import PUBLIC, SERVICE, facet_specs, shown_facets, span_filters
from directory.finder.query import FinderQuery
from directory.finder.when import (
    BY_APPOINTMENT,
    WHEN,
    known_moments,
    moments_asked,
    when_filters,
    when_words,
    with_moment,
)
from directory.place.cards import EVERYBODY, PlaceCard
from directory.place.hours import local_day, open_state_then, public_days
from portal.words.zone import PARIS
from search import registry
from search.api import ANYWHERE_KM, Hit, SearchAnswer, search, search_many, spelt
from search.question.gazetteer import Choices, Resolution
from search.question.moments import NOW
from search.types import Asked, Circle, Dates, SearchRequest, SpanFilter, Stretches, StretchesAt

# A few thumbs of a telephone, one sheet of paper, half the bytes of twenty: the first one is what people came for.
PAGE_SIZE = 10
NEAREST = 3
# The spans of dates on which one is received, whoever contributes them.
DATES = "date"


@dataclass(frozen=True)
class FinderAnswer:
    """`query` is the question as it was understood: a moment named in its text is a filter; `when` are the words of all
    that was chosen on time. `by_appointment` places, out of an answer of what is open now, receive by appointment.

    `cards` are the page asked. `text` is the question without the place named in it, which `circle` and `resolution`
    then come from; `subject` is what is looked for in it, well spelt (« carte grise »). When nothing is found, `nearby`
    are the nearest places all the same and `relaxed` says what had to be left out to find them: "radius", "facets",
    "text"."""

    query: FinderQuery
    text: str
    subject: str
    circle: Circle | None
    resolution: Resolution
    cards: list[PlaceCard]
    total: int
    facets: tuple[Facet, ...]
    when: str = ""
    by_appointment: int = 0
    corrections: tuple[tuple[str, str], ...] = ()
    nearby: tuple[PlaceCard, ...] = ()
    relaxed: tuple[str, ...] = ()
    around: tuple[PlaceCard, ...] = ()

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def place_in_text(self) -> bool:
        """The place was found among the words."""
        return self.circle is not None and not self.query.where and self.query.around is None

    @property
    def choice_in_text(self) -> bool:
        """A place found among the words must be chosen among namesakes: nothing was searched."""
        return self.circle is None and not self.query.where and isinstance(self.resolution, Choices)

    @property
    def need(self) -> str:
        """The words to show for what is looked for; "" when it is all that a place has."""
        return self.subject or ("" if self.circle is not None or self.choice_in_text else self.text)


def known_codes(now: datetime) -> Mapping[str, Collection[str]]:
    """The codes that an address may give in each group of filters."""
    return {group: spec.values.keys() for group, spec in facet_specs(now).items()} | {WHEN: known_moments(now)}


def answer(query: FinderQuery, now: datetime) -> FinderAnswer:
    """Ask the search and make the cards; the number of queries does not depend on the number of results."""
    query = with_moment(query, now)
    specs = facet_specs(now, query.facets.get(WHEN, frozenset()))
    request = search_request(query, now, counted=_counted(query, specs))
    found = search(request)
    # When a commune must be chosen first nothing was searched: there is nothing to filter nor to loosen.
    nearby, relaxed = ([], ()) if found.total or found.ambiguous else _relaxed(request, found, query, now)
    return FinderAnswer(
        query=query,
        text=found.text,
        subject=spelt(found.subject),
        circle=found.circle,
        resolution=found.resolution,
        cards=_cards(found, now, query, number=True),
        total=found.total,
        facets=() if found.ambiguous else shown_facets(specs, found.counts, query.facets, found.total, now),
        when=when_words(query, now),
        by_appointment=_by_appointment(query, found),
        corrections=() if found.ambiguous else found.corrections,
        nearby=tuple(nearby),
        relaxed=relaxed,
        around=tuple(_around(request, found, query, now)) if relaxed == ("radius",) else (),
    )


def first_cards(queries: Sequence[FinderQuery], now: datetime) -> list[list[PlaceCard]]:
    """The cards of the first page of several questions, without what a page says around its list."""
    found = search_many([search_request(query, now) for query in queries])
    return [_cards(one, now, query, number=False) for query, one in zip(queries, found, strict=True)]


def _counted(query: FinderQuery, groups: Collection[str]) -> Collection[str]:
    """All, but moments over a whole country: nobody chooses one before a place, and counting forty of them in 7 848
    places took 250 ms of 275."""
    asked = query.text or query.where or query.around or WHEN in query.facets
    return groups if asked else [group for group in groups if group != WHEN]


def search_request(query: FinderQuery, now: datetime, counted: Collection[str] = ()) -> SearchRequest:
    """What the finder asks of the search: the nearest first, around the visitor, the place typed or the one named."""
    circle = None
    if query.around is not None:
        latitude, longitude = query.around
        circle = Circle(latitude, longitude, _("votre position"), "", query.radius)
    return SearchRequest(
        text=query.text,
        kinds=registry.kinds_of_list(PLACE),
        where=query.where,
        circle=circle,
        radius_km=query.radius,
        place_in_text=True,
        facets=query.facets,
        open_groups=frozenset({PUBLIC}),
        spans=partial(_spans, query, now),
        dates=Dates(DATES, now, partial(_stretches, query, now)),
        counted=frozenset(counted),
        exact=query.exact,
        sort="help",
        page=query.page,
        size=PAGE_SIZE,
    )


def _by_appointment(query: FinderQuery, found: SearchAnswer) -> int:
    """Those are in the list of a day; nobody simply goes there now. The group is counted without its own choices: so
    many places would come with this one."""
    asked = query.facets.get(WHEN, frozenset())
    return found.counts.get(WHEN, {}).get(BY_APPOINTMENT, 0) if asked == {NOW} else 0


def _first_few(request: SearchRequest, found: SearchAnswer) -> SearchRequest:
    """The same question with its place as it was found, for a few cards only."""
    return replace(
        request, text=found.text, where="", circle=found.circle, place_in_text=False, counted=frozenset(), page=1,
        size=NEAREST,
    )  # fmt: skip


def _around(request: SearchRequest, found: SearchAnswer, query: FinderQuery, now: datetime) -> list[PlaceCard]:
    """What there is in the circle asked, whatever the need: nobody is told that nothing is near when something is."""
    near = search(replace(_first_few(request, found), text="", facets={}, dates=Dates(DATES, now)))
    return _cards(near, now, query, number=False)


def _relaxed(
    request: SearchRequest, found: SearchAnswer, query: FinderQuery, now: datetime
) -> tuple[list[PlaceCard], tuple[str, ...]]:
    """The nearest places (the first ones, without a place) once the question is loosened, one thing at a time."""
    request = _first_few(request, found)
    left_out: list[str] = []
    steps: list[tuple[str, dict[str, Any]]] = []
    if request.circle is not None:
        steps.append(("radius", {"circle": replace(request.circle, radius_km=ANYWHERE_KM, whole=False)}))
    if request.facets:
        steps.append(("facets", {"facets": {}, "dates": Dates(DATES, now)}))
    if request.text:
        steps.append(("text", {"text": ""}))
    for name, changes in steps:
        request = replace(request, **changes)
        left_out.append(name)
        if (looser := search(request)).total:
            return _cards(looser, now, query, number=False), tuple(left_out)
    return [], ()


def _spans(query: FinderQuery, now: datetime, zone: ZoneInfo) -> tuple[SpanFilter, ...]:
    """All the choices on time, by the clock of `zone`."""
    chosen = query.facets.get(WHEN, ())
    return (*(found for found, _words in span_filters(now, zone)), *when_filters(now, chosen, zone))


def _stretches(query: FinderQuery, now: datetime, zone: ZoneInfo) -> Stretches:
    """Those of the moments asked, by the clock of `zone`, soonest first."""
    return tuple(sorted(stretch for moment in moments_asked(query, now, zone) for stretch in moment.stretches))


def _cards(found: SearchAnswer, now: datetime, query: FinderQuery, number: bool) -> list[PlaceCard]:
    first = (query.page - 1) * PAGE_SIZE + 1
    during = partial(_stretches, query, now)
    asked = Asked(
        now,
        found.circle,
        found.ideas,
        query.facets.get(SERVICE, frozenset()),
        during,
    )
    shown = registry.cards_of(found.hits, asked)
    cards = [(hit, card) for hit, card in shown if isinstance(card, PlaceCard)]
    return [
        replace(
            card,
            number=first + rank if number else None,
            degree=hit.degree,
            state=_state_then(hit, during, now) or card.state,
            audience_note=card.audience_note or (EVERYBODY if PUBLIC in query.facets else ""),
        )
        for rank, (hit, card) in enumerate(cards)
    ]


def _state_then(hit: Hit, during: StretchesAt, now: datetime) -> OpenState | None:
    """« Ouvert samedi 28 novembre, 9 h à 12 h »: who asks for Saturday does not need to know what is open now."""
    if hit.kind != PLACE or not during(PARIS):
        return None
    place = place_facts.read(hit.card)
    # Cards say what is true now.
    then = [stretch for stretch in during(place.territory.zone) if stretch != (now, now)]
    return open_state_then(place, then, now, public_days(local_day(now))) if then else None
