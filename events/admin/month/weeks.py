"""The days of a month in weeks, and what a person who keeps dates wants to see of each date."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Activity, Occurrence
from events.whose import Whose
from portal.words.french import date_words, time_range_words
from portal.words.link import Link


@dataclass(frozen=True)
class Entry:
    """One date: `hours` by the clock of its place, `states` in words (« annulée : neige », « complet »).

    `url` is where it is moved or changed, "" once it has begun; `verbs` what else may be done.
    """

    hours: str
    title: str
    where: str
    states: tuple[str, ...]
    cancelled: bool
    url: str
    verbs: tuple[Link, ...]


@dataclass(frozen=True)
class Day:
    """`add_url` is "" for a day that is over."""

    day: date
    words: str
    today: bool
    over: bool
    entries: tuple[Entry, ...]
    add_url: str


def weeks(
    whose: Whose, month: date, rows: Iterable[Occurrence], now: datetime, today: date, may_add: bool
) -> list[list[Day | None]]:
    """Seven days a week, Monday first; None for a day of another month. `month` is its first day."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for row in rows:
        by_day[row.local_date].append(_entry(whose, row, now, may_add))

    def one(day: date) -> Day | None:
        if day.month != month.month:
            return None
        add_url = whose.add_address(jour=day) if may_add and day >= today else ""
        return Day(day, date_words(day, year=False), day == today, day < today, tuple(by_day[day]), add_url)

    return [[one(day) for day in week] for week in Calendar().monthdatescalendar(month.year, month.month)]


def verbs_of(whose: Whose, row: Occurrence, may_add: bool) -> tuple[Link, ...]:
    """What may be done with a date that has not begun, besides changing it; they come back to this month. What cannot
    be restored says why."""
    again = [Link(_("Refaire un autre jour"), whose.add_address(comme=row.pk))] if may_add else []
    if row.status == Occurrence.Status.CONFIRMED:
        return Link(_("Annuler"), whose.verb_address("cancel", row.pk)), *again
    return Link(_("Rétablir"), whose.verb_address("restore", row.pk)), *again


def hours_of(row: Occurrence) -> str:
    """« 9 h à 12 h », by the clock of its place."""
    start, end = (moment.astimezone(row.clock).time() for moment in (row.start, row.end))
    return time_range_words(start, end)


def states_of(row: Occurrence) -> tuple[str, ...]:
    """What is unusual of a date, in words: no state is told by a colour alone."""
    states = []
    if row.status == Occurrence.Status.CANCELLED:
        states.append(_("annulée : %(reason)s") % {"reason": row.reason} if row.reason else _("annulée"))
    elif row.places_left == 0:
        states.append(_("complet"))
    if row.moved_label:
        states.append(row.moved_label.lower())
    elif row.hours_by_hand:
        states.append(_("changée à la main"))
    return tuple(states)


def _entry(whose: Whose, row: Occurrence, now: datetime, may_add: bool) -> Entry:
    activity, begun = row.activity, row.start < now
    return Entry(
        hours=hours_of(row),
        title=activity.title,
        where=_where(whose, activity),
        states=states_of(row),
        cancelled=row.status == Occurrence.Status.CANCELLED,
        url="" if begun else reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk]),
        verbs=() if begun else verbs_of(whose, row, may_add),
    )


def _where(whose: Whose, activity: Activity) -> str:
    """Nothing for what the place itself hosts."""
    if whose == Whose("lieu", activity.point_id or 0):
        return ""
    place = activity.point.name if activity.point is not None else activity.place_text
    commune = activity.commune.name if activity.commune is not None else ""
    return ", ".join(part for part in (place, commune) if part)
