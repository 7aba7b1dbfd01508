"""One date changed by a person: called off, moved, annotated, restored. What they did not touch follows the rule."""

from __future__ import annotations

from uuid import uuid4

from wagtail.log_actions import get_active_log_context, log

from directory.addresses import PLACE
from events.dates.absences import except_date
from events.dates.marking import mark_activities
from events.dates.regeneration import TOPIC
from events.domain.date_changes import change_words, plain
from events.models import Occurrence
from portal.models.changes import changes, mark
from search.api import mark_stale

# In the history of a date, and of its activity: who changed what.
CHANGED = "events.date_changed"
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
        _note(stored, row, follow_rule)
        row.local_date = row.start.astimezone(row.clock).date()
        row.save(update_fields=_EDITED)
        mark(TOPIC, [row.activity_id])
        mark_activities([row.activity_id])
        mark_stale(PLACE, {pk for pk in (row.point_id_copy, row.operator_id_copy) if pk is not None})


def _note(stored: Occurrence, row: Occurrence, follows_rule: bool) -> None:
    """In Wagtail's journal, by whoever is signed in: a date has no revisions."""
    before, after = plain(stored), plain(row)
    words = change_words(stored.local_date, before, after, stored.clock, follows_rule)
    # Wagtail's history shows one entry of each request that has an identity, and none of those without.
    uuid = get_active_log_context().uuid or uuid4()
    log(row, CHANGED, uuid=uuid, data={"before": before, "after": after, "words": words}, content_changed=True)
