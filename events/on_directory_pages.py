"""What the agenda shows on the directory's pages: next dates, calendars, and a filter."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import Section, contributions
from directory.models import HelpPoint
from events.agenda.query import AgendaQuery
from events.calendars.links import calendar_panel
from events.in_place_documents import PERMANENCES, place_spans, place_taught
from events.models import Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.on_cards import card_extras
from events.pages.rows import date_rows, undated_rows
from portal.words.zone import PARIS
from search.types import SpanFilter

GROUP, VALUE = "permanence", "semaine"
PLACE_DATES = 6


def contribute() -> None:
    contributions.place_sections += [place_dates, place_calendar]
    contributions.card_extras.append(card_extras)
    contributions.span_facets.append(span_facets)
    contributions.place_spans.append(place_spans)
    contributions.place_taught.append(place_taught)


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


def span_facets(now: datetime) -> list[tuple[SpanFilter, str]]:
    """A permanence between now and Sunday night."""
    local = now.astimezone(PARIS)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()) + timedelta(days=7), time(0), PARIS)
    last_moment = monday - timedelta(seconds=1)
    return [(SpanFilter(GROUP, VALUE, (PERMANENCES,), now, last_moment), _("Permanence cette semaine"))]
