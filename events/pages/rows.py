"""Dates and undated permanences in the words of a page: what depends on the moment and on where one asks from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.domain.announcement import Announcement
from events.domain.moved import moved_words
from events.domain.plain_date import PlainDate
from events.models import Activity
from events.pages.number import number_to_call
from portal.ground.validity import holds_until
from portal.words.french import day_name, day_of_month, hour_words, month_name
from portal.words.geo import distance_km, distance_words
from search.types import Circle


@dataclass(frozen=True)
class DateRow:
    """One date in a list; the attributes are the contract of `components/date_row.html`.

    `days_away` is reckoned by the clock of its place: 0 when it is today there. `spoken` tells its links from those of
    other dates: « Mairie de Lafox, lundi 30 novembre ».
    """

    pk: int
    activity_pk: int
    url: str
    ics_url: str
    kind: str
    kind_label: str
    shape: str
    title: str
    spoken: str
    day_name: str
    day_number: str
    month_name: str
    iso_date: str
    days_away: int
    hours: str
    starts_iso: str
    ends_iso: str
    place_label: str
    commune: str
    distance_words: str
    operator_label: str
    recurrence: str
    cancelled: bool
    reason: str
    moved: str
    moved_from_iso: str
    ongoing: bool
    ongoing_sentence: str
    over: bool
    places_left: int | None
    places_sentence: str
    price_label: str
    example: bool
    note: str
    dated: bool = True


@dataclass(frozen=True)
class UndatedRow:
    """A permanence whose dates are not known; the attributes are the contract of `events/undated_row.html`."""

    pk: int
    url: str
    kind_label: str
    shape: str
    title: str
    place_label: str
    commune: str
    distance_words: str
    operator_label: str
    note: str
    phone: str
    phone_name: str
    phone_note: str
    example: bool
    in_commune: bool
    dated: bool = False


def date_rows(dates: Iterable[PlainDate], now: datetime, place: Circle | None = None) -> list[DateRow]:
    """One row a date, in the order given; distances are told from `place`. No query."""
    return [_date_row(date, now, place) for date in dates]


def told_once(rows: Iterable[DateRow], rules: int) -> list[DateRow]:
    """The rows of one activity for its own page, which has said the rest: the day takes the place of the title.

    Of several rules each date says its own, a single one is said at the top of the page.
    """
    return [
        replace(
            row,
            title=f"{_day(row)} {row.iso_date[:4]}".capitalize(),
            spoken=_day(row),
            place_label="",
            commune="",
            operator_label="",
            recurrence="" if rules == 1 else row.recurrence,
            price_label="",
            example=False,
        )
        for row in rows
    ]


def _day(row: DateRow) -> str:
    return f"{row.day_name} {row.day_number} {row.month_name}"


def _date_row(date: PlainDate, now: datetime, place: Circle | None) -> DateRow:
    said = date.announcement
    kind = Activity.Kind(said.kind)
    day = date.start.date()
    ongoing = not date.cancelled and date.start <= now < date.end
    over = date.end <= now
    if not over:
        holds_until(date.start if now < date.start else date.end)
    return DateRow(
        pk=date.pk,
        activity_pk=date.activity_pk,
        url=reverse("occurrence", args=[date.pk]),
        ics_url="" if over or date.cancelled else reverse("ical-occurrence", args=[date.pk]),
        kind=kind.value,
        kind_label=str(kind.label),
        shape=kind.shape,
        title=said.title,
        spoken=f"{said.title}, {day_name(day)} {day_of_month(day)} {month_name(day)}",
        day_name=day_name(day),
        day_number=day_of_month(day),
        month_name=month_name(day),
        iso_date=day.isoformat(),
        days_away=(day - date.today(now)).days,
        hours=date.hours,
        starts_iso=date.start.isoformat(),
        ends_iso=date.end.isoformat(),
        place_label=date.room or said.place,
        commune=said.commune_beside,
        distance_words=_distance_words(said, place),
        operator_label=said.operator,
        recurrence=_recurrence(date),
        cancelled=date.cancelled,
        reason=date.reason if date.cancelled else "",
        moved="" if over or date.cancelled else moved_words(date.start, date.moved_from, date.room),
        moved_from_iso=date.moved_from.isoformat() if date.moved_from is not None else "",
        ongoing=ongoing,
        ongoing_sentence=_("En ce moment, jusqu’à %(hour)s") % {"hour": hour_words(date.end.time())} if ongoing else "",
        over=over,
        places_left=date.places_left,
        places_sentence="" if over or date.cancelled else places_words(date.places_left),
        price_label=said.price,
        example=said.example,
        note=_("Terminé") if over and not date.cancelled else date.note,
    )


def places_words(left: int | None) -> str:
    """« Complet », « Il reste 3 places »; empty when places are not counted."""
    if left is None:
        return ""
    if left == 0:
        return _("Complet")
    return ngettext("Il reste %(left)d place", "Il reste %(left)d places", left) % {"left": left}


def distance_from(place: Circle | None, said: Announcement) -> float | None:
    """Kilometres; None without a place to reckon from (a territory is none), or without a known position."""
    if place is None or place.whole or said.latitude is None or said.longitude is None:
        return None
    return distance_km(place.lat, place.lon, said.latitude, said.longitude)


def _in_commune(said: Announcement, place: Circle | None) -> bool:
    return place is not None and bool(place.insee) and place.insee == said.insee


def _distance_words(said: Announcement, place: Circle | None) -> str:
    if _in_commune(said, place):
        return _("dans votre commune")  # from the middle of it to the middle of it there is no distance to tell
    km = distance_from(place, said)
    return "" if km is None else distance_words(km)


def _recurrence(date: PlainDate) -> str:
    """The number of the session in its series, or the rhythm of the rule that gives this date."""
    if date.position and date.total and date.total > 1:
        return _("Séance %(position)d sur %(total)d") % {"position": date.position, "total": date.total}
    return date.announcement.rhythm_of(date.slot)


def undated_rows(announcements: Mapping[int, Announcement], place: Circle | None = None) -> list[UndatedRow]:
    """One row an activity (by pk), in the order given."""
    return [_undated_row(pk, said, place) for pk, said in announcements.items()]


def _undated_row(pk: int, said: Announcement, place: Circle | None) -> UndatedRow:
    kind = Activity.Kind(said.kind)
    number = number_to_call(said)
    return UndatedRow(
        pk=pk,
        url=reverse("activity", args=[pk, said.slug]),
        kind_label=str(kind.label),
        shape=kind.shape,
        title=said.title,
        place_label=said.place,
        commune=said.commune_beside,
        distance_words=_distance_words(said, place),
        operator_label=said.operator,
        note=said.timetable_note,
        phone=number.phone,
        phone_name=number.name,
        phone_note=number.note,
        example=said.example,
        in_commune=_in_commune(said, place),
    )
