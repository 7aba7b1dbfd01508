"""The events that a calendar carries, in their order: stored ones as they are, the others made in memory."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Value

from events.calendars.event_text import activity_text, event_of
from events.domain import ical
from events.domain.ical import EventData
from events.domain.occurrence import content_hash
from events.location import RELATED
from events.models import Activity
from events.models.farewell import FarewellQuerySet
from events.models.occurrence import OccurrenceQuerySet


class Carried(NamedTuple):
    """`uid`, `sequence` and `content_hash` determine the bytes of the event. `ical` holds them when they were asked;
    `fresh` says that they are stored as the present writer makes them, `gone` that they bid farewell."""

    uid: str
    sequence: int
    content_hash: str
    start: datetime
    zone: str
    fresh: bool
    gone: int
    ical: bytes | None = None

    @property
    def hash(self) -> str:
        return f"{self.uid} {self.sequence} {self.content_hash}"


def carried(dates: OccurrenceQuerySet, farewells: FarewellQuerySet, root: str, *, whole: bool) -> list[Carried]:
    """By start, then UID; of one UID, the date itself comes before any farewell, the newest farewell before others.
    `root` is the public address of the site; `whole` asks for the bytes too.

    One query; two more when events are to be made, those that a new version of the writer would write otherwise.
    """
    columns = (*Carried._fields[:-1], *(["ical"] if whole else []))
    dates = dates.order_by().with_fresh(ical.WRITER_VERSION)
    told = farewells.order_by().annotate(fresh=Value(True), gone=Value(1)).values_list(*columns)
    rows = dates.annotate(gone=Value(0)).values_list(*columns).union(told, all=True)
    found = [Carried(*row) for row in rows]
    if not all(row.fresh for row in found):
        made = dict(_made(dates.filter(fresh=False), root))
        found = [
            row if row.fresh else _remade(row, made[row.uid], whole) for row in found if row.fresh or row.uid in made
        ]
    found.sort(key=lambda row: (row.uid, row.gone, -row.sequence))
    first = {row.uid: row for row in reversed(found)}
    return sorted(first.values(), key=lambda row: (row.start, row.uid))


def _remade(row: Carried, event: EventData, whole: bool) -> Carried:
    # What is stored of its content may have been said otherwise by another writer.
    return row._replace(content_hash=content_hash(event), ical=ical.fragment(event) if whole else None)


def _made(dates: OccurrenceQuerySet, root: str) -> dict[str, EventData]:
    """The event of each date by its UID, from what is stored of it and what its activity says. Two queries."""
    rows = list(dates.defer("ical"))
    activities = Activity.objects.select_related(*RELATED).in_bulk({row.activity_id for row in rows})
    texts = {pk: activity_text(activity, root) for pk, activity in activities.items()}
    return {row.uid: event_of(row, texts[row.activity_id]) for row in rows if row.activity_id in texts}
