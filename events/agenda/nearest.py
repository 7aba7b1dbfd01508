"""The nearest of the next dates: what a person of the commune asked reads first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Min
from django.urls import reverse

from events.agenda.query import AgendaQuery, Chosen
from events.agenda.selection import select
from events.domain.plain_date import PlainDate
from events.models import Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.pages.rows import UndatedRow, date_rows
from portal.ground.remembered import remembered
from portal.words.french import day_words
from portal.words.geo import distance_km
from portal.words.zone import PARIS
from search.scoring import trip
from search.types import Circle

SHOWN = 3
_JUDGED = ("activity_id", "kind", "insee", "latitude", "longitude")
# A monthly permanence is found.
AHEAD = timedelta(days=31)
_DAY = timedelta(days=1)
# Dates end at such moments, nearly all.
_SHARED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class NearDate:
    """« Mairie de Lafox », « lundi 30 novembre, 9 h à 12 h », « dans votre commune »; a number where one must ask."""

    url: str
    title: str
    when: str
    where: str
    phone: str = ""
    phone_name: str = ""


class _Held(NamedTuple):
    """The next date of an activity at a place. `ends` is when the first of its dates there is over."""

    activity: int
    kind: str
    insee: str
    latitude: float | None
    longitude: float | None
    start: datetime
    ends: datetime
    number: int


def nearest(query: AgendaQuery, place: Circle, undated: Iterable[UndatedRow], now: datetime) -> list[NearDate]:
    """The next date of each permanence or workshop around, in the order of the finder (`search.scoring.trip`), the
    nearest permanence before any workshop: help comes first. Two queries: the words of hundreds of dates are not read
    for three of them.

    A permanence of the very commune comes before them when its dates are only told in words.
    """
    held = _held(place, query.chosen, now - (now - datetime.min.replace(tzinfo=UTC)) % _SHARED_FOR)
    if any(one.ends <= now for one in held):
        held = _read(place, query.chosen, now)
    efforts: dict[int, tuple[float, datetime, int]] = {}
    permanences = set()
    # An activity that moves stands once for each place: where it is next is what counts.
    for one in sorted(held, key=lambda one: (one.start, one.number)):
        efforts.setdefault(one.activity, (_effort(one, place, now), one.start, one.number))
        if one.kind == Activity.Kind.PERMANENCE:
            permanences.add(one.activity)
    in_order = sorted(efforts, key=lambda activity: efforts[activity])
    nearest_permanence = [activity for activity in in_order if activity in permanences][:1]
    best = list(dict.fromkeys([*nearest_permanence, *in_order]))[:SHOWN]
    dates = _coming(place, query.chosen, now).of_activities(best).first_of_each(1).plain() if best else []
    found = {date.activity_pk: date for date in dates}
    told = [
        NearDate(row.url, row.title, row.note, row.distance_words, row.phone, row.phone_name)
        for row in undated
        if row.in_commune
    ]
    return (told + _said([found[activity] for activity in best if activity in found], place, now))[:SHOWN]


def _coming(place: Circle, chosen: Chosen, now: datetime) -> OccurrenceQuerySet:
    """What takes place around; one that began the day before may not be over."""
    today = now.astimezone(PARIS).date()
    dates = Occurrence.objects.on_days(today - _DAY, today + AHEAD).taking_place(now).starting_before(now + AHEAD)
    return select(dates, AgendaQuery(dict(chosen)), place)


def _read(place: Circle, chosen: Chosen, now: datetime) -> list[_Held]:
    dates = _coming(place, chosen, now).order_by()
    first = dates.values_list(*_JUDGED).annotate(first=Min("start"), ends=Min("end"), number=Min("pk"))
    return [_Held._make(row) for row in first]


_held = remembered(_read)
"""The same for all who ask within some minutes, as long as none of these dates is over."""


def _effort(one: _Held, place: Circle, now: datetime) -> float:
    km = 0.0
    if one.insee != place.insee and one.latitude is not None and one.longitude is not None and not place.whole:
        km = distance_km(place.lat, place.lon, one.latitude, one.longitude)
    return trip(km, (one.start - now) / timedelta(days=1))


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
