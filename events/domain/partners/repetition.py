"""The days of a repetition of a partner's calendar, within a window.

`dateutil` cannot be bounded: a rule that gives nothing is looked for until the year 9999 (measured: 2.9 s for each 30
February, over 40 s for one of seconds). Here the periods of the window are gone through, and no other: the start of the
rule is moved up to it by whole periods, and a rule costs at most the days of the window.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

Unit = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

MAX_COUNT = 1_000
MAX_COUNTED_YEARS = 30  # dates that are counted are counted from the first
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_READ = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")
)  # fmt: skip


class NotRead(Exception):
    """A repetition that is not read: too often in a day, too many, or of a kind that nobody uses."""


class Effort:
    """What one file may still cost: a third of a second of days looked at, 350 weekly rules of a year."""

    _PERIOD = 5  # of a period, beside its days

    def __init__(self, days: int = 250_000) -> None:
        self._left = days

    def spend(self, days: int) -> None:
        self._left -= days + self._PERIOD
        if self._left < 0:
            raise NotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """RFC 5545, 3.3.10, for days only. `weekdays`: (0 for Monday, rank in the month or year or 0 for each). `until` is
    by the clock of the start, included."""

    unit: Unit
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    position: int | None = None
    week_start: int = 0


def repetition(parts: Mapping[str, Sequence[Any]]) -> Repetition:
    """From the parts of an RRULE, as `icalendar` parses it, `UNTIL` already by the clock of the start. NotRead."""
    if not set(parts) <= _READ:
        raise NotRead
    try:
        rule = Repetition(
            unit=_one(parts, "FREQ"),
            interval=int(_one(parts, "INTERVAL", 1)),
            count=None if "COUNT" not in parts else int(_one(parts, "COUNT")),
            until=_one(parts, "UNTIL", None),
            months=frozenset(map(int, parts.get("BYMONTH", ()))),
            month_days=frozenset(map(int, parts.get("BYMONTHDAY", ()))),
            weekdays=frozenset(_weekday(str(text)) for text in parts.get("BYDAY", ())),
            position=None if "BYSETPOS" not in parts else int(_one(parts, "BYSETPOS")),
            week_start=_WEEKDAYS.index(str(_one(parts, "WKST", "MO"))),
        )
    except (ValueError, TypeError) as error:
        raise NotRead from error
    if not _is_read(rule):
        raise NotRead
    return rule


def days(rule: Repetition, start: datetime, first: date, last: date, effort: Effort) -> Iterator[date]:
    """Days of the rule from `first` to `last`, both included, in order. NotRead when they cannot be counted."""
    begin, rule = start.date(), _completed(rule, start.date())
    last = min(last, _last_day(rule.until, start.time()) or last)
    if rule.count is not None and begin.year < first.year - MAX_COUNTED_YEARS:
        raise NotRead
    from_day = begin if rule.count is not None else max(begin, first)
    left = rule.count
    for span in _periods(rule, begin, from_day, last):
        effort.spend((span[1] - span[0]).days + 1)
        found = [day for day in _each(*span) if _matches(rule, day, span)]
        if rule.position is not None:
            index = rule.position - 1 if rule.position > 0 else rule.position
            found = found[index : index + 1 or None] if -len(found) <= index < len(found) else []
        for day in found:
            if day < begin:
                continue
            if day > last or left == 0:
                return
            left = None if left is None else left - 1
            if day >= first:
                yield day


def _one(parts: Mapping[str, Sequence[Any]], name: str, *default: Any) -> Any:
    values = parts.get(name, default)
    if len(values) != 1:
        raise NotRead
    return values[0]


def _weekday(text: str) -> tuple[int, int]:
    return _WEEKDAYS.index(text[-2:].upper()), int(text[:-2] or 0)


def _is_read(rule: Repetition) -> bool:
    ranks = {rank for _day, rank in rule.weekdays}
    return (
        rule.unit in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
        and 1 <= rule.interval <= 1_000
        and (rule.count is None or 1 <= rule.count <= MAX_COUNT)
        and rule.months <= set(range(1, 13))
        and all(1 <= abs(day) <= 31 for day in rule.month_days)
        and all(abs(rank) <= 53 for rank in ranks)
        and not (rule.unit in ("DAILY", "WEEKLY") and (ranks - {0} or rule.position is not None))
        and not (rule.unit == "WEEKLY" and rule.month_days)
        # « The second Tuesday », as Outlook writes it, and no more.
        and (rule.position is None or (1 <= abs(rule.position) <= 5 and bool(rule.weekdays)))
        and _is_possible(rule)
    )


def _is_possible(rule: Repetition) -> bool:
    """Not « 30 February »."""
    if not (rule.months and rule.month_days):
        return True
    longest = max(calendar.monthrange(2024, month)[1] for month in rule.months)
    return any(abs(day) <= longest for day in rule.month_days)


def _completed(rule: Repetition, begin: date) -> Repetition:
    """What the rule does not say is as its first day."""
    if rule.weekdays or rule.month_days or rule.unit == "DAILY":
        return rule
    said = {name: getattr(rule, name) for name in rule.__slots__}
    if rule.unit == "WEEKLY":
        return Repetition(**said | {"weekdays": frozenset({(begin.weekday(), 0)})})
    days_of = {"month_days": frozenset({begin.day})}
    if rule.unit == "YEARLY" and not rule.months:
        days_of["months"] = frozenset({begin.month})
    return Repetition(**said | days_of)


def _last_day(until: date | datetime | None, at: time) -> date | None:
    if not isinstance(until, datetime):
        return until
    return until.date() if at <= until.time() else until.date() - timedelta(days=1)


def _periods(rule: Repetition, begin: date, from_day: date, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each period of the rule that reaches into the window."""
    if rule.unit in ("DAILY", "WEEKLY"):
        length = 1 if rule.unit == "DAILY" else 7
        origin = begin - timedelta(days=(begin.weekday() - rule.week_start) % length)
        step = length * rule.interval
        day = origin + timedelta(days=(from_day - origin).days // step * step)
        while day <= last:
            yield day, day + timedelta(days=length - 1)
            day += timedelta(days=step)
        return
    length = 1 if rule.unit == "MONTHLY" else 12
    first_month = (begin.year * 12 + begin.month - 1) // length * length
    step = length * rule.interval
    month = first_month + (from_day.year * 12 + from_day.month - 1 - first_month) // step * step
    while month <= last.year * 12 + last.month - 1:
        end = month + length - 1
        yield (
            date(month // 12, month % 12 + 1, 1),
            date(end // 12, end % 12 + 1, calendar.monthrange(end // 12, end % 12 + 1)[1]),
        )
        month += step


def _each(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _matches(rule: Repetition, day: date, period: tuple[date, date]) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & rule.month_days:
        return False
    if not rule.weekdays:
        return True
    if (day.weekday(), 0) in rule.weekdays:
        return True
    if rule.unit == "YEARLY" and rule.months:
        period = (day.replace(day=1), day.replace(day=length))
    ranks = ((day - period[0]).days // 7 + 1, -((period[1] - day).days // 7) - 1)
    return any((day.weekday(), rank) in rule.weekdays for rank in ranks)
