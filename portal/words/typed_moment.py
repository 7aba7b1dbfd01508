"""A day, an hour or both as people type them: « 14/12 », « lundi 14 décembre 2026 », « 9 h 30 », « 14/12/2026 à 9h30 ».

What can be read in one way only is read; everything else is None, for the form to refuse: a date that nobody typed was
once stored in its place. What is read is written back with `portal.words.french`.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from portal.words.folding import fold
from portal.words.french import DAY_NAMES, month_number

LONGEST = 80  # characters read: the longest way of writing a moment has about 50
# A year outside is a slip of the fingers: « 2206 », « 0026 ».
FIRST_YEAR, LAST_YEAR = 1900, 2199

_NEAR = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "apres-demain": 2}
_ISO = re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_FIGURES = re.compile(
    r"(?P<day>[0-9]{1,2})(?: ?([/.-]) ?| )(?P<month>[0-9]{1,2})(?:(?(2) ?\2 ?| )(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_WORDS = re.compile(r"(?P<day>[0-9]{1,2}|1 ?er) ?(?P<month>[a-z]{3,9})\b\.?(?: (?P<year>[0-9]{4}|[0-9]{2}))?")
_NAMED = re.compile(r"(?:le )?(?:([a-z]{3,8})\b[.,]? )?(?:le )?(.+)")
# Bare figures are an hour in a field of hours only: after a day they could be its year.
_BARE = re.compile(r"(?P<hour>[0-9]{1,2})(?P<minute>[0-9]{2})?")
_MARKED = re.compile(
    r"(?P<hour>[0-9]{1,2})"
    r"(?: ?(?:h|hs|heures?)\.?(?: ?(?P<minute>[0-9]{2})(?: ?(?:min|mn|minutes?)\.?)?)?"
    r"| ?[:.] ?(?P<after>[0-9]{2})(?::00)?)"
)
# After a year, four figures are an hour: « 14/12/2026 0930 ».
_AFTER_YEAR = re.compile(r"[0-9]{4}$|^[0-9]{4}[-/.]")
_HOUR_NAMES = {"minuit": time(0), "midi": time(12)}
_BEFORE_HOUR = re.compile(r"(?:(?<=[0-9])t(?=[0-9])|,? a |, ?| )")


def read_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that `text` says. Without its year it is the next one to come, today included: what is typed in the admin
    is mostly planned; or the last one before (`past`), where only what has been can be said.

    Figures are day, month, year; of a year in two figures, 69 to 99 are of the last century (as POSIX reads them). The
    name of a weekday must be the right one.
    """
    typed = _prepared(text)
    if typed in _NEAR:
        return _from(today, _NEAR[typed])
    if found := _ISO.fullmatch(typed):
        return _day(found["day"], found["month"], found["year"], today, past)
    named = _NAMED.fullmatch(typed)
    if named is None:
        return None
    weekday, rest = named.groups()
    found = _FIGURES.fullmatch(rest) or _WORDS.fullmatch(rest)
    month = _month(found["month"]) if found else None
    if found is None or month is None:
        return None
    day = _day(found["day"].removesuffix("er").strip(), month, found["year"], today, past)
    if day and weekday and not DAY_NAMES[day.weekday()].startswith(weekday):
        return None
    return day


def read_time(text: str) -> time | None:
    """The hour that `text` says, from 0 h to 23 h 59: « 9h30 », « 9.30 », « 0930 », « 9 », « midi »."""
    typed = _prepared(text)
    if found := _BARE.fullmatch(typed):
        return _hour(found["hour"], found["minute"])
    return _marked_hour(typed)


def read_moment(text: str, today: date, *, past: bool = False) -> datetime | None:
    """The day and the hour (naive) that `text` says; None when one of them is missing, or when it could be cut in two
    ways."""
    typed = _prepared(text)
    read = set(_moments(typed, today, past))
    return read.pop() if len(read) == 1 else None


def _moments(typed: str, today: date, past: bool) -> Iterator[datetime]:
    for between in _BEFORE_HOUR.finditer(typed):
        rest = typed[between.end() :]
        figures = len(rest) == 4 and _AFTER_YEAR.search(typed[: between.start()])
        hour = read_time(rest) if figures else _marked_hour(rest)
        day = read_date(typed[: between.start()], today, past=past) if hour else None
        if hour and day:
            yield datetime.combine(day, hour)


def _prepared(text: str) -> str:
    """Nothing when it is too long to be a moment."""
    return fold(text) if len(text) <= LONGEST else ""


def _month(typed: str) -> str | None:
    """« 12 », « dec », « decembre » → « 12 »."""
    if typed.isdigit():
        return typed
    number = month_number(typed)
    return str(number) if number else None


def _day(day: str, month: str, year: str | None, today: date, past: bool) -> date | None:
    if year is None:
        return _nearest(int(day), int(month), today, past)
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 69 else 2000
    return _existing(number, int(month), int(day))


def _nearest(day: int, month: int, today: date, past: bool) -> date | None:
    # Eight years hold a 29 February whatever the century.
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    days = (_existing(year, month, day) for year in years)
    return next((one for one in days if one and (one <= today if past else one >= today)), None)


def _existing(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _marked_hour(typed: str) -> time | None:
    if typed in _HOUR_NAMES:
        return _HOUR_NAMES[typed]
    found = _MARKED.fullmatch(typed)
    return _hour(found["hour"], found["minute"] or found["after"]) if found else None


def _hour(hour: str, minute: str | None) -> time | None:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
