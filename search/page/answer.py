"""The answer of the site search: the cards of each kind, and how the question was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from search import registry
from search.api import ANYWHERE_KM, SearchAnswer, circle_of, search, search_many
from search.page.query import SiteQuery
from search.question.gazetteer import Choices, Empty, Found, Resolution
from search.question.territories import CommuneEntry
from search.types import Asked, Circle, SearchRequest

RADIUS_KM = 30
FIRST = 5  # cards of each kind on the page of all kinds
NEAREST = 3
SIZE = 20


@dataclass(frozen=True)
class KindResults:
    """What one kind has: the cards of the page, how many results in all, and whether the page leaves some out. When the
    question finds nothing around the place named in it, `cards` are `nearest`, whatever was looked for."""

    source: registry.Source
    cards: Sequence[object]
    total: int
    more: bool
    nearest: bool = False


@dataclass(frozen=True)
class SiteAnswer:
    """`kinds` are those that have results. `circle` is around the place named in the question, `text` what is left of
    the question then. `corrections` are pairs (typed, used)."""

    query: SiteQuery
    kinds: tuple[KindResults, ...] = ()
    text: str = ""
    resolution: Resolution = field(default_factory=Empty)
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        return sum(results.total for results in self.kinds)

    @property
    def page_count(self) -> int:
        """Pages of one kind; the page of all kinds is alone."""
        return max(1, -(-self.total // SIZE)) if self.query.kind else 1

    @property
    def circle(self) -> Circle | None:
        return circle_of(self.resolution, RADIUS_KM)

    @property
    def other_communes(self) -> tuple[CommuneEntry, ...]:
        """Other communes that the place named in the question could be; all of them when none could be taken."""
        if isinstance(self.resolution, Choices) and self.circle is None:
            return self.resolution.communes
        return self.resolution.others if isinstance(self.resolution, Found) else ()


def answer(query: SiteQuery, now: datetime) -> SiteAnswer:
    """Ask the search once for all kinds; nothing is asked of it when nothing was typed."""
    sources = [source for source in registry.lists() if query.kind in ("", source.kind)]
    if not query.text or not sources:
        return SiteAnswer(query, text=query.text)
    found = search_many([request_for(query, source) for source in sources])
    return SiteAnswer(
        query=query,
        kinds=tuple(
            results
            for source, one in zip(sources, found, strict=True)
            if (results := _results(source, one, now) or _nearest(source, one, now))
        ),
        text=found[0].text,
        resolution=found[0].resolution,
        corrections=tuple(dict.fromkeys(pair for one in found for pair in one.corrections)),
    )


def request_for(query: SiteQuery, source: registry.Source) -> SearchRequest:
    """What the page asks of the list of one source."""
    return SearchRequest(
        text=query.text,
        kinds=registry.kinds_of_list(source.kind),
        radius_km=RADIUS_KM,
        place_in_text=True,
        located=registry.located(source),
        exact=query.exact,
        page=query.page if query.kind else 1,
        size=SIZE if query.kind else FIRST,
    )


def _results(source: registry.Source, found: SearchAnswer, now: datetime) -> KindResults | None:
    if not found.total:
        return None
    return KindResults(source, _cards(found, now), found.total, found.total > len(found.hits))


def _nearest(source: registry.Source, found: SearchAnswer, now: datetime) -> KindResults | None:
    """Nobody is told that nothing is near when something is: places, that are there all year."""
    if found.circle is None or source.kind != next(one.kind for one in registry.lists() if registry.located(one)):
        return None
    around = replace(found.circle, radius_km=ANYWHERE_KM, whole=False)
    near = search(SearchRequest(kinds=registry.kinds_of_list(source.kind), circle=around, size=NEAREST))
    return KindResults(source, _cards(near, now), 0, more=False, nearest=True) if near.total else None


def _cards(found: SearchAnswer, now: datetime) -> list[object]:
    return [card for _hit, card in registry.cards_of(found.hits, Asked(now, found.circle, found.ideas))]
