"""The dates that a place would take along if it closed."""

from __future__ import annotations

from datetime import date, datetime

from directory.contributions import contributions
from events.models import Occurrence
from portal.words.french import date_words


def contribute() -> None:
    contributions.dates_held.append(dates_held)


def dates_held(point_pk: int, now: datetime, first: date | None, last: date | None) -> list[str]:
    """« lundi 7 décembre 2026 », soonest first. One query."""
    dates = Occurrence.objects.taking_place(now).hosted_by([point_pk])
    if first is not None:
        dates = dates.filter(local_date__gte=first)
    if last is not None:
        dates = dates.filter(local_date__lte=last)
    return [date_words(day) for day in dates.values_list("local_date", flat=True)]
