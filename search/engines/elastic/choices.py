"""The choices of filters as clauses for the server, and its counts of what each would leave.

The rules are those of `search.counting`: choices add up inside a group and narrow between groups, a group is counted
with the choices of the others only, and in an open group what bears no code bears them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from portal.words.zone import PARIS
from search.engines.elastic.wording import EVERYTHING, NOTHING, Query
from search.types import Counts, QueryPlan, SpanFilter

_ALL_CODES = 10_000  # of a group; 40 is much


class Choices:
    """The filters of a plan. `abroad` are the clocks of documents that have not that of the network."""

    def __init__(self, plan: QueryPlan, abroad: Iterable[str]) -> None:
        self._plan = plan
        self._selected = {group: codes for group, codes in plan.facets.items() if codes}
        self._abroad = tuple(abroad)

    @cached_property
    def kept(self) -> Query:
        """What bears a code chosen in every group."""
        return self._all_but(None)

    @cached_property
    def counting(self) -> Mapping[str, Any]:
        """What is to be counted, by group: see `read`."""
        return {
            f"group {group}": {
                "filter": self._all_but(group),
                "aggs": {
                    "codes": {"terms": {"field": f"facets.{group}", "size": _ALL_CODES}},
                    **{f"span {code}": {"filter": self._bears(group, code)} for code in self._span_codes[group]},
                    **({"silent": {"filter": self._silent(group)}} if group in self._plan.open_groups else {}),
                },
            }
            for group in self._plan.counted
        }

    def read(self, answers: Sequence[Mapping[str, Any]]) -> Counts:
        """The counts of answers to `counting` that have no document in common."""
        return {
            group: self._counts(group, [answer[f"group {group}"] for answer in answers]) for group in self._plan.counted
        }

    def _counts(self, group: str, answers: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
        named: Counter[str] = Counter()
        everybody = 0
        by_span = self._span_codes[group]
        for found in answers:
            everybody += found["silent"]["doc_count"] if "silent" in found else 0
            for bucket in found["codes"]["buckets"]:
                if bucket["key"] not in by_span:
                    named[bucket["key"]] += bucket["doc_count"]
            for code in by_span:
                named[code] += found[f"span {code}"]["doc_count"]
        borne = [code for code, count in named.items() if count]
        return {code: named[code] + everybody for code in dict.fromkeys((*borne, *self._selected.get(group, ())))}

    def _all_but(self, left_out: str | None) -> Query:
        needed = [self._bears_one(group) for group in self._selected if group != left_out]
        return {"bool": {"filter": needed}} if needed else EVERYTHING

    def _bears_one(self, group: str) -> Query:
        """What bears a code chosen in a group."""
        codes = self._selected[group]
        some: list[Query] = [{"terms": {f"facets.{group}": sorted(codes)}}]
        some += [self._has_span(group, code) for code in self._span_codes[group] if code in codes]
        if group in self._plan.open_groups:
            some.append(self._silent(group))
        return _any(some)

    def _bears(self, group: str, code: str) -> Query:
        return _any([{"term": {f"facets.{group}": code}}, self._has_span(group, code)])

    def _silent(self, group: str) -> Query:
        """What bears no code of a group."""
        spans = [self._has_span(group, code) for code in self._span_codes[group]]
        return {"bool": {"must_not": [{"exists": {"field": f"facets.{group}"}}, *spans]}}

    @cached_property
    def _clocks(self) -> Mapping[str, Mapping[tuple[str, str], list[SpanFilter]]]:
        """The filters on time by clock, then by group and code: those that are counted or chosen."""
        by_clock: dict[str, Mapping[tuple[str, str], list[SpanFilter]]] = {}
        for zone in (PARIS.key, *self._abroad):
            found: defaultdict[tuple[str, str], list[SpanFilter]] = defaultdict(list)
            for one in self._plan.spans(ZoneInfo(zone)):
                if one.group in self._plan.counted or one.value in self._plan.facets.get(one.group, ()):
                    found[one.group, one.value].append(one)
            by_clock[zone] = found
        return by_clock

    @cached_property
    def _span_codes(self) -> Mapping[str, Sequence[str]]:
        """The codes of each group that documents bear by their spans."""
        codes: defaultdict[str, list[str]] = defaultdict(list)
        for group, code in dict.fromkeys(pair for filters in self._clocks.values() for pair in filters):
            codes[group].append(code)
        return codes

    def _has_span(self, group: str, code: str) -> Query:
        here = _overlaps(self._clocks[PARIS.key].get((group, code), ()))
        if not self._abroad:
            return here
        others = [
            {"bool": {"filter": [{"term": {"zone": zone}}, _overlaps(self._clocks[zone].get((group, code), ()))]}}
            for zone in self._abroad
        ]
        return _any([{"bool": {"filter": [here], "must_not": [{"terms": {"zone": self._abroad}}]}}, *others])


def _overlaps(filters: Iterable[SpanFilter]) -> Query:
    return _any(
        [
            {"range": {f"spans.{kind}": {"gte": one.start.isoformat(), "lte": one.end.isoformat()}}}
            for one in filters
            for kind in one.kinds
        ]
    )


def _any(some: Sequence[Query]) -> Query:
    if not some:
        return NOTHING
    return some[0] if len(some) == 1 else {"bool": {"should": some, "minimum_should_match": 1}}
