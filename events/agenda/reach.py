"""Which days have a page: from twelve months back to thirteen ahead. No Django here."""

from __future__ import annotations

from datetime import date, timedelta

_BACK, _AHEAD = 12, 13


def within(day: date, today: date) -> bool:
    """Whether the month of `day` is one of those that are shown."""
    return -_BACK <= _rank(day) - _rank(today) <= _AHEAD


def week_within(monday: date, today: date) -> bool:
    """Whether a week has a day that is shown: links to the week before and after stop there, and so do robots."""
    return within(monday, today) or (monday < today and within(monday + timedelta(days=6), today))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def month_before(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_end(month: date) -> date:
    """The last day of the month."""
    return month_after(month) - timedelta(days=1)


def _rank(day: date) -> int:
    return day.year * 12 + day.month
