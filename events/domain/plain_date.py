"""One date as plain values: what a page, a block or another program is given, to tell it in its own words."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from events.domain.announcement import Announcement


class PlainDate(NamedTuple):
    """A stored date, and what its activity says. `start` and `end` are aware.

    `point_id` and `operator_id` name the help points that host and hold it; `position` of `total` numbers a session of
    a series; `slot` is its identity within the activity (`Slot.key`).
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
    announcement: Announcement

    @property
    def cancelled(self) -> bool:
        return self.status == "cancelled"


def by_host(dates: Iterable[PlainDate]) -> dict[int, list[PlainDate]]:
    """The dates held at each help point, in the order given."""
    found: dict[int, list[PlainDate]] = {}
    for date in dates:
        if date.point_id is not None:
            found.setdefault(date.point_id, []).append(date)
    return found


def by_place(dates: Iterable[PlainDate], point_ids: Iterable[int]) -> dict[int, list[PlainDate]]:
    """The dates held at each of these help points, or held elsewhere by it, in the order given."""
    wanted = frozenset(point_ids)
    found: dict[int, list[PlainDate]] = {}
    for date in dates:
        for pk in {date.point_id, date.operator_id} & wanted:
            if pk is not None:
                found.setdefault(pk, []).append(date)
    return found
