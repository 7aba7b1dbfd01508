"""What the days are where hours are told: the clock of the town, its public holidays, its school holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from directory.domain.holidays import public_holidays
from directory.domain.hours.territories import MAINLAND, Territory

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ClosedDays:
    """Days when the whole place is closed, first and last included. `label` is the reason, in French."""

    first: date
    last: date
    label: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class ChangedHours(ClosedDays):
    """Days when the hours are others: those of `opening_hours` (OSM)."""

    opening_hours: str


@dataclass(frozen=True)
class Regime:
    """What a day is, for the rules that name holidays."""

    public: bool = False
    school: bool = False


ORDINARY = Regime()


@dataclass(frozen=True)
class Days:
    """`school` are the school holidays, for the texts that name them (`SH`); `changed` the days of other hours."""

    territory: Territory = MAINLAND
    school: tuple[ClosedDays, ...] = ()
    changed: tuple[ChangedHours, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return self.territory.zone

    def regime(self, day: date) -> Regime:
        public = day in public_holidays(day.year, self.territory.subdivision)
        return Regime(public, self.school_holiday(day) is not None)

    def school_holiday(self, day: date) -> ClosedDays | None:
        return next((period for period in self.school if period.covers(day)), None)

    def changed_on(self, day: date) -> ChangedHours | None:
        return next((period for period in self.changed if period.covers(day)), None)

    def pieces(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, ChangedHours | None]]:
        """[start, end) (naive local) cut where other hours begin or end, in order."""
        midnights = {datetime.combine(day, time.min) for one in self.changed for day in (one.first, one.last + _DAY)}
        marks = [start, *sorted(mark for mark in midnights if start < mark < end), end]
        yield from ((first, last, self.changed_on(first.date())) for first, last in pairwise(marks))

    def runs(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, Regime]]:
        """[start, end) (naive local) cut where the regime changes, lazily, in order."""
        while start < end:
            regime = self.regime(start.date())
            day = start.date() + _DAY
            while day <= end.date() and self.regime(day) == regime:
                day += _DAY
            last = min(end, datetime.combine(day, time.min))
            yield start, last, regime
            start = last


MAINLAND_DAYS = Days()
