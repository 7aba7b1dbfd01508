"""The dates that a place would take along if it closed."""

from __future__ import annotations

from datetime import date, datetime

from directory.contributions import contributions
from events.models import Occurrence


def contribute() -> None:
    contributions.dates_held.append(dates_held)


def dates_held(point_pk: int, now: datetime, first: date | None, last: date | None) -> list[str]:
    """« lundi 7 décembre 2026 à 9 h », soonest first. One query."""
    dates = Occurrence.objects.taking_place(now).hosted_by([point_pk])
    if first is not None:
        dates = dates.filter(local_date__gte=first)
    if last is not None:
        dates = dates.filter(local_date__lte=last)
    return dates.in_words()
