"""The answer to a question of the finder: the cards of a page, and a way on when there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from directory.addresses import PLACE
from directory.finder.query import FinderQuery
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from directory.search_documents import OPEN, OPEN_NOW, PUBLIC, facet_specs, span_filters
from search.api import ANYWHERE_KM, place_from, resolve, search, split_place
from search.question.gazetteer import Choices, Empty, Found, Resolution
from search.types import Facet, Place, SearchPage, SearchRequest, Sort

PAGE_SIZE = 20
NEAREST = 3


@dataclass(frozen=True)
class Located:
    """The question once its place is understood. `named` says that the place was found among the words."""

    text: str
    place: Place | None
    resolution: Resolution
    named: bool = False


@dataclass(frozen=True)
class Answer:
    """`cards` are the page asked. When nothing is found, `nearby` are the nearest places all the same and
    `relaxed` says what had to be left out to find them: "radius", "facets", "text"."""

    query: FinderQuery
    located: Located
    cards: list[PlaceCard]
    total: int
    facets: tuple[Facet, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    nearby: tuple[PlaceCard, ...] = ()
    relaxed: tuple[str, ...] = ()

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def open_count(self) -> int | None:
        """How many of all the results are open now, when some are and some are not."""
        for facet in self.facets:
            for value in facet.values:
                if facet.group == OPEN and value.value == OPEN_NOW and not value.selected:
                    return value.count
        return None


def known_codes(now: datetime) -> Mapping[str, Collection[str]]:
    """The codes that an address may give in each group of filters."""
    return {group: spec.values.keys() for group, spec in facet_specs(now).items()}


def locate(query: FinderQuery) -> Located:
    """Understand the place asked; without one, look for one among the words (« impôts castelmoron »)."""
    resolution = resolve(query.where)
    if query.around is not None:
        latitude, longitude = query.around
        here = Place(latitude, longitude, _("votre position"), "", query.radius)
        return Located(query.text, here, resolution)
    if isinstance(resolution, Empty) and query.text and not query.exact:
        split = split_place(query.text)
        named = place_of(split.place, query.radius) if split.place is not None else None
        if split.place is not None and named is not None:
            return Located(split.text, named, split.place, named=True)
    return Located(query.text, place_of(resolution, query.radius), resolution)


def answer(query: FinderQuery, now: datetime) -> Answer:
    """Ask the search and make the cards; the number of queries does not depend on the number of results."""
    located = locate(query)
    if isinstance(located.resolution, Choices) and located.place is None:
        return Answer(query, located, [], 0, ())
    request = _request(query, located, now)
    found = search(request)
    cards = _cards(found, now, located.place, query, number=True)
    corrections = found.plan.corrections
    if found.total:
        return Answer(query, located, cards, found.total, found.facets, corrections)
    nearby, relaxed = _relaxed(request, query, now)
    return Answer(query, located, [], 0, found.facets, corrections, tuple(nearby), relaxed)


def place_of(resolution: Resolution, radius: float) -> Place | None:
    """A commune, or the communes of one postal code: namesakes far apart have no middle worth searching."""
    if isinstance(resolution, Found) or (isinstance(resolution, Choices) and resolution.postal_code):
        return place_from(resolution, radius)
    return None


def _request(query: FinderQuery, located: Located, now: datetime) -> SearchRequest:
    spans = tuple(found for found, _words in span_filters(now))
    timed = {found.group for found in spans}
    chosen = {value for group in timed for value in query.facets.get(group, ())}
    return SearchRequest(
        text=located.text,
        kinds=(PLACE,),
        place=located.place,
        facets={group: values for group, values in query.facets.items() if group not in timed},
        open_groups=frozenset({PUBLIC}),
        spans=spans,
        selected_spans=frozenset(chosen),
        exact=query.exact,
        sort=_sort(located),
        page=query.page,
        size=PAGE_SIZE,
    )


def _sort(located: Located) -> Sort:
    if located.place is not None:
        return "distance"
    return "relevance" if located.text else "name"


def _relaxed(request: SearchRequest, query: FinderQuery, now: datetime) -> tuple[list[PlaceCard], tuple[str, ...]]:
    """The nearest places (the first ones, without a place) once the question is loosened, one thing at a time."""
    request = replace(request, page=1, size=NEAREST)
    left_out: list[str] = []
    steps: list[tuple[str, dict[str, Any]]] = []
    if request.place is not None:
        steps.append(("radius", {"place": replace(request.place, radius_km=ANYWHERE_KM)}))
    if request.facets or request.selected_spans:
        steps.append(("facets", {"facets": {}, "selected_spans": frozenset()}))
    if request.text:
        steps.append(("text", {"text": ""}))
    for name, changes in steps:
        request = replace(request, **changes)
        left_out.append(name)
        if (found := search(request)).total:
            return _cards(found, now, request.place, query, number=False), tuple(left_out)
    return [], ()


def _cards(found: SearchPage, now: datetime, place: Place | None, query: FinderQuery, number: bool) -> list[PlaceCard]:
    pks = [int(hit.pk) for hit in found.hits]
    points = HelpPoint.objects.in_service().in_bulk(pks)
    return place_cards(
        [points[pk] for pk in pks if pk in points],
        now,
        place,
        first_number=(query.page - 1) * PAGE_SIZE + 1 if number else None,
        tell_everybody=PUBLIC in query.facets,
    )
