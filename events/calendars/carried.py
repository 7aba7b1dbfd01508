"""The events that a calendar carries, in their order: stored ones as they are, the others made in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import starmap
from operator import itemgetter
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

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
    starts: str
    zone: str
    fresh: bool
    gone: int
    ical: bytes | None = None  # at the end, since it may not be asked

    @property
    def start(self) -> datetime:
        read = datetime.fromisoformat(self.starts)
        return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


# As the database writes it, in UTC: most of a 304 went into making moments of thousands of texts.
_STARTS = Cast("start", CharField())


def carried(dates: OccurrenceQuerySet, farewells: FarewellQuerySet, root: str, *, whole: bool) -> list[Carried]:
    """By start, then UID; of one UID, the date itself comes before any farewell, the newest farewell before others.
    `root` is the public address of the site; `whole` asks for the bytes too.

    One query; two more when events are to be made, those that a new version of the writer would write otherwise.
    """
    columns = (*Carried._fields[:-1], *(["ical"] if whole else []))
    dates = dates.order_by().with_fresh(ical.WRITER_VERSION).annotate(starts=_STARTS)
    told = farewells.order_by().annotate(starts=_STARTS, fresh=Value(True), gone=Value(1)).values_list(*columns)
    found = _rows(dates.annotate(gone=Value(0)).values_list(*columns).union(told, all=True))
    if not all(row.fresh for row in found):
        made = _made(dates.filter(fresh=False), root)
        # One withdrawn since the first query is in neither.
        found = [
            row if row.fresh else _remade(row, made[row.uid], whole) for row in found if row.fresh or row.uid in made
        ]
    if any(row.gone for row in found):
        found.sort(key=lambda row: (row.uid, row.gone, -row.sequence))
        found = list({row.uid: row for row in reversed(found)}.values())
    return sorted(found, key=_IN_ORDER)


_IN_ORDER = itemgetter(Carried._fields.index("starts"), Carried._fields.index("uid"))


def _rows(values: QuerySet[Any, Any]) -> list[Carried]:
    """As the driver gives them: Django would look for a converter of each value, which none of these needs."""
    try:
        sql, parameters = values.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[values.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(starmap(Carried, cursor.fetchall()))


def _remade(row: Carried, event: EventData, whole: bool) -> Carried:
    # What is stored of its content may have been said otherwise by another writer.
    return row._replace(content_hash=content_hash(event), ical=ical.fragment(event) if whole else None)


def _made(dates: OccurrenceQuerySet, root: str) -> dict[str, EventData]:
    """The event of each date by its UID, from what is stored of it and what its activity says. Two queries."""
    rows = list(dates.defer("ical"))
    activities = Activity.objects.select_related(*RELATED).in_bulk({row.activity_id for row in rows})
    texts = {pk: activity_text(activity, root) for pk, activity in activities.items()}
    return {row.uid: event_of(row, texts[row.activity_id]) for row in rows if row.activity_id in texts}
