"""What the agenda shows on the directory's pages: next dates, calendars, and a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import CardExtra, Section, contributions
from directory.models import HelpPoint
from events.agenda.query import AgendaQuery
from events.calendars.links import calendar_panel
from events.location import location_of
from events.models import Activity, Occurrence
from events.pages.rows import coming_near, coming_of_place, undated_of_place
from portal.words.french import day_words, time_range_words
from portal.words.zone import PARIS
from search.types import Circle, SpanFilter

GROUP, VALUE, SPAN = "permanence", "semaine", "permanence"
PLACE_DATES = 6
NEAR_DATES = 3
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
    rows = coming_of_place(point.pk, now, PLACE_DATES + 1)
    undated = undated_of_place(point.pk)
    if not rows and not undated:
        return None
    where = str(point.commune or point.commune_name)
    agenda = AgendaQuery(where=where).address() if len(rows) > PLACE_DATES else ""
    context = {"rows": rows[:PLACE_DATES], "undated": undated, "agenda_url": agenda}
    return Section("events-dates", "events/place_dates.html", context, order=20)


def place_calendar(point: HelpPoint, now: datetime) -> Section | None:
    if not Occurrence.objects.public().coming(now).of_place(point.pk).exists():
        return None
    text = _("Les dates de %(place)s arrivent dans votre agenda et se mettent à jour toutes seules.")
    panel = calendar_panel(reverse("ical-place", args=[point.pk]), text % {"place": point.name})
    return Section("events-calendar", "events/place_calendar.html", {"panel": panel}, order=20, side=True)


def near_dates(place: Circle, now: datetime) -> Section | None:
    rows = coming_near(place, now, NEAR_DATES)
    if not rows:
        return None
    agenda = AgendaQuery(where=place.label, radius=round(place.radius_km)).address()
    context = {"rows": rows, "place_label": place.label, "agenda_url": agenda}
    return Section("events-near", "events/near_dates.html", context, order=20)


def card_extras(pks: Sequence[int], now: datetime) -> Mapping[int, CardExtra]:
    """« Permanence jeudi 26 novembre, 14 h à 17 h, Astaffort »; one query for all the places."""
    today = now.astimezone(PARIS).date()
    wanted = set(pks)
    extras: dict[int, CardExtra] = {}
    rows = _of_places(pks, now, CARD_AHEAD).select_related("activity__commune", "activity__point").defer("ical")
    for row in rows:
        for pk in {row.point_id_copy, row.operator_id_copy} & wanted:
            if pk is not None and pk not in extras:
                extras[pk] = CardExtra(_next_date(row, pk, today), row.get_absolute_url())
    return extras


def _next_date(row: Occurrence, point_id: int, today: date) -> str:
    start, end = row.start.astimezone(PARIS), row.end.astimezone(PARIS)
    kind = row.activity.get_kind_display()
    if row.activity.is_example:
        kind = _("%(kind)s (exemple)") % {"kind": kind}
    parts = [
        f"{kind} {day_words(start.date(), today)}",
        time_range_words(start.time(), end.time()),
    ]
    if row.point_id_copy != point_id:
        parts.append(location_of(row.activity).commune)
    return ", ".join(part for part in parts if part)


def span_facets(now: datetime) -> list[tuple[SpanFilter, str]]:
    """A permanence between now and Sunday night."""
    local = now.astimezone(PARIS)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()) + timedelta(days=7), time(0), PARIS)
    last_moment = monday - timedelta(seconds=1)
    return [(SpanFilter(GROUP, VALUE, SPAN, now, last_moment), _("Permanence cette semaine"))]


def place_spans(pks: Sequence[int], now: datetime) -> Mapping[int, list[tuple[str, datetime, datetime]]]:
    """The permanences held by or at these places in the days to come; one query."""
    wanted = set(pks)
    found: dict[int, list[tuple[str, datetime, datetime]]] = {}
    rows = _of_places(pks, now, SPANS_AHEAD).filter(kind=Activity.Kind.PERMANENCE)
    for point, operator, start, end in rows.values_list("point_id_copy", "operator_id_copy", "start", "end"):
        for pk in {point, operator} & wanted:
            if pk is not None:
                found.setdefault(pk, []).append((SPAN, start, end))
    return found


def _of_places(pks: Sequence[int], now: datetime, ahead: timedelta) -> QuerySet[Occurrence]:
    here = Q(point_id_copy__in=pks) | Q(operator_id_copy__in=pks)
    return Occurrence.objects.taking_place(now).filter(here, start__lt=now + ahead)
