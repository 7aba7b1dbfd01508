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
    kept, missed = _split(candidates, chosen, request.open_groups, holders) if chosen else (list(candidates), {})
    whole = _Tally(kept, holders)
    facets = (
        _facet(
            group,
            spec,
            _Tally([*kept, *missed[group]], holders) if missed.get(group) else whole,
            chosen.get(group, frozenset()),
            group in request.open_groups,
        )
        for group, spec in specs.items()
    )
    return kept, tuple(facet for facet in facets if facet is not None)


def _split(
    candidates: Sequence[Candidate],
    chosen: Mapping[str, frozenset[str]],
    open_groups: Set[str],
    holders: Holders,
) -> tuple[list[Candidate], dict[str, list[Candidate]]]:
    """Those that every group keeps; and for each group, those that it alone refuses."""
    # Decided once for all documents with the same codes: the 11 238 places of the national file have 23 sets of them.
    lacking_by_codes = {
        facets: [
            group
            for group, values in chosen.items()
            if not _says(codes(facets).get(group), values, group in open_groups)
        ]
        for facets in {candidate.facets for candidate in candidates}
    }
    kept: list[Candidate] = []
    missed: dict[str, list[Candidate]] = {group: [] for group in chosen}
    for candidate in candidates:
        lacking = lacking_by_codes[candidate.facets]
        if lacking and holders:
            lacking = [
                group
                for group in lacking
                if not any(candidate.pk in holders.get((group, value), ()) for value in chosen[group])
            ]
        if not lacking:
            kept.append(candidate)
        elif len(lacking) == 1:
            missed[lacking[0]].append(candidate)
    return kept, missed


def _says(own: frozenset[str] | None, values: frozenset[str], is_open: bool) -> bool:
    return is_open if own is None else not own.isdisjoint(values)


class _Tally:
    """How many documents of a pool bear each choice, and how many say anything in each group; counted in one pass."""

    def __init__(self, pool: Sequence[Candidate], holders: Holders) -> None:
        self.size = len(pool)
        self.choices: Counter[tuple[str, str]] = Counter()
        self.speaking: Counter[str] = Counter()
        for facets, times in Counter(candidate.facets for candidate in pool).items():
            for group, own in codes(facets).items():
                self.speaking[group] += times
                for value in own:
                    self.choices[group, value] += times
        if holders:
            pks = {candidate.pk for candidate in pool}
            for choice, documents in holders.items():
                self.choices[choice] += len(pks & documents)


def _facet(group: str, spec: FacetSpec, tally: _Tally, chosen: frozenset[str], is_open: bool) -> Facet | None:
    """The counts of one group, or None when no choice would change the answer."""
    everybody = tally.size - tally.speaking[group] if is_open else 0
    values = tuple(
        FacetValue(value, str(label), tally.choices[group, value] + everybody, value in chosen)
        for value, label in spec.values.items()
        if tally.choices[group, value] or value in chosen
    )
    separates = any(value.selected or value.count < tally.size for value in values)
    return Facet(group, str(spec.label), values) if separates else None
