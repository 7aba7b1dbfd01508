"""Stretches of time that people ask for, each with a short name for addresses: « mardi-matin », « week-end ».

« Mardi » means either of the two Tuesdays to come: a service that comes one week in two is there on one of them. A date
has a name too, « 2026-12-05-matin », as far as dates are indexed.

A half-day is what one means by it, not a share of the clock. The morning ends at 12:30: counters that close for lunch
do so between noon and then. The afternoon begins at 13:00: a town hall open until 13:00 is no help to somebody who is
free in the afternoon. Between the two, only the whole day holds. The evening begins at 18:00, when offices are closed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.words.french import DAY_NAMES, date_words
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
    WEEK: "dans les 7 jours",
    NEXT_WEEK: "la semaine prochaine",
}
_TODAY_WORDS: Mapping[str, str] = {MORNING: "ce matin", AFTERNOON: "cet après-midi", EVENING: "ce soir"}
# How many days have a name as dates, today included.
DATED_DAYS = 61
_DATE_CODE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([a-z-]+))?")
_DAY = timedelta(days=1)
_INSTANT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """`stretches` go from a moment to another, both included, aware, soonest first; what is over of them is left out.
    « mardi » is the two next ones, today included as long as it is not over. `words` are those of people: « mardi
    matin », « ce soir »."""

    code: str
    words: str
    stretches: tuple[tuple[datetime, datetime], ...]

    @property
    def start(self) -> datetime:
        return self.stretches[0][0]

    @property
    def end(self) -> datetime:
        """Of the first stretch: the next time."""
        return self.stretches[0][1]

    def over(self, now: datetime) -> bool:
        return self.stretches[-1][1] < now


def moments(now: datetime, chosen: Collection[str] = (), zone: ZoneInfo = PARIS) -> Mapping[str, Moment]:
    """Every moment that has a name, by its code, as meant at `now` (aware, else ValueError), and the dates `chosen`:
    days and hours are those of the clock of `zone`."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    # In UTC: in one zone, the two hours of an autumn night that bear the same name would be one key.
    return _moments(now.astimezone(UTC), frozenset(chosen), zone)


@lru_cache(maxsize=64)
def _moments(instant: datetime, chosen: frozenset[str], zone: ZoneInfo) -> Mapping[str, Moment]:
    """A page asks five times what the moments of its own `now` are."""
    now = instant.astimezone(zone)
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    found = [
        Moment(NOW, _WORDS[NOW], ((now, now),)),
        *_of_day(TODAY, today, now),
        *_of_day(TOMORROW, today + _DAY, now),
        *(one for weekday, name in enumerate(DAY_NAMES) for one in _of_weekday(name, weekday, today, now)),
        _from_now(WEEKEND, monday + 5 * _DAY, 2, now),
        _from_now(WEEK, today, 8, now),  # what is left of today, and seven whole days
        _from_now(NEXT_WEEK, monday + 7 * _DAY, 7, now),
        *(one for code in sorted(chosen) if (one := _of_date(code, today, now)) is not None),
    ]
    return {one.code: one for one in found}


def part_code(day: str, part: str) -> str:
    """« mardi-matin »; the day alone without part."""
    return f"{day}-{part}" if part else day


def date_codes(today: date) -> Collection[str]:
    """Those of the dates that have a name."""
    days = [(today + n * _DAY).isoformat() for n in range(DATED_DAYS)]
    return {part_code(day, part) for day in days for part in ("", *PARTS)}


def day_of_code(code: str) -> date | None:
    """The day of the code of a date; None for another code."""
    match = _DATE_CODE.fullmatch(code)
    if match is None or match[2] not in (None, *PARTS):
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def part_of_code(code: str) -> str:
    """« matin » in the code of a date; "" for the whole day."""
    return code[len("2026-12-05-") :]


def _of_date(code: str, today: date, now: datetime) -> Moment | None:
    day = day_of_code(code)
    if day is None or not today <= day < today + DATED_DAYS * _DAY:
        return None
    part = part_of_code(code)
    words = [date_words(day, year=False), *([PART_WORDS[part]] if part else [])]
    return Moment(code, " ".join(words), (_part(part, day, now),))


def _of_day(code: str, day: date, now: datetime) -> list[Moment]:
    """The day, then its parts."""
    whole = Moment(code, _WORDS[code], (_part("", day, now),))
    return [
        whole,
        *(Moment(part_code(code, part), _part_words(code, part), (_part(part, day, now),)) for part in PARTS),
    ]


def _of_weekday(name: str, weekday: int, today: date, now: datetime) -> list[Moment]:
    """The two next ones, and the two next ones of each part."""
    days = [today + timedelta(days=(weekday - today.weekday()) % 7 + 7 * weeks) for weeks in range(3)]
    found = []
    for part in ("", *PARTS):
        coming = [one for one in (_part(part, day, now) for day in days) if one[1] >= now]
        words = _part_words(name, part) if part else name
        found.append(Moment(part_code(name, part), words, tuple(coming[:2])))
    return found


def _part_words(day_code: str, part: str) -> str:
    return _TODAY_WORDS[part] if day_code == TODAY else f"{_WORDS.get(day_code, day_code)} {PART_WORDS[part]}"


def part_of_day(day: date, part: str, zone: tzinfo | None = PARIS) -> tuple[datetime, datetime]:
    """[start, end[ of a part of a day; of the whole day without part."""
    first, last = PARTS[part] if part else (time(0), time(0))
    return datetime.combine(day, first, zone), datetime.combine(day + _DAY if last == time(0) else day, last, zone)


def _part(part: str, day: date, now: datetime) -> tuple[datetime, datetime]:
    return _stretch(*part_of_day(day, part, now.tzinfo), now)


def _from_now(code: str, first: date, days: int, now: datetime) -> Moment:
    start, end = (datetime.combine(day, time(0), now.tzinfo) for day in (first, first + timedelta(days=days)))
    return Moment(code, _WORDS[code], (_stretch(start, end, now),))


def _stretch(start: datetime, end: datetime, now: datetime) -> tuple[datetime, datetime]:
    """[start, end[ without what is over; a stretch that is wholly over stays what it was."""
    return max(start, now) if now < end else start, end - _INSTANT
