"""The answer to a question of the agenda: the dates of a page by day, and a way on when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from directory.domain.hours.territories import territory_of
from events.agenda.nearest import NearDate, nearest
from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.agenda.undated import undated_near
from events.domain.filters import KIND
from events.models import Activity, Occurrence
from events.pages.rows import DateRow, UndatedRow, date_rows
from portal.words.french import date_words, upper_first, week_parity, week_parity_words
from portal.words.parameters import RADII
from portal.words.zone import PARIS
from search.api import circle_of, resolve
from search.counting import narrow
from search.question.gazetteer import Choices, Resolution
from search.types import Circle

PAGE_SIZE = 60
_CODES = {kind: frozenset({(KIND, kind)}) for kind in Activity.Kind.values}
NEXT_SHOWN = 5
# When nothing is found, the next dates are looked for this far.
LOOK_AHEAD = timedelta(days=92)


@dataclass(frozen=True)
class Day:
    """Context of `components/agenda_day.html`; `week` opens a new week: « Semaine 49, semaine impaire »."""

    iso_date: str
    title: str
    note: str
    is_today: bool
    rows: list[DateRow]
    week: str


@dataclass(frozen=True)
class AgendaAnswer:
    """`counts` says how many dates of each kind the question has, whatever kinds were chosen.

    `following` are the next dates when the days asked have none; `near` those to read first around a commune, when
    the agenda opens.
    """

    query: AgendaQuery
    resolution: Resolution
    place: Circle | None
    first: date
    last: date
    days: list[Day]
    total: int
    counts: Mapping[str, int]
    undated: list[UndatedRow]
    following: list[DateRow]
    near: list[NearDate]

    @property
    def ambiguous(self) -> bool:
        """The commune must be chosen before anything can be shown."""
        return isinstance(self.resolution, Choices) and self.place is None

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def answer(query: AgendaQuery, now: datetime) -> AgendaAnswer:
    """The number of queries does not depend on the number of dates."""
    resolution = resolve(query.where)
    place = circle_of(resolution, query.radius)
    clock = _clock(place)
    today = now.astimezone(clock).date()
    first, last = query.days(today)
    if isinstance(resolution, Choices) and place is None:
        return AgendaAnswer(query, resolution, place, first, last, [], 0, {}, [], [], [])
    other = replace(query, facets={group: codes for group, codes in query.facets.items() if group != KIND})
    dates = select(Occurrence.objects.public().on_days(first, last), other, place)
    found = list(dates.values_list("pk", "kind"))
    chosen, counts = narrow(
        [pk for pk, _kind in found], [_CODES[kind] for _pk, kind in found], {KIND: query.kinds}, counted=[KIND]
    )
    page = dates.filter(pk__in=chosen[(query.page - 1) * PAGE_SIZE : query.page * PAGE_SIZE])
    end = datetime.combine(last + timedelta(days=1), time(0), clock)
    undated = undated_near(query, place) if query.page == 1 else []
    near = nearest(query, place, undated, now) if place is not None and query.opening else []
    return AgendaAnswer(
        query=query,
        resolution=resolution,
        place=place,
        first=first,
        last=last,
        days=_days(date_rows(page.plain(), now, place)),
        total=len(chosen),
        counts=counts[KIND],
        undated=undated,
        following=[] if chosen or near else _following(query, place, max(end, now), now),
        near=near,
    )


def _following(query: AgendaQuery, place: Circle | None, after: datetime, now: datetime) -> list[DateRow]:
    """The next dates of the same question, else those of a wider circle."""
    later = Occurrence.objects.public().starting_between(after, after + LOOK_AHEAD)
    wider = place and replace(place, radius_km=max(place.radius_km, float(RADII[-1])), whole=False)
    for circle in dict.fromkeys((place, wider)):
        if dates := select(later, query, circle)[:NEXT_SHOWN].plain():
            return date_rows(dates, now, place)
    return []


def _clock(place: Circle | None) -> ZoneInfo:
    """That of the place asked: « aujourd’hui » is the day that it is there."""
    if place is None:
        return PARIS
    return territory_of(place.insee or min(place.communes, default="")).zone


def _days(rows: Iterable[DateRow]) -> list[Day]:
    days: list[Day] = []
    week = (0, 0)
    for iso_date, group in groupby(rows, key=lambda row: row.iso_date):
        some = list(group)
        # Two clocks may not agree: the day is then not said to be today.
        away = {row.days_away for row in some}
        day = date.fromisoformat(iso_date)
        year, number, _weekday = day.isocalendar()
        words = date_words(day, year=False)
        days.append(
            Day(
                iso_date=iso_date,
                title=upper_first(words),
                note="aujourd’hui" if away == {0} else "demain" if away == {1} else "",
                is_today=away == {0},
                rows=some,
                week=week_words(day) if (year, number) != week else "",
            )
        )
        week = (year, number)
    return days


def week_words(day: date) -> str:
    """« Semaine 49, semaine impaire »."""
    return f"Semaine {day.isocalendar().week}, {week_parity_words(week_parity(day))}"
