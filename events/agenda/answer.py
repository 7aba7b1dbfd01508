"""The answer to a question of the agenda: the dates of a page by day, and a way on when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils.translation import gettext as _

from directory.domain.hours.territories import territory_of
from events.agenda import facets
from events.agenda.nearest import NearDate, nearest
from events.agenda.picture import DatesMap, dates_map
from events.agenda.query import AgendaQuery, Chosen
from events.agenda.selection import select
from events.agenda.undated import undated_near
from events.models import Occurrence
from events.pages.rows import DateRow, UndatedRow, date_rows
from portal.ground.remembered import remembered
from portal.words.french import date_words, upper_first, week_parity, week_parity_words
from portal.words.parameters import RADII
from portal.words.zone import PARIS
from search.api import circle_of, resolve
from search.counting import Tally
from search.question.gazetteer import Choices, Resolution
from search.types import Circle

PAGE_SIZE = 60
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
    """`counted` says how many dates the question has, and would have with other choices; `by_day` how many on each day
    of a month that is shown as a calendar, which has no `days`.

    `following` are the next dates when the days asked have none; `near` those to read first around a commune, when
    the agenda opens; `map` where they all are, when it was asked for.
    """

    query: AgendaQuery
    resolution: Resolution
    place: Circle | None
    today: date
    first: date
    last: date
    days: list[Day]
    by_day: Mapping[date, int]
    counted: Tally
    undated: list[UndatedRow]
    following: list[DateRow]
    near: list[NearDate]
    map: DatesMap | None = None

    @property
    def total(self) -> int:
        return self.counted.total

    @property
    def ambiguous(self) -> bool:
        """The commune must be chosen before anything can be shown."""
        return isinstance(self.resolution, Choices) and self.place is None

    @property
    def page_count(self) -> int:
        return 1 if self.query.view == "mois" else max(1, -(-self.total // PAGE_SIZE))

    @property
    def over(self) -> bool:
        """Whether all these days are past."""
        return self.last < self.today


def answer(query: AgendaQuery, now: datetime) -> AgendaAnswer:
    """The number of queries does not depend on the number of dates. The days asked have a page."""
    resolution = resolve(query.where)
    place = circle_of(resolution, query.radius)
    if query.around is not None:
        place = Circle(*query.around, _("votre position"), "", query.radius)
    clock = _clock(place)
    today = now.astimezone(clock).date()
    first, last = query.days(today)
    if isinstance(resolution, Choices) and place is None:
        return AgendaAnswer(query, resolution, place, today, first, last, [], {}, Tally(0, {}, {}), [], [], [])
    monthly, daily = query.view == "mois", query.view == "jour"
    dates = Occurrence.objects.public().on_days(first, last)
    to_come = first == today and not monthly and not daily
    if to_come:  # a list of what is to come begins with what is not over
        dates = dates.filter(end__gt=now)
    counted = facets.count(query, place, first, last, now if to_come else None)
    asked = select(dates.over_last(now) if daily else dates, query, place)
    page = asked[(query.page - 1) * PAGE_SIZE : query.page * PAGE_SIZE]
    end = datetime.combine(last + timedelta(days=1), time(0), clock)
    undated = undated_near(query, place) if query.page == 1 else []
    near = nearest(query, place, undated, now) if place is not None and query.opening else []
    return AgendaAnswer(
        query=query,
        resolution=resolution,
        place=place,
        today=today,
        first=first,
        last=last,
        days=[] if monthly or not counted.total else _days(date_rows(page.plain(), now, place)),
        by_day=_by_day(first, last, place, query.chosen) if monthly else {},
        counted=counted,
        undated=undated,
        following=[] if counted.total or near else _following(query, place, max(end, now), now),
        near=near,
        map=dates_map(asked, place) if query.on_map and counted.total else None,
    )


@remembered
def _by_day(first: date, last: date, place: Circle | None, chosen: Chosen) -> Mapping[date, int]:
    dates = select(Occurrence.objects.public().on_days(first, last), AgendaQuery(dict(chosen)), place)
    return dict(dates.order_by().values_list("local_date").annotate(Count("pk")))


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
