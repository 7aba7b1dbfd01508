"""Filters with several choices, and how many documents each choice would leave.

Inside a group the choices add up, between groups they narrow. A group is counted with the selections of the other
groups only, so that the number beside a choice is what one gets by adding it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from search.registry import FacetSpec
from search.types import Facet, FacetValue, SearchRequest


class Candidate(NamedTuple):
    """A document that text and place keep."""

    pk: int
    key: str
    facets: str
    approximate: bool
    boost: float
    order: object
    km: float | None
    complete: bool


Holders = Mapping[tuple[str, str], Set[int]]  # (group, value) of a span filter → documents where it holds


@lru_cache(maxsize=32_768)
def codes(facets: str) -> Mapping[str, frozenset[str]]:
    """The codes of a document by group, from their stored text. Shared: not to be changed."""
    return {group: frozenset(values) for group, values in json.loads(facets).items()}


def selections(request: SearchRequest) -> dict[str, frozenset[str]]:
    """What is selected in each group, spans included; groups without a selection are left out."""
    chosen = {group: frozenset(values) for group, values in request.facets.items() if values}
    for span in request.spans:
        if span.value in request.selected_spans:
            chosen[span.group] = chosen.get(span.group, frozenset()) | {span.value}
    return chosen


def narrow(
    candidates: Sequence[Candidate], request: SearchRequest, holders: Holders, specs: Mapping[str, FacetSpec]
) -> tuple[list[Candidate], tuple[Facet, ...]]:
    """Apply the selections; count the choices of each group that has words for people."""
    chosen = selections(request)
    kept: list[Candidate] = []
    missed: dict[str, list[Candidate]] = {group: [] for group in chosen}
    for candidate in candidates:
        lacking = [
            group
            for group, values in chosen.items()
            if not _holds(candidate, group, values, group in request.open_groups, holders)
        ]
        if not lacking:
            kept.append(candidate)
        elif len(lacking) == 1:
            missed[lacking[0]].append(candidate)
    facets = (
        _facet(group, spec, [*kept, *missed.get(group, ())], request, chosen.get(group, frozenset()), holders)
        for group, spec in specs.items()
    )
    return kept, tuple(facet for facet in facets if facet is not None)


def _holds(candidate: Candidate, group: str, values: frozenset[str], is_open: bool, holders: Holders) -> bool:
    own = codes(candidate.facets).get(group)
    if own is None:
        if is_open:
            return True
    elif not own.isdisjoint(values):
        return True
    return any(candidate.pk in holders.get((group, value), ()) for value in values)


def _facet(
    group: str,
    spec: FacetSpec,
    pool: Sequence[Candidate],
    request: SearchRequest,
    chosen: frozenset[str],
    holders: Holders,
) -> Facet | None:
    """The counts of one group, or None when no choice would change the answer."""
    counts: Counter[str] = Counter()
    silent = 0
    for facets, times in Counter(candidate.facets for candidate in pool).items():
        own = codes(facets).get(group)
        if own is None:
            silent += times
        else:
            for value in own:
                counts[value] += times
    for (span_group, value), documents in holders.items():
        if span_group == group:
            counts[value] += sum(candidate.pk in documents for candidate in pool)
    everybody = silent if group in request.open_groups else 0
    values = tuple(
        FacetValue(value, str(label), counts[value] + everybody, value in chosen)
        for value, label in spec.values.items()
        if counts[value] or value in chosen
    )
    separates = any(value.selected or value.count < len(pool) for value in values)
    return Facet(group, str(spec.label), values) if separates else None
