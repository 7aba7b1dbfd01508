"""One date as plain values: what a page, a block or another program is given, to tell it in its own words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from events.domain.announcement import Announcement
from portal.words.french import time_range_words
from portal.words.zone import PARIS


class PlainDate(NamedTuple):
    """A stored date, and what its activity says. `start` and `end` are aware, by the clock of its place: `zone`.

    `point_id` and `operator_id` name the help points that host and hold it; `position` of `total` numbers a session of
    a series; `slot` is its identity within the activity (`Slot.key`). `moved_from` is the start announced before it
    moved, `room` where it takes place when not at the usual place.
    """

    pk: int
    activity_pk: int
    start: datetime
    end: datetime
    status: str
    reason: str
    note: str
    places_left: int | None
    position: int | None
    total: int | None
    slot: str
    point_id: int | None
    operator_id: int | None
    insee: str
    zone: str
    moved_from: datetime | None
    room: str
    announcement: Announcement

    @property
    def cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def hours(self) -> str:
        """« 9 h à 12 h »; « 9 h à 12 h (heure locale) » where the clock is not that of the network."""
        words = time_range_words(self.start.time(), self.end.time())
        return words if self.zone == PARIS.key else f"{words} (heure locale)"

    def today(self, now: datetime) -> date:
        """The day that it is there at `now` (aware)."""
        return now.astimezone(self.clock).date()

    def by_its_clock(self) -> "PlainDate":
        """As read from the database, where instants have no clock of their own."""
        clock = self.clock
        moved_from = self.moved_from and self.moved_from.astimezone(clock)
        return self._replace(start=self.start.astimezone(clock), end=self.end.astimezone(clock), moved_from=moved_from)


def by_host(dates: Iterable[PlainDate]) -> dict[int, list[PlainDate]]:
    """The dates held at each help point, in the order given."""
    found: dict[int, list[PlainDate]] = {}
    for one in dates:
        if one.point_id is not None:
            found.setdefault(one.point_id, []).append(one)
    return found


def by_place(dates: Iterable[PlainDate], point_ids: Iterable[int]) -> dict[int, list[PlainDate]]:
    """The dates held at each of these help points, or held elsewhere by it, in the order given."""
    wanted = frozenset(point_ids)
    found: dict[int, list[PlainDate]] = {}
    for one in dates:
        for pk in {one.point_id, one.operator_id} & wanted:
            if pk is not None:
                found.setdefault(pk, []).append(one)
    return found
