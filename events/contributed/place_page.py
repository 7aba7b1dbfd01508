"""What the agenda shows on the page of a place: what is done there or held elsewhere by it, and its calendar."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import Section, contributions
from directory.models import HelpPoint
from events.agenda.query import AgendaQuery
from events.calendars.links import calendar_panel
from events.domain.filters import HOST
from events.models import Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.pages.groups import Here, activity_groups

# Three of them stand open, about a quarter of a weekly permanence in all.
DATES_OF_EACH = 12
# Activities that stand open: a place that holds more is read to its end by nobody.
OPEN = 6


def contribute() -> None:
    contributions.place_sections += [place_dates, place_calendar]


def place_dates(point: HelpPoint, now: datetime) -> Section | None:
    """Activity by activity: a place that holds ten permanences says once the rhythm of each. Two queries."""
    said = Activity.objects.published().of_places([point.pk]).order_by("title", "pk").announcements()
    dates = _of_place(point, now).first_of_each(DATES_OF_EACH).plain() if said else []
    here = Here(point.name, point.commune_name, point.phone)
    groups = activity_groups(said, dates, here, now)
    if not groups:
        return None
    hosted = any(date.point_id == point.pk for date in dates)
    context = {
        "groups": groups[:OPEN],
        "others": groups[OPEN:],
        "agenda_url": AgendaQuery({HOST: frozenset({str(point.pk)})}).address() if hosted else "",
    }
    return Section("events-dates", "events/place_dates.html", context, order=20)


def place_calendar(point: HelpPoint, now: datetime) -> Section | None:
    if not _of_place(point, now).exists():
        return None
    text = _("Les dates de %(place)s arrivent dans votre agenda et se mettent à jour toutes seules.")
    panel = calendar_panel(reverse("ical-place", args=[point.pk]), text % {"place": point.name})
    context = {"panel": panel, "poster_url": reverse("place-poster", args=[point.pk])}
    return Section("events-calendar", "events/place_calendar.html", context, order=20, side=True)


def _of_place(point: HelpPoint, now: datetime) -> OccurrenceQuerySet:
    return Occurrence.objects.public().coming(now).of_places([point.pk])
