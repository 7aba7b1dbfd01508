"""Stretches of time that people ask for, each with a short name for addresses: « mardi-matin », « week-end ».

A half-day is what one means by it, not a share of the clock. The morning ends at 12:30: counters that close for lunch
do so between noon and then. The afternoon begins at 13:00: a town hall open until 13:00 is no help to somebody who is
free in the afternoon. Between the two, only the whole day holds. The evening begins at 18:00, when offices are closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.words.french import DAY_NAMES
from portal.words.zone import PARIS

NOW, TODAY, TOMORROW = "maintenant", "aujourdhui", "demain"
WEEKEND, WEEK, NEXT_WEEK = "week-end", "semaine", "semaine-prochaine"
MORNING, AFTERNOON, EVENING = "matin", "apres-midi", "soir"

PARTS: Mapping[str, tuple[time, time]] = {
    MORNING: (time(0), time(12, 30)),
    AFTERNOON: (time(13), time(18)),
    EVENING: (time(18), time(0)),  # midnight
}
PART_WORDS: Mapping[str, str] = {MORNING: "matin", AFTERNOON: "après-midi", EVENING: "soir"}
_WORDS: Mapping[str, str] = {
    NOW: "maintenant",
    TODAY: "aujourd’hui",
    TOMORROW: "demain",
    WEEKEND: "le week-end",
    WEEK: "cette semaine",
    NEXT_WEEK: "la semaine prochaine",
}
_TODAY_WORDS: Mapping[str, str] = {MORNING: "ce matin", AFTERNOON: "cet après-midi", EVENING: "ce soir"}
_DAY = timedelta(days=1)
_INSTANT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """From `start` to `end`, both included, aware; what is over of it is left out. « mardi » is the next one, today
    included as long as it is not over. `words` are those of people: « mardi matin », « ce soir »."""

    code: str
    words: str
    start: datetime
    end: datetime

    def over(self, now: datetime) -> bool:
        return self.end < now


def moments(now: datetime) -> dict[str, Moment]:
    """Every moment that has a name, by its code, as meant at `now` (aware, else ValueError)."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    local = now.astimezone(PARIS)
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    found = [
        Moment(NOW, _WORDS[NOW], now, now),
        *_of_day(TODAY, today, now),
        *_of_day(TOMORROW, today + _DAY, now),
        *(one for weekday, name in enumerate(DAY_NAMES) for one in _of_weekday(name, weekday, today, now)),
        _from_now(WEEKEND, monday + 5 * _DAY, 2, now),
        _from_now(WEEK, monday, 7, now),
        _from_now(NEXT_WEEK, monday + 7 * _DAY, 7, now),
    ]
    return {one.code: one for one in found}


def part_code(day: str, part: str) -> str:
    """« mardi-matin »; the day alone without part."""
    return f"{day}-{part}" if part else day


def _of_day(code: str, day: date, now: datetime) -> list[Moment]:
    """The day, then its parts."""
    whole = _stretch(code, _WORDS[code], _midnight(day), _midnight(day + _DAY), now)
    return [whole, *(_part(code, part, day, now) for part in PARTS)]


def _of_weekday(name: str, weekday: int, today: date, now: datetime) -> list[Moment]:
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    whole = _stretch(name, name, _midnight(day), _midnight(day + _DAY), now)
    parts = [_part(name, part, day, now) for part in PARTS]
    return [
        whole,
        *(
            _part(name, part, day + 7 * _DAY, now) if one.over(now) else one
            for part, one in zip(PARTS, parts, strict=True)
        ),
    ]


def _part(day_code: str, part: str, day: date, now: datetime) -> Moment:
    first, last = PARTS[part]
    start = datetime.combine(day, first, PARIS)
    end = datetime.combine(day + _DAY if last == time(0) else day, last, PARIS)
    words = _TODAY_WORDS[part] if day_code == TODAY else f"{_WORDS.get(day_code, day_code)} {PART_WORDS[part]}"
    return _stretch(part_code(day_code, part), words, start, end, now)


def _from_now(code: str, first: date, days: int, now: datetime) -> Moment:
    return _stretch(code, _WORDS[code], _midnight(first), _midnight(first + timedelta(days=days)), now)


def _stretch(code: str, words: str, start: datetime, end: datetime, now: datetime) -> Moment:
    """[start, end[ without what is over; a stretch that is wholly over stays what it was."""
    return Moment(code, words, max(start, now) if now < end else start, end - _INSTANT)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), PARIS)
