"""The nearest of the next dates: what a person of the commune asked reads first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.domain.plain_date import PlainDate
from events.models import Occurrence
from events.pages.rows import UndatedRow, date_rows, distance_from
from portal.words.french import day_words
from search.scoring import trip
from search.types import Circle

SHOWN = 3
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
    """The next date of each permanence or workshop around, in the order of the finder (`search.scoring.trip`); one
    query.

    A permanence of the very commune comes before them when its dates are only told in words.
    """
    coming = select(Occurrence.objects.taking_place(now).starting_before(now + AHEAD), query, place)
    dates = sorted(coming.first_of_each(1).plain(), key=lambda date: _effort(date, place, now))
    told = [
        NearDate(row.url, row.title, row.note, row.distance_words, row.phone, row.phone_name)
        for row in undated
        if row.in_commune
    ]
    return (told + _said(dates[:SHOWN], place, now))[:SHOWN]


def _effort(date: PlainDate, place: Circle, now: datetime) -> float:
    km = 0.0 if date.insee == place.insee else distance_from(place, date.announcement) or 0.0
    return trip(km, (date.start - now) / timedelta(days=1))


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
