"""Puts what an engine found in the order that a plan asks for, by the formulas of `search.scoring`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from search.engines.candidate import ANY, Candidate, Match
from search.engines.waiting import waits
from search.scoring import OFFSET_KM, degree, help_rank, lead, rank, score, trip, unmet
from search.types import Circle, QueryPlan, ScoredKey

# Under so many complete matches, documents that hold a part of the question follow them.
ENOUGH = 10


def arrange(plan: QueryPlan, found: Iterable[Candidate], matches: Mapping[int, Match]) -> list[Candidate]:
    """The documents in the order of the plan. `matches` tells by `pk` what the words are worth in each.

    Those of a plan without words nor circle are given in the order of names.
    """
    kept = list(found)
    if plan.order == "help" and plan.circle is not None:
        return _most_helpful(plan, plan.circle, kept, matches)
    if plan.order == "help":
        worths = [idea.worth for idea in plan.required]
        missing = {one.pk: unmet(matches[one.pk].strengths, worths) if worths else 0.0 for one in kept}
        kept.sort(
            key=lambda one: (missing[one.pk], *rank(one.complete, _value(plan, one, matches), None, one.key)),
        )
    elif plan.order == "relevance":
        kept.sort(key=lambda one: rank(one.complete, _value(plan, one, matches), one.km, one.key))
    elif plan.order == "distance":
        kept.sort(key=_nearest)
    elif plan.required or plan.optional or plan.circle is not None:
        kept.sort(key=lambda one: (not one.complete, one.name, one.key))
    return kept


def scored(plan: QueryPlan, found: Candidate, matches: Mapping[int, Match]) -> ScoredKey:
    """What is told of a document of the page asked."""
    strengths = matches.get(found.pk, ANY).strengths
    return ScoredKey(found.key, _value(plan, found, matches), found.km, degree(strengths))


def _value(plan: QueryPlan, found: Candidate, matches: Mapping[int, Match]) -> float:
    worth = matches.get(found.pk, ANY)
    return score(
        [(one,) for one in worth.required],
        [(one,) for one in worth.optional],
        near=plan.circle is not None,
        distance_km=found.km,
        approximate=found.approximate,
        boost=found.boost,
    )


def _most_helpful(
    plan: QueryPlan, circle: Circle, kept: Sequence[Candidate], matches: Mapping[int, Match]
) -> list[Candidate]:
    """The order of `search.scoring.help_rank`."""
    days = waits(plan.dates, kept)
    worths = [idea.worth for idea in plan.required]

    def here(one: Candidate) -> bool:
        return circle.asks_for(one.insee)

    def key(one: Candidate) -> tuple[object, ...]:
        strengths = matches.get(one.pk, ANY).strengths
        missing = unmet(strengths, worths if strengths else ())
        km = inf if one.km is None else one.km
        cost = trip(
            0.0 if here(one) else km, days.get(one.pk, 0.0), 1.0 if missing else min(strengths, default=1.0), one.boost
        )
        return help_rank(missing, here(one), cost, one.boost, one.approximate, km, one.name, one.key)

    ranked = sorted(kept, key=key)
    return lead(ranked, list(map(here, ranked)))


def _nearest(found: Candidate) -> tuple[object, ...]:
    km = inf if found.km is None else found.km
    # A position known only as the centre of its commune is at no distance of that centre: inside the village, where
    # distance does not count, exact positions come before it.
    near = 0.0 if km <= OFFSET_KM else round(km, 1)
    return (not found.complete, near, found.approximate, km, found.name, found.key)
