"""Days on which dates do not take place, read from the directory's closures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from directory.domain.holidays import public_holidays
from directory.domain.hours.territories import Territory
from directory.models import Closure, HelpPoint
from events.domain.recurrence import Closed
from events.models import Absence, Activity


@dataclass(frozen=True)
class DaysOff:
    """`years` are those looked at, `public` names the public holidays of the calendar, `school` holds the holidays of
    the zone, `local` the closures by place, `absences` those of holders, communes, the network."""

    years: range
    public: Mapping[date, str]
    school: Sequence[Closed]
    local: Mapping[int, Sequence[Closed]]
    absences: Sequence[Absence]

    def of_activity(self, activity: Activity) -> list[Closed]:
        away = (absence.closed for absence in self.absences if absence.covers(activity))
        return [*self.local.get(activity.point_id or 0, ()), *away, *self.school]

    def public_in(self, territory: Territory) -> Mapping[date, str]:
        """The name of each public holiday there, as the calendar says it if it does.

        Legal holidays count even when nobody entered them: a date on Christmas day would send people to a closed door.
        """
        legal = (public_holidays(year, territory.subdivision) for year in self.years)
        return {**{day: name for year in legal for day, name in year.items()}, **self.public}


def days_off(first: date, last: date, point_ids: Collection[int], school_zone: str) -> DaysOff:
    """What is closed between two days, both included; three queries."""
    public: dict[date, str] = {}
    school: list[Closed] = []
    local: dict[int, list[Closed]] = defaultdict(list)
    wanted = (
        Q(kind=Closure.Kind.PUBLIC)
        | Q(kind=Closure.Kind.SCHOOL, zone=school_zone)
        | Q(kind=Closure.Kind.LOCAL, point_id__in=point_ids)
    )
    for row in Closure.objects.filter(wanted, last_day__gte=first, first_day__lte=last):
        if row.kind == Closure.Kind.PUBLIC:
            for offset in range((row.last_day - row.first_day).days + 1):
                public[row.first_day + timedelta(days=offset)] = row.label
        elif row.kind == Closure.Kind.SCHOOL:
            school.append(Closed(row.first_day, row.last_day, "school", row.label))
        elif row.point_id is not None:
            local[row.point_id].append(Closed(row.first_day, row.last_day, "local", row.label))
    # One that was never published is being prepared: nobody was told of it.
    withdrawn = Q(status=HelpPoint.Status.CLOSED) | Q(live=False, first_published_at__isnull=False)
    for pk in HelpPoint.objects.filter(withdrawn, pk__in=point_ids).values_list("pk", flat=True):
        local[pk].append(Closed(first, last, "gone", "ce lieu ne reçoit plus"))
    absences = Absence.objects.filter(last_day__gte=first, first_day__lte=last)
    return DaysOff(range(first.year, last.year + 1), public, school, local, list(absences))
