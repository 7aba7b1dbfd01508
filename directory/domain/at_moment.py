"""What a card says of the hours of a place at the moment that was asked: « samedi 28 novembre, 9 h à 12 h »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from directory.domain.hours.days import MAINLAND_DAYS, Days
from directory.domain.opening_hours import ClosedDays, open_slots, parse, slot_words
from directory.domain.place_facts import PlaceFacts
from portal.words.french import day_words, join_words


def hours_at_words(
    place: PlaceFacts,
    start: datetime,
    end: datetime,
    today: date,
    added: Sequence[ClosedDays] = (),
    days: Days = MAINLAND_DAYS,
) -> str:
    """The hours of the first day of [start, end] (aware) when somebody is there, "" without any.

    Whole hours, not the part of them asked: who comes at the end of a morning must know when the door closes. `added`
    are the days when every place is closed. Days and hours are those of the clock there.
    """
    first, last = start.astimezone(days.zone).replace(tzinfo=None), end.astimezone(days.zone).replace(tzinfo=None)
    closures, team = place.closed_days(today, added), not place.welcomes_walk_ins
    for day, hours in open_slots(parse(place.opening_hours), first, last, closures, days, team):
        return f"{day_words(day, today)}, {join_words([slot_words(*slot) for slot in hours])}"
    return ""
