"""Plain values exchanged between the rooms, the planner and the search engines.

No Django here: a room builds `Document` values, a view builds a `SearchRequest`; the planner makes a `QueryPlan` of it,
once, and any engine answers the plan with `EngineResults`. Distances are kilometres, positions WGS 84 degrees, moments
aware datetimes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from portal.words.zone import PARIS

Sort = Literal["relevance", "distance", "help"]
Order = Literal["relevance", "distance", "help", "name"]
# How well a document answers: what was asked itself, something wider that helps with it too, a part of it.
Degree = Literal["exact", "wide", "part"]
FieldName = Literal["name", "place", "services", "body", "general"]
Counts = Mapping[str, Mapping[str, int]]  # group → code → how many documents it would leave


@dataclass(frozen=True, slots=True)
class Circle:
    """Where one searches: a centre, its radius and the words that show it to a person.

    `insee` is the commune asked, "" without any or when several were: `communes` are those of a postal code. A `whole`
    territory (a département) is its `communes` and nothing else, whatever else the circle around them holds.
    """

    lat: float
    lon: float
    label: str
    insee: str
    radius_km: float
    communes: frozenset[str] = frozenset()
    whole: bool = False

    def asks_for(self, insee: str) -> bool:
        """Whether this commune was asked, alone or as one of those of a postal code."""
        return bool(insee) and (insee == self.insee or insee in self.communes)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time [start, end[ during which something holds for a document, e.g. it is open."""

    kind: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SpanFilter:
    """A code of a group that a document bears when it has a span of one of `kinds` overlapping [start, end].

    « Ouvert maintenant » is a filter whose start and end are the same moment; « samedi matin » holds where one may walk
    in and where something takes place. A span that ends exactly at `start` does not overlap.
    """

    group: str
    value: str
    kinds: tuple[str, ...]
    start: datetime
    end: datetime

    def matches(self, span: Span) -> bool:
        """Say whether `span` makes the filter hold."""
        return span.kind in self.kinds and span.start <= self.end and span.end > self.start


Stretches = tuple[tuple[datetime, datetime], ...]
# What a choice on time means for a document: « mardi matin » is told by the clock of where it is, whatever the zone.
SpansAt = Callable[[ZoneInfo], tuple[SpanFilter, ...]]
StretchesAt = Callable[[ZoneInfo], Stretches]


def never(_zone: ZoneInfo) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Dates:
    """Which spans are dates on which one is received, and from when on they count; when a day was asked, only those
    `during` its stretches do."""

    kind: str
    now: datetime
    during: StretchesAt = never


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question of a room, made from a readable address.

    Where: `circle` when the centre is known (the visitor's position); else `where`, a place as it was typed in a box of
    its own; else, with `place_in_text`, a place named among the words of `text`. `radius_km` is the radius of the
    circle around a place that was typed. `located` is False for kinds that stand nowhere on the map (articles): a place
    named in the text is then told in the answer and stays a word of the question.

    `facets` holds the codes chosen in each group: OR inside a group, AND between groups; those of `spans`, the choices
    on time, are chosen in the same way. `open_groups` are groups where a document without any code bears them all (a
    place that names no public is for everybody). `counted` are the groups whose codes are to be counted.

    `sort` by distance needs a circle, by relevance some words: else what one has, and the alphabet without either.
    « help » is the order of `search.scoring.help_rank`; `dates` then says which spans are those of a meeting.
    `exact` takes the words as they were typed, without correction nor place. `page` starts at 1.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    where: str = ""
    circle: Circle | None = None
    radius_km: float = 20.0
    place_in_text: bool = False
    located: bool = True
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open_groups: frozenset[str] = frozenset()
    spans: SpansAt = never
    dates: Dates | None = None
    counted: frozenset[str] = frozenset()
    exact: bool = False
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A stem, or a phrase of several consecutive stems, and what a match is worth (1.0 = as typed)."""

    stems: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea of the question: a document matches it when it holds any of the terms. `worth` is its part in the
    question, a multiple of `search.scoring.WORTH_STEP`: who asks « impôts dimanche » and finds no Sunday misses less
    than without the taxes."""

    terms: tuple[WeightedTerm, ...]
    typed: str = ""
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """All that an engine has to do for one question: nothing is left to read, to correct or to choose.

    A complete match holds every `required` idea; `optional` ideas only raise the score. Without required ideas every
    document of the `kinds` (of all kinds when empty) and of the `circle` matches. `facets`, `open_groups`, `spans` and
    `counted` are those of `SearchRequest`. Pages beyond the last have no hits and the true total.
    """

    required: tuple[Idea, ...] = ()
    optional: tuple[Idea, ...] = ()
    kinds: tuple[str, ...] = ()
    circle: Circle | None = None
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open_groups: frozenset[str] = frozenset()
    spans: SpansAt = never
    dates: Dates | None = None
    counted: frozenset[str] = frozenset()
    order: Order = "name"
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class ScoredKey:
    """The key of a document found. `distance_km` is None without a circle asked or a position known; `degree` says how
    well it answers the words of the question (exact without any)."""

    key: str
    score: float
    distance_km: float | None = None
    degree: Degree = "exact"


@dataclass(frozen=True, slots=True)
class EngineResults:
    """What an engine finds: one page of keys in order, how many there are in all, and the counts of `counted` groups.

    A code is counted when a document that the other groups keep bears it, or when it is chosen: see `search.counting`.
    `degraded` says that a fallback answered.
    """

    keys: tuple[ScoredKey, ...] = ()
    total: int = 0
    counts: Counts = field(default_factory=dict)
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a room hands over to be found.

    `key` is unique among all kinds (« lieu:12 »). `fields` are plain, unanalysed texts by weight group; « general »
    holds the words of wide services, which say little of what is done there. `facets` are the codes that the document
    bears, by group. `approximate` says that lat/lon are only the centre of the commune, `insee` names the commune,
    `zone` the clock there.
    `by_date` says that one is received there on dates only. `boost` multiplies the score (1.0 = neutral). `card` is a
    text of the owner's own, kept as it is and given back with each hit.
    """

    key: str
    kind: str
    pk: str
    title: str
    url: str
    fields: Mapping[FieldName, str] = field(default_factory=dict)
    lat: float | None = None
    lon: float | None = None
    approximate: bool = False
    insee: str = ""
    zone: ZoneInfo = PARIS
    by_date: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    boost: float = 1.0
    card: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; `card` is the text that its owner gave with it."""

    key: str
    score: float
    distance_km: float | None = None
    card: str = ""
    degree: Degree = "exact"

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def pk(self) -> int:
        return int(self.key.partition(":")[2])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a card is shown for: the moment, where one asks from, the ideas that an answer had to hold, the codes of
    services that were chosen, and the stretches of time that were."""

    now: datetime
    circle: Circle | None = None
    ideas: tuple[Idea, ...] = ()
    services: frozenset[str] = frozenset()
    during: StretchesAt = never

    def covers(self, start: datetime, end: datetime, zone: ZoneInfo = PARIS) -> bool:
        """Whether a date falls in one of the stretches asked, by its clock; never when none was."""
        return any(start <= last and end > first for first, last in self.during(zone))
