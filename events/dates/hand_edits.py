"""One date changed by a person: cancelled, moved, annotated, restored. It then stays as that person left it."""

from __future__ import annotations

from datetime import datetime

from directory.addresses import PLACE
from events.calendars.event_text import activity_text, root_url
from events.dates.marking import mark_activities
from events.dates.regeneration import TOPIC
from events.domain.ical import EventData, fragment
from events.domain.occurrence import content_hash
from events.models import Occurrence
from portal.models.changes import changes, mark
from search.api import mark_stale


def apply_hand_edit(row: Occurrence, now: datetime) -> None:
    """Store the edited `row`. Its UID stays; SEQUENCE goes up by one when subscribers see a difference.

    A row that is no longer « changée à la main » follows its rule again; what else was edited is left out.
    """
    with changes():
        stored = Occurrence.objects.defer("ical").get(pk=row.pk)
        if stored.pinned and not row.pinned:
            Occurrence.objects.filter(pk=row.pk).update(pinned=False)
            mark(TOPIC, [row.activity_id])
            return
        row.pinned = True
        row.local_date = row.start.astimezone(row.clock).date()
        if row.status == Occurrence.Status.CONFIRMED:
            row.reason = ""
        row.content_hash = content_hash(_event(row))
        if row.content_hash != stored.content_hash:
            row.sequence = stored.sequence + 1
            row.changed_at = now
            row.ical = fragment(_event(row))
        row.save()
        mark_activities([row.activity_id])
        mark_stale(PLACE, {pk for pk in (row.point_id_copy, row.operator_id_copy) if pk is not None})


def _event(row: Occurrence) -> EventData:
    return activity_text(row.activity, root_url()).event(
        uid=row.uid,
        sequence=row.sequence,
        changed_at=row.changed_at,
        created_at=row.created_at,
        start=row.start,
        end=row.end,
        zone=row.clock,
        cancelled=row.status == Occurrence.Status.CANCELLED,
        reason=row.reason,
        note=row.note,
        position=row.position,
        total=row.total,
    )
