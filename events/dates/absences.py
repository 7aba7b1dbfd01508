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


def given_back(absence: Absence, now: datetime) -> OccurrenceQuerySet:
    """The dates that it alone cancels: they take place again without it. Three queries."""
    rows = covered_dates(absence, now).filter(status=Occurrence.Status.CANCELLED, reason=absence.closed.label)
    meeting = Q(first_day__lte=absence.last_day, last_day__gte=absence.first_day)
    others = list(Absence.objects.filter(meeting).exclude(pk=absence.pk))

    def cancelled_besides(row: Occurrence) -> bool:
        return any(
            other.first_day <= row.local_date <= other.last_day
            and row.uid not in other.kept
            and other.covers(row.activity)
            for other in others
        )

    related = rows.select_related("activity__point", "activity__operator").defer("ical")
    alone = [row.pk for row in related if not cancelled_besides(row)]
    return Occurrence.objects.public().filter(pk__in=alone).coming(now)


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
