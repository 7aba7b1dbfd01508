"""The dates that an absence covers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from events.models import Absence, Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet


def covered_dates(absence: Absence, now: datetime) -> OccurrenceQuerySet:
    """Those to come that it cancels or would cancel, or that are excepted from it, soonest first; not those that a
    person called off one by one."""
    days = Q(local_date__range=(absence.first_day, absence.last_day), cancelled_by_hand=False)
    theirs = Q(activity__in=absence.activities().values("pk"))
    return Occurrence.objects.public().coming(now).filter(days, theirs, start__gte=now)


def absences_on(row: Occurrence) -> list[Absence]:
    """Those that cancel this date."""
    day = Absence.objects.filter(first_day__lte=row.local_date, last_day__gte=row.local_date)
    activity = Activity.objects.select_related("point", "operator").get(pk=row.activity_id)
    return [absence for absence in day if absence.covers(activity) and row.uid not in absence.kept]


def except_date(row: Occurrence) -> None:
    """It takes place all the same: somebody stands in."""
    for absence in absences_on(row):
        absence.kept = [*absence.kept, row.uid]
        absence.save(update_fields=["kept"])
