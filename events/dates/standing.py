"""Whether a date that a person gives back, or moves, would take place: the plan of its activity is asked beforehand."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from events.calendars.event_text import activity_text
from events.dates.absences import absences_on
from events.dates.days_off import days_off
from events.dates.planning import Plan
from events.domain.horizon import FEED_AHEAD
from events.location import RELATED, location_of
from events.models import Activity, Occurrence
from portal.models import SiteSettings


def called_off_by(row: Occurrence, now: datetime) -> str:
    """Why the date, as `row` holds its hours and called off by nobody, would not take place; "" when it would.

    What is restored is excepted from the absences that cancel it: somebody stands in (`except_date`). Nine queries.
    """
    stored = Occurrence.objects.defer("ical").get(pk=row.pk)
    activity = Activity.objects.select_related(*RELATED).prefetch_related("rules", "sessions").get(pk=row.activity_id)
    today = location_of(activity).territory.today(now)
    points = [activity.point_id] if activity.point_id is not None else []
    off = days_off(today, today + FEED_AHEAD, points, SiteSettings.load().school_zone)
    if stored.status == Occurrence.Status.CANCELLED:
        excepted = {absence.pk for absence in absences_on(stored)}
        off = replace(off, absences=[absence for absence in off.absences if absence.pk not in excepted])
    given_back = copy(row)
    given_back.status, given_back.reason, given_back.cancelled_by_hand = Occurrence.Status.CONFIRMED, "", False
    given_back.hours_by_hand = row.hours_by_hand or (row.start, row.end) != (stored.start, stored.end)
    plan = Plan(activity, [given_back], off, now, activity_text(activity, ""))
    difference = plan.difference()
    for change in (*difference.cancel, *difference.remove):
        return plan.reason(replace(change.after, status="cancelled")) or _("aucune règle ne la donne plus")
    return ""
