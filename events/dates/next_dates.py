"""The next dates that rules and sessions would give, stored or not: for editors and for previews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from directory.domain.hours.days import Days
from directory.domain.hours.territories import clock_words
from directory.domain.opening_hours import parse, spans
from events.calendars.event_text import activity_text
from events.dates.days_off import days_off
from events.dates.planning import Plan
from events.domain.horizon import FEED_AHEAD
from events.domain.occurrence import OccurrenceState
from events.location import location_of
from events.models import Activity
from portal.models import SiteSettings
from portal.words.french import date_words, time_range_words

SHOWN = 6


@dataclass(frozen=True)
class NextDates:
    """Sentences: the dates (« jeudi 26 novembre 2026, de 14 h à 17 h »), and what an editor should look at."""

    dates: tuple[str, ...]
    warnings: tuple[str, ...]


def next_dates(activity: Activity, now: datetime, count: int = SHOWN) -> NextDates:
    """Reads the activity as it is in memory, drafts included; two queries."""
    today = location_of(activity).territory.today(now)
    points = [activity.point_id] if activity.point_id is not None else []
    off = days_off(today, today + FEED_AHEAD, points, SiteSettings.load().school_zone)
    plan = Plan(activity, [], off, now, activity_text(activity, ""))
    states = sorted(plan.difference().create, key=lambda state: state.start_utc)[:count]
    return NextDates(tuple(_words(state, plan) for state in states), (*plan.warnings, *_outside_hours(plan, states)))


def _words(state: OccurrenceState, plan: Plan) -> str:
    start, end = state.start_utc.astimezone(state.zone), state.end_utc.astimezone(state.zone)
    words = f"{date_words(start.date())}, de {time_range_words(start.time(), end.time())}"
    if clock := clock_words(state.zone.key):
        words = f"{words} ({clock})"
    if state.status == "cancelled":
        return _("%(date)s (annulée : %(reason)s)") % {"date": words, "reason": plan.reason(state) or _("sans raison")}
    return words


def _outside_hours(plan: Plan, states: Sequence[OccurrenceState]) -> Iterator[str]:
    """The first date at which the host place is closed, according to its hours: allowed, but worth a look."""
    point = plan.activity.point
    if point is None or not (parsed := parse(point.opening_hours)).known:
        return
    for state in states:
        day = state.start_utc.astimezone(state.zone).date()
        open_spans = spans(parsed, day, 1, (), Days(plan.territory))
        if not any(start <= state.start_utc and state.end_utc <= end for start, end in open_spans):
            yield _("Le %(date)s, « %(place)s » est fermé à ces heures, d’après ses horaires. Vérifiez.") % {
                "date": date_words(day),
                "place": point.name,
            }
            return
