"""The answer to a question of the agenda: the dates of a page by day, and a way on when there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet

from events.agenda.query import AgendaQuery
from events.location import RELATED, location_of
from events.models import Activity, Occurrence
from events.pages.rows import DateRow, UndatedRow, date_rows, undated_rows
from portal.words.french import date_words, week_parity, week_parity_words
from portal.words.geo import bounding_box, distance_km
from portal.words.parameters import RADII
from portal.words.zone import PARIS
from search.api import circle_of, resolve
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
class Answer:
    """`counts` says how many dates of each kind the question has, whatever kinds were chosen.

    `following` are the next dates when the days asked have none.
    """

    query: AgendaQuery
    resolution: Resolution
    place: Circle | None
    first: date
    last: date
    days: list[Day]
    total: int
    counts: Counter[str]
    undated: list[UndatedRow]
    following: list[DateRow]

    @property
    def ambiguous(self) -> bool:
        """The commune must be chosen before anything can be shown."""
        return isinstance(self.resolution, Choices) and self.place is None

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


class _Found(NamedTuple):
    pk: int
    kind: str
    latitude: float | None
    longitude: float | None


def answer(query: AgendaQuery, now: datetime) -> Answer:
    """The number of queries does not depend on the number of dates."""
    today = now.astimezone(PARIS).date()
    resolution = resolve(query.where)
    place = circle_of(resolution, query.radius)
    first, last = query.days(today)
    if isinstance(resolution, Choices) and place is None:
        return Answer(query, resolution, place, first, last, [], 0, Counter(), [], [])
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    found = _found(Occurrence.objects.public().filter(start__gte=start, start__lt=end), place)
    chosen = [one for one in found if not query.kinds or one.kind in query.kinds]
    page = [one.pk for one in chosen[(query.page - 1) * PAGE_SIZE : query.page * PAGE_SIZE]]
    rows = _rows(page, now, place)
    following = [] if chosen else _following(query, place, max(end, now), now)
    return Answer(
        query=query,
        resolution=resolution,
        place=place,
        first=first,
        last=last,
        days=_days(rows, today),
        total=len(chosen),
        counts=Counter(one.kind for one in found),
        undated=_undated(query, place) if query.page == 1 else [],
        following=following,
    )


def _following(query: AgendaQuery, place: Circle | None, after: datetime, now: datetime) -> list[DateRow]:
    """The next dates of the same question, else those of a wider circle."""
    later = Occurrence.objects.public().filter(start__gte=after, start__lt=after + LOOK_AHEAD)
    if query.kinds:
        later = later.filter(kind__in=query.kinds)
    for circle in dict.fromkeys((place, place and replace(place, radius_km=float(RADII[-1])))):
        if pks := [one.pk for one in _found(later, circle)[:NEXT_SHOWN]]:
            return _rows(pks, now, place)
    return []


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), PARIS)


def _found(dates: QuerySet[Occurrence], place: Circle | None) -> list[_Found]:
    """In order of start, within the circle of the place."""
    if place is not None:
        box = bounding_box(place.lat, place.lon, place.radius_km)
        dates = dates.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    rows = dates.order_by("start", "pk").values_list("pk", "kind", "latitude", "longitude")
    return [found for found in map(_Found._make, rows) if _near(place, found.latitude, found.longitude)]


def _near(place: Circle | None, latitude: float | None, longitude: float | None) -> bool:
    if place is None:
        return True
    if latitude is None or longitude is None:
        return False
    return distance_km(place.lat, place.lon, latitude, longitude) <= place.radius_km


def _rows(pks: list[int], now: datetime, place: Circle | None) -> list[DateRow]:
    return date_rows(Occurrence.objects.filter(pk__in=pks).order_by("start", "pk"), now, place) if pks else []


def _days(rows: Iterable[DateRow], today: date) -> list[Day]:
    days: list[Day] = []
    week = (0, 0)
    for iso_date, some in groupby(rows, key=lambda row: row.iso_date):
        day = date.fromisoformat(iso_date)
        year, number, _weekday = day.isocalendar()
        words = date_words(day, year=False)
        days.append(
            Day(
                iso_date=iso_date,
                title=words[0].upper() + words[1:],
                note={0: "aujourd’hui", 1: "demain"}.get((day - today).days, ""),
                is_today=day == today,
                rows=list(some),
                week=week_words(day) if (year, number) != week else "",
            )
        )
        week = (year, number)
    return days


def week_words(day: date) -> str:
    """« Semaine 49, semaine impaire »."""
    return f"Semaine {day.isocalendar().week}, {week_parity_words(week_parity(day))}"


def _undated(query: AgendaQuery, place: Circle | None) -> list[UndatedRow]:
    """The permanences whose dates are told in words, nearest first, or by commune."""
    activities = Activity.objects.published().undated().select_related(*RELATED)
    if query.kinds:
        activities = activities.filter(kind__in=query.kinds)
    near = []
    for activity in activities:
        where = location_of(activity)
        if _near(place, where.latitude, where.longitude):
            near.append((_distance(place, where.latitude, where.longitude), where.commune, activity))
    near.sort(key=lambda item: item[:2])
    return undated_rows((activity for _distance, _commune, activity in near), place)


def _distance(place: Circle | None, latitude: float | None, longitude: float | None) -> float:
    if place is None or latitude is None or longitude is None:
        return 0.0
    return distance_km(place.lat, place.lon, latitude, longitude)
