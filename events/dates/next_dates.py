"""The next dates that rules and sessions would give, stored or not: for editors and for previews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from directory.domain.hours.days import Days
from directory.domain.hours.territories import clock_words
from directory.domain.opening_hours import parse, spans
from events.calendars.event_text import activity_text
from events.dates.days_off import days_off
from events.dates.planning import Plan
from events.domain.doubts import Neighbour, in_one_room, odd_hours, outside_hours, too_far, without_date
from events.domain.horizon import FEED_AHEAD, feed_end
from events.domain.occurrence import OccurrenceState
from events.domain.recurrence import problems_of
from events.location import location_of
from events.models import Activity, Occurrence
from portal.models import SiteSettings
from portal.words.folding import fold
from portal.words.french import date_words, time_range_words

SHOWN = 6


@dataclass(frozen=True)
class NextDates:
    """Sentences: the dates (« jeudi 26 novembre 2026, de 14 h à 17 h »), and what an editor should look at."""

    dates: tuple[str, ...]
    warnings: tuple[str, ...]


def next_dates(activity: Activity, now: datetime, count: int = SHOWN) -> NextDates:
    """Reads the activity as it is in memory, drafts included; three queries."""
    today = location_of(activity).territory.today(now)
    points = [activity.point_id] if activity.point_id is not None else []
    off = days_off(today, today + FEED_AHEAD, points, SiteSettings.load().school_zone)
    plan = Plan(activity, [], off, now, activity_text(activity, ""))
    states = sorted(plan.difference().create, key=lambda state: state.start_utc)
    shown = tuple(_words(state, plan) for state in states[:count])
    return NextDates(shown, (*plan.warnings, *_doubts(plan, states, today)))


def date_doubts(activity: Activity, start: datetime, end: datetime, now: datetime) -> tuple[str, ...]:
    """What an editor should look at twice in one date of an activity, aware moments: sentences. One query."""
    territory = location_of(activity).territory
    state = OccurrenceState(
        slot="",
        rule_id=None,
        local_date=start.astimezone(territory.zone).date(),
        start_utc=start,
        end_utc=end,
        zone=territory.zone,
    )
    return tuple(_of_dates(activity, [state], now))


def _words(state: OccurrenceState, plan: Plan) -> str:
    start, end = state.start_utc.astimezone(state.zone), state.end_utc.astimezone(state.zone)
    words = f"{date_words(start.date())}, de {time_range_words(start.time(), end.time())}"
    if clock := clock_words(state.zone.key):
        words = f"{words} ({clock})"
    if state.status == "cancelled":
        return _("%(date)s (annulée : %(reason)s)") % {"date": words, "reason": plan.reason(state) or _("sans raison")}
    return words


def _doubts(plan: Plan, states: Sequence[OccurrenceState], today: date) -> Iterator[str]:
    """Over all the dates to come, not only those that are shown."""
    held = [state for state in states if state.status == "confirmed"]
    # A rule that repeats another one was told already: it gives no date of its own.
    rules = [rule.spec for rule in plan.activity.rules.all() if rule.spec.id not in plan.doubled]
    yield from without_date([rule for rule in rules if not problems_of(rule)], states, today)
    yield from _of_dates(plan.activity, held, plan.now)


def _of_dates(activity: Activity, held: Sequence[OccurrenceState], now: datetime) -> Iterator[str]:
    """`held` are those that take place, soonest first."""
    if not held:
        return
    yield from odd_hours(held)
    yield from too_far(held, feed_end(now))
    point, territory = activity.point, location_of(activity).territory
    if point is not None and (parsed := parse(point.opening_hours)).known:
        today = territory.today(now)
        days = (held[-1].local_date - today).days + 1
        yield from outside_hours(held, point.name, spans(parsed, today, days, (), Days(territory)))
    yield from in_one_room(held, _neighbours(activity, held[0].start_utc, held[-1].end_utc))


def _neighbours(activity: Activity, first: datetime, last: datetime) -> list[Neighbour]:
    """Dates of other activities in the room of this one. A place that names no room has but one."""
    if activity.point_id is None and not activity.place_text:
        return []
    others = Occurrence.objects.taking_place(first).starting_before(last).exclude(activity=activity.pk)
    if activity.point_id is not None:
        others = others.filter(activity__point=activity.point_id)
    else:
        others = others.filter(activity__point=None, activity__commune=activity.commune_id)
    rows = others.values_list("start", "end", "activity__title", "activity__place_text")
    room = fold(activity.place_text)
    return [Neighbour(start, end, title) for start, end, title, text in rows if fold(text) == room]
