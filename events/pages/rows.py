"""The bridge between rows and the domain: rules and sessions as plain values, occurrences as what templates show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.domain.rule_words import rhythm
from events.location import RELATED, Location, location_of, operator_words, phone_of
from events.models import Activity, Occurrence
from portal.words.french import day_name, day_of_month, hour_words, month_name, time_range_words
from portal.words.geo import bounding_box, distance_km, distance_words
from portal.words.zone import PARIS
from search.types import Circle

SHAPES = {"permanence": "circle", "series": "square", "workshop": "square"}
# What the badge of a row says already: « Permanence France services – Mairie de Lafox » is read « Mairie de Lafox ».
SAID_BY_BADGE = re.compile(r"^permanence(?: france services)?\s+[–—-]\s+(?=\S)", re.IGNORECASE)
# « Près de chez vous » looks this far ahead: a monthly permanence is found, a rare one does not hide a near date.
NEAR_HORIZON = timedelta(days=31)


@dataclass(frozen=True)
class DateRow:
    """One date in a list; the attributes are the contract of `components/date_row.html`."""

    pk: int
    activity_pk: int
    url: str
    ics_url: str
    kind: str
    kind_label: str
    shape: str
    title: str
    day_name: str
    day_number: str
    month_name: str
    iso_date: str
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
    example: bool
    dated: bool = False


def date_rows(occurrences: Iterable[Occurrence], now: datetime, place: Circle | None = None) -> list[DateRow]:
    """One row a date, in the order given; the number of queries does not depend on their number."""
    if isinstance(occurrences, QuerySet):
        occurrences = occurrences.select_related(*(f"activity__{name}" for name in RELATED)).defer("ical")
    found = list(occurrences)
    prefetch_related_objects(found, *(f"activity__{name}" for name in RELATED), "activity__rules")
    return [_date_row(occurrence, now, place) for occurrence in found]


def told_once(rows: Iterable[DateRow]) -> list[DateRow]:
    """The rows of one activity for its own page, which has said the rest: the day takes the place of the title."""
    return [
        replace(
            row,
            title=f"{row.day_name} {row.day_number} {row.month_name} {row.iso_date[:4]}".capitalize(),
            place_label="",
            commune="",
            operator_label="",
            price_label="",
            example=False,
        )
        for row in rows
    ]


def _date_row(occurrence: Occurrence, now: datetime, place: Circle | None) -> DateRow:
    activity = occurrence.activity
    where, title = location_of(activity), row_title(activity)
    start, end = occurrence.start.astimezone(PARIS), occurrence.end.astimezone(PARIS)
    cancelled = occurrence.status == Occurrence.Status.CANCELLED
    ongoing = not cancelled and occurrence.start <= now < occurrence.end
    over = occurrence.end <= now
    return DateRow(
        pk=occurrence.pk,
        activity_pk=activity.pk,
        url=occurrence.get_absolute_url(),
        ics_url="" if over or cancelled else reverse("ical-occurrence", args=[occurrence.pk]),
        kind=activity.kind,
        kind_label=str(activity.get_kind_display()),
        shape=SHAPES[activity.kind],
        title=title,
        day_name=day_name(start.date()),
        day_number=day_of_month(start.date()),
        month_name=month_name(start.date()),
        iso_date=start.date().isoformat(),
        hours=time_range_words(start.time(), end.time()),
        starts_iso=start.isoformat(),
        ends_iso=end.isoformat(),
        place_label=_new_words(where.label, title),
        commune=_new_words(where.commune, title),
        distance_words=_distance(where, place),
        operator_label=operator_words(activity),
        recurrence=_recurrence(occurrence),
        cancelled=cancelled,
        reason=occurrence.reason if cancelled else "",
        ongoing=ongoing,
        ongoing_sentence=_("En ce moment, jusqu’à %(hour)s") % {"hour": hour_words(end.time())} if ongoing else "",
        over=over,
        places_left=occurrence.places_left,
        places_sentence="" if over or cancelled else places_words(occurrence.places_left),
        price_label=price_words(activity),
        example=activity.is_example,
        note=_("Terminé") if over and not cancelled else occurrence.note,
    )


def places_words(left: int | None) -> str:
    """« Complet », « Il reste 3 places »; empty when places are not counted."""
    if left is None:
        return ""
    if left == 0:
        return _("Complet")
    return ngettext("Il reste %(left)d place", "Il reste %(left)d places", left) % {"left": left}


def price_words(activity: Activity) -> str:
    price = str(activity.get_price_display())
    return f"{price} : {activity.price_words}" if activity.price_words else price


def row_title(activity: Activity) -> str:
    """The title without what its badge says; the pages and feeds of the activity keep it whole."""
    if activity.kind == Activity.Kind.PERMANENCE:
        return re.sub(SAID_BY_BADGE, "", activity.title)
    return activity.title


def _new_words(words: str, said: str) -> str:
    """What the title has not said yet: « Mairie de Lafox » needs no « Mairie de Lafox », nor « Lafox », below.

    Whole words only: « Agenais » has not said « Agen ».
    """
    return "" if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said, re.IGNORECASE) else words


def _distance(where: Location, place: Circle | None) -> str:
    if place is None or where.latitude is None or where.longitude is None:
        return ""
    return distance_words(distance_km(place.lat, place.lon, where.latitude, where.longitude))


def _recurrence(occurrence: Occurrence) -> str:
    """The rhythm of the rule that gives this date, or its number in the series."""
    if occurrence.position and occurrence.total and occurrence.total > 1:
        return _("Séance %(position)d sur %(total)d") % {"position": occurrence.position, "total": occurrence.total}
    for rule in occurrence.activity.rules.all():
        spec = rule.spec
        if occurrence.slot.startswith(f"{spec.id}:"):
            return rhythm(spec)
    return ""


def undated_rows(activities: Iterable[Activity], place: Circle | None = None) -> list[UndatedRow]:
    """One row an activity, in the order given; no query when `RELATED` is loaded."""
    return [_undated_row(activity, place) for activity in activities]


def _undated_row(activity: Activity, place: Circle | None) -> UndatedRow:
    where, title = location_of(activity), row_title(activity)
    phone, name = phone_of(activity)
    return UndatedRow(
        pk=activity.pk,
        url=activity.get_absolute_url(),
        kind_label=str(activity.get_kind_display()),
        shape=SHAPES[activity.kind],
        title=title,
        place_label=_new_words(where.label, title),
        commune=_new_words(where.commune, title),
        distance_words=_distance(where, place),
        operator_label=operator_words(activity),
        note=activity.timetable_note,
        phone=phone,
        phone_name=name,
        example=activity.is_example,
    )


def rows_for_home(now: datetime, count: int, place: Circle | None = None) -> list[DateRow]:
    """The next permanences that take place."""
    found = (
        Occurrence.objects.public()
        .coming(now)
        .filter(kind=Activity.Kind.PERMANENCE, status=Occurrence.Status.CONFIRMED)
    )
    return date_rows(found[:count], now, place)


def coming_of_place(point_id: int, now: datetime, count: int, place: Circle | None = None) -> list[DateRow]:
    """The next dates held at this help point, or held elsewhere by it."""
    return date_rows(Occurrence.objects.public().coming(now).of_place(point_id)[:count], now, place)


def undated_of_place(point_id: int) -> list[UndatedRow]:
    return undated_rows(Activity.objects.published().undated().of_place(point_id).select_related(*RELATED))


def coming_near(place: Circle, now: datetime, count: int) -> list[DateRow]:
    """The next date of each of the nearest permanences within the radius, nearest first."""
    near = Occurrence.objects.public().coming(now).within(bounding_box(place.lat, place.lon, place.radius_km))
    rows = near.filter(
        kind=Activity.Kind.PERMANENCE, status=Occurrence.Status.CONFIRMED, start__lt=now + NEAR_HORIZON
    ).values_list("activity_id", "pk", "latitude", "longitude")
    nearest: dict[int, tuple[float, int]] = {}
    for activity_id, pk, latitude, longitude in rows:
        if latitude is not None and longitude is not None:
            distance = distance_km(place.lat, place.lon, latitude, longitude)
            if distance <= place.radius_km:
                nearest.setdefault(activity_id, (distance, pk))
    order = [pk for _distance, pk in sorted(nearest.values(), key=lambda item: item[0])][:count]
    shown = {row.pk: row for row in date_rows(Occurrence.objects.filter(pk__in=order), now, place)}
    return [shown[pk] for pk in order if pk in shown]
