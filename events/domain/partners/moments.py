"""A day, or an hour by some clock, as a partner's file writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from events.domain.partners.content import ZONE, WrittenZone
from events.domain.partners.zones import zone_named


@dataclass(frozen=True, slots=True)
class Moment:
    """`wall` is what the clock of `zone` shows; a day without hour is not `timed`."""

    wall: datetime
    zone: tzinfo
    timed: bool = True

    @property
    def day(self) -> date:
        return self.wall.date()

    @property
    def instant(self) -> datetime:
        """In UTC, the only reckoning in which a change of time adds nothing. The zone is attached last."""
        return self.wall.replace(tzinfo=self.zone).astimezone(UTC)

    def on(self, day: date) -> "Moment":
        """The same hour, another day."""
        return Moment(datetime.combine(day, self.wall.time()), self.zone, self.timed)

    def by(self, zone: tzinfo) -> "Moment":
        if not self.timed or zone == self.zone:
            return Moment(self.wall, zone, self.timed)
        return Moment(self.instant.astimezone(zone).replace(tzinfo=None), zone)


class Clock:
    """Reads moments. Without a zone they are of the calendar's (X-WR-TIMEZONE), else of the place; `guessed` counts
    names of zones that nobody knows, read as if they had none."""

    def __init__(self, written: Mapping[str, WrittenZone], calendar: str, place: ZoneInfo) -> None:
        self._written = written
        self._default = (zone_named(calendar, written) if calendar else None) or place
        self._known: dict[str, tzinfo | None] = {}
        self.guessed = 0

    def moment(self, value: Any, parameters: Mapping[str, Any] | None = None) -> Moment:
        """`value` is a property or a value of a list, whose parameters are then those of the list."""
        written = value.dt
        if isinstance(written, tuple):  # a period
            written = written[0]
        if not isinstance(written, datetime):
            return Moment(datetime.combine(written, time(0)), self._default, timed=False)
        if said := value.params.get(ZONE) or (parameters or {}).get(ZONE):
            return Moment(written.replace(tzinfo=None), self._named(str(said)))
        return Moment(written.replace(tzinfo=None), self._default if written.tzinfo is None else UTC)

    def _named(self, name: str) -> tzinfo:
        if name not in self._known:
            self._known[name] = zone_named(name, self._written)
            self.guessed += self._known[name] is None
        return self._known[name] or self._default


def until(value: date | datetime, start: Moment) -> date | datetime:
    """The end of a repetition, by the clock of its start."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return value
    return value.astimezone(start.zone).replace(tzinfo=None)
