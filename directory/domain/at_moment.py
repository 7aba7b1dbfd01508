"""What a card says of the hours of a place at the moment that was asked: « samedi 28 novembre, 9 h à 12 h »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from directory.domain.opening_hours import ClosedDays, parse, spans
from directory.domain.place_facts import PlaceFacts
from portal.words.french import day_words, join_words, time_range_words
from portal.words.zone import PARIS

_DAY = timedelta(days=1)


def hours_at_words(
    place: PlaceFacts, start: datetime, end: datetime, today: date, added: Sequence[ClosedDays] = ()
) -> str:
    """The hours of the first day of [start, end] (aware) when somebody is there, "" without any.

    Whole hours, not the part of them asked: who comes at the end of a morning must know when the door closes. `added`
    are the days when every place is closed.
    """
    first, last = start.astimezone(PARIS).date(), end.astimezone(PARIS).date()
    # From the day before, for a night that goes on.
    days = (last - first).days + 2
    found: dict[date, list[tuple[time, time]]] = {}
    for opens, closes in spans(parse(place.opening_hours), first - _DAY, days, place.closed_days(today, added)):
        if opens <= end and closes > start:
            local = opens.astimezone(PARIS)
            found.setdefault(local.date(), []).append((local.time(), closes.astimezone(PARIS).time()))
    if not found:
        return ""
    day, hours = next(iter(found.items()))
    return f"{day_words(day, today)}, {join_words([time_range_words(*slot) for slot in hours])}"
