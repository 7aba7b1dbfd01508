"""The documents among which a question looks: those of its circle, or all those of its kinds.

A question without a circle looks at every document: reading 11 238 short rows at each one was most of its time. They
are kept in memory, some 7 MB in a worker process, and read again when the token of the index says that something was
written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Q

from portal.words.geo import bounding_box, distance_km
from search.counting import Codes
from search.engines.candidate import Candidate
from search.memory import Remembered
from search.models import SearchDocument
from search.types import Circle, QueryPlan

Candidates = Mapping[int, Candidate]  # by primary key, in the order of names

_COLUMNS = ("pk", "key", "facets", "approximate", "insee", "zone", "by_date", "boost", "sort_title")


def candidates(plan: QueryPlan, index_token: int) -> Candidates:
    """The documents of the kinds and of the circle of a plan."""
    if plan.circle is not None:
        return _inside(plan, plan.circle)
    held = _held.at(index_token)
    if plan.kinds not in held:
        held[plan.kinds] = _everywhere(plan)
    return held[plan.kinds]


def scope(plan: QueryPlan, prefix: str = "") -> Q:
    """Filter on kind and on the box around the circle; `prefix` leads to the document."""
    within = Q()
    if plan.kinds:
        within &= Q(**{f"{prefix}kind__in": plan.kinds})
    if plan.circle is not None:
        # A millimetre more: never a document of the circle lost to rounding.
        box = bounding_box(plan.circle.lat, plan.circle.lon, plan.circle.radius_km * (1 + 1e-9) + 1e-6)
        within &= Q(**{f"{prefix}latitude__range": (box.south, box.north)})
        within &= Q(**{f"{prefix}longitude__range": (box.west, box.east)})
    return within


@lru_cache(maxsize=32_768)
def _codes(facets: str) -> Codes:
    """The codes of a document from their stored text: equal texts give one object, quick to count."""
    return frozenset((group, code) for group, codes in json.loads(facets).items() for code in codes)


def _nothing(_: int) -> dict[tuple[str, ...], Candidates]:
    return {}


_held = Remembered(_nothing)


def _everywhere(plan: QueryPlan) -> Candidates:
    rows = SearchDocument.objects.filter(scope(plan)).order_by().values_list(*_COLUMNS)
    found = [
        Candidate(pk, key, _codes(facets), approximate, insee, zone, by_date, boost, name)
        for pk, key, facets, approximate, insee, zone, by_date, boost, name in rows
    ]
    found.sort(key=lambda candidate: (candidate.name, candidate.key))
    return {candidate.pk: candidate for candidate in found}


def _inside(plan: QueryPlan, circle: Circle) -> Candidates:
    rows = SearchDocument.objects.filter(scope(plan)).order_by().values_list(*_COLUMNS, "latitude", "longitude")
    found: dict[int, Candidate] = {}
    for pk, key, facets, approximate, insee, zone, by_date, boost, name, lat, lon in rows:
        if circle.whole and insee not in circle.communes:
            continue
        km = distance_km(circle.lat, circle.lon, lat, lon)
        if km <= circle.radius_km:
            found[pk] = Candidate(pk, key, _codes(facets), approximate, insee, zone, by_date, boost, name, km)
    return found
