"""The embedded engine: the index tables of the portal's own database, SQLite or PostgreSQL, with the same code.

SQL finds the documents that hold the words, inside a box when a place is asked; Python does the rest (circle, score,
filters, order) over a few hundred or thousand short rows, which it remembers when no place is asked. One formula for
both databases, and counts that are those of the circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, reduce
from math import inf
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Min, Q

from portal.words.zone import PARIS
from search import memory
from search.counting import Codes, narrow
from search.engines.candidates import Candidate, Candidates, candidates, scope
from search.engines.matching import ANY, Match, match
from search.engines.time_codes import codes_of_spans
from search.models import SearchSpan
from search.scoring import OFFSET_KM, UNDATED_DAYS, UNDATED_THEN_DAYS, degree, help_rank, lead, rank, score, trip, unmet
from search.types import Circle, Dates, Degree, EngineResults, QueryPlan, ScoredKey, SpanFilter, Stretches

# Under so many complete matches, documents that hold a part of the question follow them.
ENOUGH = 10
# Up to so many documents, looking each up under each word is quicker than reading all that hold the word.
_NAMED = 1_000


class DatabaseEngine:
    """Answers from `search.models`."""

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        state = memory.current_state()
        statistics = memory.statistics.at(state.index_token)
        return tuple(_answer(plan, candidates(plan, state.index_token), statistics) for plan in plans)


def _answer(plan: QueryPlan, within: Candidates, statistics: memory.Statistics) -> EngineResults:
    matches, found = _matching(plan, statistics, within)
    kept, counts = narrow(found, _codes(plan, found), plan.facets, plan.counted, plan.open_groups)

    def value(candidate: Candidate) -> float:
        worth = matches.get(candidate.pk, ANY)
        return score(
            [(one,) for one in worth.required],
            [(one,) for one in worth.optional],
            near=plan.circle is not None,
            distance_km=candidate.km,
            approximate=candidate.approximate,
            boost=candidate.boost,
        )

    def answers(candidate: Candidate) -> Degree:
        return degree(matches.get(candidate.pk, ANY).strengths)

    if plan.order == "help" and plan.circle is not None:
        kept = _most_helpful(plan, plan.circle, kept, matches)
    elif plan.order == "help":
        worths = [idea.worth for idea in plan.required]
        missing = {one.pk: unmet(matches[one.pk].strengths, worths) if worths else 0.0 for one in kept}
        kept.sort(key=lambda one: (missing[one.pk], *rank(one.complete, value(one), None, one.key)))
    elif plan.order == "relevance":
        kept.sort(key=lambda one: rank(one.complete, value(one), one.km, one.key))
    elif plan.order == "distance":
        kept.sort(key=_nearest)
    elif plan.required or plan.optional or plan.circle is not None:  # else they come in the order of names
        kept.sort(key=lambda one: (not one.complete, one.name, one.key))
    first = (plan.page - 1) * plan.size
    return EngineResults(
        keys=tuple(ScoredKey(one.key, value(one), one.km, answers(one)) for one in kept[first : first + plan.size]),
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
    few = plan.circle is not None and len(within) <= _NAMED
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
    named = [candidate.pk for candidate in found] if len(found) <= _NAMED else None
    held = codes_of_spans(needed, named, _by_another_clock(found))
    # Equal sets stay one object: they are counted together.
    joined: dict[tuple[Codes, Codes], Codes] = {}

    def with_spans(own: Codes, more: Codes | None) -> Codes:
        return own if more is None else joined.get((own, more)) or joined.setdefault((own, more), own | more)

    return [with_spans(candidate.codes, held.get(candidate.pk)) for candidate in found]


def _by_another_clock(found: Sequence[Candidate]) -> Mapping[int, ZoneInfo]:
    """The clock of those that have not that of the network."""
    return {one.pk: ZoneInfo(one.zone) for one in found if one.zone != PARIS.key}


def _most_helpful(
    plan: QueryPlan, circle: Circle, kept: Sequence[Candidate], matches: Mapping[int, Match]
) -> list[Candidate]:
    """The order of `search.scoring.help_rank`."""
    waits = _waits(plan, kept)
    worths = [idea.worth for idea in plan.required]

    def here(one: Candidate) -> bool:
        return circle.asks_for(one.insee)

    def key(one: Candidate) -> tuple[object, ...]:
        strengths = matches.get(one.pk, ANY).strengths
        missing = unmet(strengths, worths if strengths else ())
        km = inf if one.km is None else one.km
        cost = trip(
            0.0 if here(one) else km, waits.get(one.pk, 0.0), 1.0 if missing else min(strengths, default=1.0), one.boost
        )
        return help_rank(missing, here(one), cost, one.boost, one.approximate, km, one.name, one.key)

    ranked = sorted(kept, key=key)
    return lead(ranked, list(map(here, ranked)))


def _waits(plan: QueryPlan, found: Sequence[Candidate]) -> Mapping[int, float]:
    """How many days until one is received, where it is on dates only, on a day asked if some were; one query."""
    dated = [one for one in found if one.by_date]
    by_date = [one.pk for one in dated]
    if plan.dates is None or not by_date:
        return {}
    abroad = _by_another_clock(dated)
    coming = SearchSpan.objects.filter(kind=plan.dates.kind, end__gt=plan.dates.now)
    if during := plan.dates.during(PARIS):
        coming = coming.filter(_any_of(during) if not abroad else _then(plan.dates, abroad))
    if len(by_date) <= _NAMED:
        coming = coming.filter(document__in=by_date)
    firsts: Mapping[int, datetime] = dict(
        coming.order_by().values("document_id").annotate(first=Min("start")).values_list("document_id", "first")
    )
    now, unknown = plan.dates.now, UNDATED_THEN_DAYS if during else UNDATED_DAYS
    return {pk: max(0.0, (firsts[pk] - now).total_seconds() / 86_400) if pk in firsts else unknown for pk in by_date}


def _then(dates: Dates, abroad: Mapping[int, ZoneInfo]) -> Q:
    """The moments asked, each document by its own clock."""
    found = ~Q(document__in=list(abroad)) & _any_of(dates.during(PARIS))
    for zone in dict.fromkeys(abroad.values()):
        # The day asked may be over there already.
        if stretches := dates.during(zone):
            found |= Q(document__in=[pk for pk, one in abroad.items() if one == zone]) & _any_of(stretches)
    return found


def _any_of(stretches: Stretches) -> Q:
    return reduce(or_, (Q(start__lte=last, end__gt=first) for first, last in stretches))


def _nearest(found: Candidate) -> tuple[object, ...]:
    km = inf if found.km is None else found.km
    # A position known only as the centre of its commune is at no distance of that centre: inside the village, where
    # distance does not count, exact positions come before it.
    near = 0.0 if km <= OFFSET_KM else round(km, 1)
    return (not found.complete, near, found.approximate, km, found.name, found.key)
