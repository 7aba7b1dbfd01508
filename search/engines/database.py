"""The embedded engine: the index tables of the portal's own database, SQLite or PostgreSQL, with the same code.

SQL finds the documents that hold the words, inside a box when a place is asked; Python does the rest (circle, score,
filters, order) over a few hundred or thousand short rows, which it remembers when no place is asked. One formula for
both databases, and counts that are those of the circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from portal.words.zone import PARIS
from search import memory
from search.counting import Codes, narrow
from search.engines.candidate import Candidate, Match
from search.engines.candidates import Candidates, candidates, scope
from search.engines.matching import match
from search.engines.ordering import ENOUGH, arrange, scored
from search.engines.time_codes import codes_of_spans
from search.engines.waiting import NAMED, by_another_clock
from search.scoring import degree
from search.types import EngineResults, QueryPlan, SpanFilter


class DatabaseEngine:
    """Answers from `search.models`."""

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        state = memory.current_state()
        statistics = memory.statistics.at(state.index_token)
        return tuple(_answer(plan, candidates(plan, state.index_token), statistics) for plan in plans)


def _answer(plan: QueryPlan, within: Candidates, statistics: memory.Statistics) -> EngineResults:
    matches, found = _matching(plan, statistics, within)
    kept, counts = narrow(found, _codes(plan, found), plan.facets, plan.counted, plan.open_groups)
    first = (plan.page - 1) * plan.size
    page = arrange(plan, kept, matches)[first : first + plan.size]
    return EngineResults(
        keys=tuple(scored(plan, one, matches) for one in page),
        total=len(kept),
        counts=counts,
    )


def _matching(
    plan: QueryPlan, statistics: memory.Statistics, within: Candidates
) -> tuple[Mapping[int, Match], list[Candidate]]:
    """Documents that the text keeps, before the filters, and what it is worth in them."""
    if not plan.required and not plan.optional:
        return {}, list(within.values())
    # The circle is small: its documents are then looked up under each word.
    few = plan.circle is not None and len(within) <= NAMED
    matches = match(plan, Q(document__in=within.keys()) if few else scope(plan, "document__"), statistics)
    if not plan.required:
        return matches, list(within.values())
    found = [within[pk] for pk, one in matches.items() if one.complete and pk in within]
    # Decided before the filters: choosing a filter must not bring other documents in. In the list of who can help, a
    # wider service is no reason to leave out what answers a part of the question by its own words.
    full = found
    if plan.order == "help":
        full = [one for one in found if degree(matches[one.pk].strengths) == "exact"]
    if len(full) < ENOUGH:
        part = [within[pk] for pk, one in matches.items() if not one.complete and pk in within]
        found += [candidate._replace(complete=False) for candidate in part]
    return matches, found


def _codes(plan: QueryPlan, found: Sequence[Candidate]) -> list[Codes]:
    """The codes of each document, those of its spans included; one query, however many span filters there are."""
    codes = [candidate.codes for candidate in found]

    @cache
    def needed(zone: ZoneInfo) -> tuple[SpanFilter, ...]:
        groups = plan.facets
        return tuple(
            one for one in plan.spans(zone) if one.group in plan.counted or one.value in groups.get(one.group, ())
        )

    if not found or not needed(PARIS):
        return codes
    named = [candidate.pk for candidate in found] if len(found) <= NAMED else None
    held = codes_of_spans(needed, named, by_another_clock(found))
    # Equal sets stay one object: they are counted together.
    joined: dict[tuple[Codes, Codes], Codes] = {}

    def with_spans(own: Codes, more: Codes | None) -> Codes:
        return own if more is None else joined.get((own, more)) or joined.setdefault((own, more), own | more)

    return [with_spans(candidate.codes, held.get(candidate.pk)) for candidate in found]
