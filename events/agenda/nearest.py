"""The nearest of the next dates: what a person of the commune asked reads first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.urls import reverse

from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.domain.plain_date import PlainDate
from events.models import Activity, Occurrence
from events.pages.rows import UndatedRow, date_rows
from portal.words.french import day_words
from portal.words.geo import distance_km
from search.scoring import trip
from search.types import Circle

SHOWN = 3
_JUDGED = ("activity_id", "kind", "insee", "latitude", "longitude")
# A monthly permanence is found.
AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class NearDate:
    """« Mairie de Lafox », « lundi 30 novembre, 9 h à 12 h », « dans votre commune »; a number where one must ask."""

    url: str
    title: str
    when: str
    where: str
    phone: str = ""
    phone_name: str = ""


def nearest(query: AgendaQuery, place: Circle, undated: Iterable[UndatedRow], now: datetime) -> list[NearDate]:
    """The next date of each permanence or workshop around, in the order of the finder (`search.scoring.trip`), the
    nearest permanence before any workshop: help comes first. Two queries: the words of hundreds of dates are not read
    for three of them.

    A permanence of the very commune comes before them when its dates are only told in words.
    """
    coming = select(Occurrence.objects.taking_place(now).starting_before(now + AHEAD), query, place)
    held = coming.order_by().values_list(*_JUDGED).annotate(first=Min("start"), number=Min("pk"))
    efforts: dict[int, tuple[float, datetime, int]] = {}
    permanences = set()
    # An activity that moves stands once for each place: where it is next is what counts.
    for activity, kind, insee, *position, start, number in sorted(held, key=lambda row: row[-2:]):
        efforts.setdefault(activity, (_effort(start, insee, position, place, now), start, number))
        if kind == Activity.Kind.PERMANENCE:
            permanences.add(activity)
    in_order = sorted(efforts, key=lambda activity: efforts[activity])
    nearest_permanence = [activity for activity in in_order if activity in permanences][:1]
    best = list(dict.fromkeys([*nearest_permanence, *in_order]))[:SHOWN]
    dates = coming.of_activities(best).first_of_each(1).plain() if best else []
    found = {date.activity_pk: date for date in dates}
    told = [
        NearDate(row.url, row.title, row.note, row.distance_words, row.phone, row.phone_name)
        for row in undated
        if row.in_commune
    ]
    return (told + _said([found[activity] for activity in best if activity in found], place, now))[:SHOWN]


def _effort(start: datetime, insee: str, position: list[float | None], place: Circle, now: datetime) -> float:
    latitude, longitude = position
    km = 0.0
    if insee != place.insee and latitude is not None and longitude is not None and not place.whole:
        km = distance_km(place.lat, place.lon, latitude, longitude)
    return trip(km, (start - now) / timedelta(days=1))


def _said(dates: list[PlainDate], place: Circle, now: datetime) -> list[NearDate]:
    return [
        NearDate(
            url=reverse("occurrence", args=[row.pk]),
            title=", ".join(part for part in (row.title, row.commune) if part),
            when=f"{day_words(date.start.date(), date.today(now))}, {row.hours}",
            where=row.distance_words,
        )
        for date, row in zip(dates, date_rows(dates, now, place), strict=True)
    ]
