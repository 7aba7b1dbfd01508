"""A month of the agenda as a calendar: how many dates each day has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.agenda.answer import AgendaAnswer
from events.agenda.page import count_words
from events.agenda.reach import monday_of
from portal.words.french import DAY_NAMES, date_words, month_words, upper_first


@dataclass(frozen=True)
class Cell:
    """One day of the month; `url` leads to its dates, "" when it has none. `title` is the whole day, in words."""

    number: int
    iso_date: str
    title: str
    words: str
    url: str
    is_today: bool
    past: bool


@dataclass(frozen=True)
class Week:
    """Seven days from Monday; None for those of another month."""

    label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Calendar:
    """Context of `events/agenda_month.html`."""

    caption: str
    day_names: tuple[str, ...]
    weeks: tuple[Week, ...]


def calendar(answer: AgendaAnswer) -> Calendar | None:
    """None when the dates are not shown by month."""
    if answer.query.view != "mois" or answer.ambiguous:
        return None
    mondays = []
    monday = monday_of(answer.first)
    while monday <= answer.last:
        mondays.append(monday)
        monday += timedelta(weeks=1)
    caption = _("Dates de %(month)s, jour par jour") % {"month": month_words(answer.first)}
    return Calendar(caption, tuple(map(upper_first, DAY_NAMES)), tuple(_week(answer, monday) for monday in mondays))


def _week(answer: AgendaAnswer, monday: date) -> Week:
    days = (monday + timedelta(days=n) for n in range(7))
    label = _("Semaine %(number)d") % {"number": monday.isocalendar().week}
    return Week(
        label, tuple(_cell(answer, answer.by_day, day) if day.month == answer.first.month else None for day in days)
    )


def _cell(answer: AgendaAnswer, by_day: Mapping[date, int], day: date) -> Cell:
    number = by_day.get(day, 0)
    return Cell(
        number=day.day,
        iso_date=day.isoformat(),
        title=upper_first(date_words(day, year=False)),
        words=count_words(number) if number else "",
        url=answer.query.address(view="jour", month=None, first=day) if number else "",
        is_today=day == answer.today,
        past=day < answer.today,
    )
