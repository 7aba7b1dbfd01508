"""Plain values exchanged between the apps, the query planner and the search engines.

No Django here: an app builds `Document` values, a view builds a `SearchRequest`, any engine answers with
a `SearchPage`. Distances are kilometres, positions WGS 84 degrees, moments aware datetimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Sort = Literal["relevance", "distance", "date", "name"]
FieldName = Literal["name", "place", "services", "body"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one searches: a centre, its radius and the words that show it to a person."""

    lat: float
    lon: float
    label: str
    insee: str
    radius_km: float


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time [start, end[ during which something holds for a document, e.g. it is open."""

    kind: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SpanFilter:
    """A facet value that holds when the document has a span of `kind` overlapping [start, end].

    « Ouvert maintenant » is a filter whose start and end are the same moment; « permanence cette semaine »
    runs from now to Sunday night. A span that ends exactly at `start` does not overlap.
    """

    group: str
    value: str
    kind: str
    start: datetime
    end: datetime

    def matches(self, span: Span) -> bool:
        """Say whether `span` makes the filter hold; the engines write the same test in their language."""
        return span.kind == self.kind and span.start <= self.end and span.end > self.start


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to an engine, made from a readable address.

    `facets` holds the selected values of each group: OR inside a group, AND between groups.
    `open_groups` are groups where a document without any value matches every value (a place that names no
    public is for everybody). `spans` are the time facets to count, `selected_spans` the values among them
    that filter. `exact` searches the words as they were typed, without correction. `page` starts at 1.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    place: Place | None = None
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open_groups: frozenset[str] = frozenset()
    spans: tuple[SpanFilter, ...] = ()
    selected_spans: frozenset[str] = frozenset()
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
class Group:
    """One idea of the question: a document matches it when it holds any of the terms."""

    terms: tuple[WeightedTerm, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What an engine has to look for.

    A strict search wants every `required` group; `optional` groups only raise the score. `corrections`
    are pairs (typed, used) to show. `rest` is the text that was searched, without the place found in it.
    Without required groups, every document matches.
    """

    required: tuple[Group, ...] = ()
    optional: tuple[Group, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `distance_km` is None without a place asked or a position known."""

    key: str
    kind: str
    pk: str
    title: str
    url: str
    score: float
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value one may filter by and how many documents it would leave, given the other groups."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values shown together."""

    group: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer. `degraded` says that a fallback engine answered."""

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    plan: QueryPlan
    engine: str
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What an app hands over to be found.

    `key` is unique among all kinds (« place:12 »). `fields` are plain, unanalysed texts by weight group.
    `facets` are the codes that the document carries, by group. `approximate` says that lat/lon are only
    the centre of the commune. `boost` multiplies the score (1.0 = neutral).
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
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    starts_at: datetime | None = None
    boost: float = 1.0
