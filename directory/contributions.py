"""What upper rooms show on the directory's pages: a small typed registry, filled in `AppConfig.ready()`.

The directory knows none of the rooms above it; they hand over functions here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from directory.domain.place_kind import PlaceKind
from portal.ground.team import TeamLink
from search.types import Asked, Circle, SpanFilter

if TYPE_CHECKING:
    from directory.models import HelpPoint


@dataclass(frozen=True)
class Section:
    """A block of a page: a template and what it needs. `key` names it in tests, `order` sorts the blocks.

    The keys of `context` become variables of the template. `side` puts the block in the narrow column of a place
    page.
    """

    key: str
    template: str
    context: Mapping[str, Any]
    order: int = 50
    side: bool = False


@dataclass(frozen=True)
class CardExtra:
    """What a place card shows besides the place: a date when one is received there, in words, and where it leads.

    `dated` says that dates to come are held there, `answers` how well this one is about what was asked: 0.0 not at all,
    1.0 as well as words can, above when that is its very subject. `kind` is what is met then, `who` who receives (« La
    Poste de Laplume »). `phone` (E.164) and `phone_name` are those of whoever holds it, for a place that only hosts.
    """

    next_date: str = ""
    next_date_url: str = ""
    dated: bool = False
    answers: float = 0.0
    kind: PlaceKind | None = None
    who: str = ""
    phone: str = ""
    phone_name: str = ""


@dataclass(frozen=True)
class Taught:
    """What is done at a place besides its own help: words to be found by, and codes of `directory.domain.vocabulary`.

    `kinds` are those (`place_kind.py`) of the places that come and help there, `met` those of what is done there.
    """

    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    services: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()


PlaceSection = Callable[["HelpPoint", datetime], Section | None]
CardExtras = Callable[[Sequence[int], Asked], Mapping[int, CardExtra]]
# What is done at each of these places from a moment on.
PlaceTaught = Callable[[Sequence[int], datetime], Mapping[int, Taught]]
# Facets that hold when a document has a span of some kind, e.g. « permanence cette semaine ».
# By the clock of a zone, at a moment: (filter, label).
SpanFacets = Callable[[datetime, ZoneInfo], Sequence[tuple[SpanFilter, str]]]
# Spans a place document carries for those facets: point ids → [(start, end)] in UTC, with the span kind.
PlaceSpans = Callable[[Sequence[int], datetime], Mapping[int, Sequence[tuple[str, datetime, datetime]]]]

# Where help is held on which days between two dates, both included: latitude, longitude, day.
HelpDays = Callable[[date, date], Iterable[tuple[float, float, date]]]
# Which dates the closing of a place would cancel from a moment on, in words, soonest first: between two days, both
# included, or for ever without them.
DatesHeld = Callable[[int, datetime, date | None, date | None], Sequence[str]]

# Where else in the admin a place is worked on, by its pk.
Desk = Callable[[int], TeamLink]


@dataclass(frozen=True)
class Answered:
    """What the finder was asked and found: the words of the need ("" without any), where, which page of how many
    results, and whether dates to come are held at those shown."""

    need: str
    circle: Circle | None
    page: int
    total: int
    dated: bool


FinderSection = Callable[[Answered, datetime], Section | None]


@dataclass
class _Contributions:
    place_sections: list[PlaceSection] = field(default_factory=list)
    finder_sections: list[FinderSection] = field(default_factory=list)
    card_extras: list[CardExtras] = field(default_factory=list)
    span_facets: list[SpanFacets] = field(default_factory=list)
    place_spans: list[PlaceSpans] = field(default_factory=list)
    place_taught: list[PlaceTaught] = field(default_factory=list)
    help_days: list[HelpDays] = field(default_factory=list)
    dates_held: list[DatesHeld] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)


contributions = _Contributions()


def taught_at(pks: Sequence[int], now: datetime) -> dict[int, Taught]:
    """What is done at each of these places; nothing of those where nothing is announced."""
    found: dict[int, Taught] = {}
    for give in contributions.place_taught:
        found |= give(pks, now)
    return found
