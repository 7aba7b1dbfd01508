"""One date changed by a person: called off, moved, annotated, restored. What they did not touch follows the rule."""

from __future__ import annotations

from directory.addresses import PLACE
from events.dates.absences import except_date
from events.dates.marking import mark_activities
from events.dates.regeneration import TOPIC
from events.models import Occurrence
from portal.models.changes import changes, mark
from search.api import mark_stale

_EDITED = (
    "start", "end", "local_date", "status", "reason", "note", "places_left", "moved_from", "room",
    "hours_by_hand", "cancelled_by_hand", "places_by_hand",
)  # fmt: skip


def apply_hand_edit(row: Occurrence, *, follow_rule: bool = False) -> None:
    """Store what was edited of `row`; the regeneration of its activity, in the same transaction, does the rest.

    Its UID stays; SEQUENCE goes up by one when subscribers see a difference. `follow_rule` takes back the hour of the
    rule, whatever was typed.
    """
    with changes():
        stored = Occurrence.objects.defer("ical").get(pk=row.pk)
        if follow_rule:
            row.hours_by_hand, row.start, row.end = False, stored.start, stored.end
        elif (row.start, row.end) != (stored.start, stored.end):
            row.hours_by_hand = True
            row.moved_from = stored.moved_from or stored.start
        if row.status != stored.status:
            row.cancelled_by_hand = row.status == Occurrence.Status.CANCELLED
        if row.places_left != stored.places_left:
            row.places_by_hand = row.places_left is not None
        if row.status == Occurrence.Status.CONFIRMED:
            row.reason = ""
            if stored.status == Occurrence.Status.CANCELLED:
                except_date(stored)
        row.local_date = row.start.astimezone(row.clock).date()
        row.save(update_fields=_EDITED)
        mark(TOPIC, [row.activity_id])
        mark_activities([row.activity_id])
        mark_stale(PLACE, {pk for pk in (row.point_id_copy, row.operator_id_copy) if pk is not None})
