"""How many days until one is received, read from the dates that the database holds, whichever engine found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Min, Q

from portal.words.zone import PARIS
from search.engines.candidate import Candidate
from search.models import SearchSpan
from search.scoring import UNDATED_DAYS, UNDATED_THEN_DAYS
from search.types import Dates, Stretches

# Up to so many documents, looking each up is quicker than reading all the dates that are coming.
NAMED = 1_000


def by_another_clock(found: Sequence[Candidate]) -> Mapping[int, ZoneInfo]:
    """The clock of those that have not that of the network."""
    return {one.pk: ZoneInfo(one.zone) for one in found if one.zone != PARIS.key}


def waits(dates: Dates | None, found: Sequence[Candidate]) -> Mapping[int, float]:
    """How many days until one is received, where it is on dates only, on a day asked if some were; one query."""
    dated = [one for one in found if one.by_date]
    by_date = [one.pk for one in dated]
    if dates is None or not by_date:
        return {}
    abroad = by_another_clock(dated)
    coming = SearchSpan.objects.filter(kind=dates.kind, end__gt=dates.now)
    if during := dates.during(PARIS):
        coming = coming.filter(_any_of(during) if not abroad else _then(dates, abroad))
    if len(by_date) <= NAMED:
        coming = coming.filter(document__in=by_date)
    firsts: Mapping[int, datetime] = dict(
        coming.order_by().values("document_id").annotate(first=Min("start")).values_list("document_id", "first")
    )
    now, unknown = dates.now, UNDATED_THEN_DAYS if during else UNDATED_DAYS
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
