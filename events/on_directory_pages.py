"""What the agenda shows on the directory's pages: next dates, calendars, and a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import CardExtra, Section, contributions
from directory.models import HelpPoint
from events.agenda.query import AgendaQuery
from events.calendars.links import calendar_panel
from events.domain.plain_date import PlainDate, by_place
from events.models import Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.pages.rows import date_rows, distance_from, undated_rows
from portal.words.french import day_words, time_range_words
from portal.words.zone import PARIS
from search.types import Circle, SpanFilter

GROUP, VALUE = "permanence", "semaine"
# Kinds of spans: a permanence or a workshop in a place, what it holds elsewhere.
SPAN, WORKSHOP, ELSEWHERE = "permanence", "date", "ailleurs"
PLACE_DATES = 6
NEAR_DATES = 3
# « Près de chez vous » looks this far ahead: a monthly permanence is found, a rare one does not hide a near date.
NEAR_AHEAD = timedelta(days=31)
# The filter speaks of this week, and the index is made anew each night.
SPANS_AHEAD = timedelta(days=15)
# A monthly workshop is found; what is further is read on the page of the place.
CARD_AHEAD = timedelta(days=62)


def contribute() -> None:
    contributions.place_sections += [place_dates, place_calendar]
    contributions.finder_sections.append(near_dates)
    contributions.card_extras.append(card_extras)
    contributions.span_facets.append(span_facets)
    contributions.place_spans.append(place_spans)


def place_dates(point: HelpPoint, now: datetime) -> Section | None:
    """The next dates, then the permanences whose dates are told in words."""
    rows = date_rows(_of_place(point, now)[: PLACE_DATES + 1].plain(), now)
    undated = undated_rows(Activity.objects.published().undated().of_places([point.pk]).announcements())
    if not rows and not undated:
        return None
    where = str(point.commune or point.commune_name)
    agenda = AgendaQuery(where=where).address() if len(rows) > PLACE_DATES else ""
    context = {"rows": rows[:PLACE_DATES], "undated": undated, "agenda_url": agenda}
    return Section("events-dates", "events/place_dates.html", context, order=20)


def place_calendar(point: HelpPoint, now: datetime) -> Section | None:
    if not _of_place(point, now).exists():
        return None
    text = _("Les dates de %(place)s arrivent dans votre agenda et se mettent à jour toutes seules.")
    panel = calendar_panel(reverse("ical-place", args=[point.pk]), text % {"place": point.name})
    return Section("events-calendar", "events/place_calendar.html", {"panel": panel}, order=20, side=True)


def _of_place(point: HelpPoint, now: datetime) -> OccurrenceQuerySet:
    return Occurrence.objects.public().coming(now).of_places([point.pk])


def near_dates(place: Circle, now: datetime) -> Section | None:
    """The next date of each of the nearest permanences, nearest first."""
    rows = date_rows(_nearest(place, now)[:NEAR_DATES], now, place)
    if not rows:
        return None
    agenda = AgendaQuery(where=place.label, radius=round(place.radius_km)).address()
    context = {"rows": rows, "place_label": place.label, "agenda_url": agenda}
    return Section("events-near", "events/near_dates.html", context, order=20)


def _nearest(place: Circle, now: datetime) -> list[PlainDate]:
    coming = Occurrence.objects.taking_place(now).starting_before(now + NEAR_AHEAD)
    next_ones: dict[int, PlainDate] = {}
    for row in coming.of_kinds([Activity.Kind.PERMANENCE]).near(place).plain():
        next_ones.setdefault(row.activity_pk, row)
    return sorted(next_ones.values(), key=lambda row: distance_from(place, row.announcement) or 0.0)


def card_extras(pks: Sequence[int], now: datetime) -> Mapping[int, CardExtra]:
    """« Permanence jeudi 26 novembre, 14 h à 17 h, Astaffort »; one query for all the places."""
    today = now.astimezone(PARIS).date()
    dates = Occurrence.objects.taking_place(now).starting_before(now + CARD_AHEAD).of_places(pks).plain()
    return {
        pk: CardExtra(_next_date(of_place[0], pk, today), reverse("occurrence", args=[of_place[0].pk]))
        for pk, of_place in by_place(dates, pks).items()
    }


def _next_date(row: PlainDate, point_id: int, today: date) -> str:
    start, end = row.start.astimezone(PARIS), row.end.astimezone(PARIS)
    kind = str(Activity.Kind(row.announcement.kind).label)
    if row.announcement.example:
        kind = _("%(kind)s (exemple)") % {"kind": kind}
    parts = [
        f"{kind} {day_words(start.date(), today)}",
        time_range_words(start.time(), end.time()),
    ]
    if row.point_id != point_id:
        parts.append(row.announcement.commune)
    return ", ".join(part for part in parts if part)


def span_facets(now: datetime) -> list[tuple[SpanFilter, str]]:
    """A permanence between now and Sunday night."""
    local = now.astimezone(PARIS)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()) + timedelta(days=7), time(0), PARIS)
    last_moment = monday - timedelta(seconds=1)
    return [(SpanFilter(GROUP, VALUE, (SPAN, ELSEWHERE), now, last_moment), _("Permanence cette semaine"))]


def place_spans(pks: Sequence[int], now: datetime) -> Mapping[int, list[tuple[str, datetime, datetime]]]:
    """What is held by or at these places in the days to come; one query."""
    dates = Occurrence.objects.taking_place(now).starting_before(now + SPANS_AHEAD).of_places(pks).plain()
    return {
        pk: [(_span_kind(row, pk), row.start, row.end) for row in rows] for pk, rows in by_place(dates, pks).items()
    }


def _span_kind(row: PlainDate, point_id: int) -> str:
    """A permanence that a place holds elsewhere is a reason to call it, not to come to it."""
    if row.point_id != point_id:
        return ELSEWHERE
    return SPAN if row.announcement.kind == Activity.Kind.PERMANENCE else WORKSHOP
