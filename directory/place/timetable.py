"""The hours of a place as its page shows them: this week, then the next, each day as it will really be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from directory.domain.hours.usual import in_a_line
from directory.domain.opening_hours import DayHours, Slot, parse, slot_words
from directory.domain.place_facts import PlaceFacts
from directory.place import hours
from directory.place.hours import PublicDays
from portal.words.french import date_span_words, date_words, join_words, upper_first

# The scale of the bars in the week's table.
_FIRST_HOUR, _LAST_HOUR = 8, 19
_CLOSED = "fermé"
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class HoursRow:
    """A row of `components/hours_table.html`. `reason` says why the day is closed, and then all about it."""

    day_name: str
    is_today: bool
    morning: str
    afternoon: str
    reason: str
    iso_date: str
    bars: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class WeekHours:
    """`rows` are empty for a week told in `title` alone."""

    title: str
    rows: tuple[HoursRow, ...]


@dataclass(frozen=True)
class Timetable:
    """`weeks` is empty when hours are unknown; `exception` is what comes after the weeks shown; `in_a_line` is this
    week as a message tells it."""

    weeks: tuple[WeekHours, ...]
    exception: str
    in_a_line: str


def timetable(place: PlaceFacts, now: datetime, public: PublicDays) -> Timetable:
    today = hours.local_day(now, place)
    parsed = parse(place.opening_hours)
    if place.moves:  # its hours are those of the team, in the commune of the day
        return Timetable((), "", "")
    if not (parsed.known or any(one.covers(today) for one in place.changed)):
        return Timetable((), _untold(place, now, public), "")
    this, following = hours.week(place, now, public), hours.week(place, now + _WEEK, public)
    spans = date_span_words(this[0].date, this[-1].date), date_span_words(following[0].date, following[-1].date)
    alike = [(day.words, day.closed_reason) for day in this] == [(day.words, day.closed_reason) for day in following]
    same = _("La semaine prochaine, %(span)s : mêmes horaires.")
    return Timetable(
        weeks=(
            WeekHours(_("Cette semaine, %(span)s") % {"span": spans[0]}, tuple(_row(day, today) for day in this)),
            WeekHours(
                (same if alike else _("La semaine prochaine, %(span)s")) % {"span": spans[1]},
                () if alike else tuple(_row(day, today) for day in following),
            ),
        ),
        exception=_untold(place, now, public, following[-1].date + timedelta(days=1)),
        in_a_line=_of_this_week(this, spans[0]),
    )


def _untold(place: PlaceFacts, now: datetime, public: PublicDays, since: date | None = None) -> str:
    """The next exception, unless the notices of the page say it."""
    exception = hours.next_exception(place, now, public, since)
    return "" if exception in place.notices(hours.local_day(now, place)) else exception


def _row(day: DayHours, today: date) -> HoursRow:
    if day.continuous:
        ends = all(end is not None for _start, end in day.continuous)
        morning, afternoon = _ranges(day.continuous), _("sans pause") if ends else _("fin inconnue")
    else:
        otherwise = day.unsure or _CLOSED
        morning, afternoon = _ranges(day.morning) or otherwise, _ranges(day.afternoon) or otherwise
    if day.whole:
        morning, afternoon = _("jour et nuit"), _("sans pause")
    name = date_words(day.date, year=False) if day.closed_reason else day.name
    return HoursRow(
        day_name=name.capitalize(),
        is_today=day.date == today,
        morning=morning,
        afternoon=afternoon,
        reason=day.closed_reason or ("" if day.slots else upper_first(day.unsure)),
        iso_date=day.date.isoformat(),
        bars=tuple(bar for slot in day.slots if (bar := _bar(*slot)) is not None),
    )


def _ranges(slots: Sequence[Slot]) -> str:
    return join_words([slot_words(*slot) for slot in slots])


def _bar(start: time, end: time | None) -> tuple[float, float] | None:
    """Left edge and width in percent; hours outside the scale are cut off; none where the end is not known."""
    if end is None:
        return None
    first, last = start.hour + start.minute / 60, end.hour + end.minute / 60
    if end <= start:
        last = 24.0
    first, last = max(first, _FIRST_HOUR), min(last, _LAST_HOUR)
    if first >= last:
        return None
    scale = 100 / (_LAST_HOUR - _FIRST_HOUR)
    return round((first - _FIRST_HOUR) * scale, 2), round((last - first) * scale, 2)


def _of_this_week(days: Sequence[DayHours], span: str) -> str:
    """« Horaires du 23 au 29 novembre : lundi à jeudi 9 h à 12 h ; vendredi Noël, fermé »."""
    words = in_a_line(days)
    return _("Horaires %(span)s : %(days)s") % {"span": span, "days": words} if words else ""
