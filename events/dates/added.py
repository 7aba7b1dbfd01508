"""One more date given by hand to an activity that is public, whatever drafts of it wait."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import log
from wagtail.models import Revision

from events.dates.regeneration import TOPIC
from events.models import Activity, Session
from portal.models.changes import changes, mark
from portal.words.french import date_words, time_range_words

# In the history of its activity.
ADDED = "events.date_added"


def add_date(activity_pk: int, day: date, start_time: time, end_time: time, user: Any, now: datetime) -> Session:
    """The stored session; its date is made in the same transaction. Hours are those of the clock of its place.

    Wagtail's `publish` is of no use: it would publish what waits for its hour no more, and end a moderation. What is
    public gets a revision of its own, and each revision that somebody may still publish (a draft, one that waits for
    its hour) gets the same date: publishing it later keeps it, with its identity. Going back to an older version takes
    it away, as the form then shows.
    """
    with changes():
        activity = Activity.objects.select_for_update().get(pk=activity_pk)
        session = Session(activity=activity, day=day, start_time=start_time, end_time=end_time)
        session.full_clean()
        session.save()
        waiting = _waiting(activity)
        kind = ContentType.objects.get_for_model(Activity)
        stored: Activity = Activity.objects.get(pk=activity_pk)  # with its children, this one too
        content = stored.serializable_data()
        revision = Revision.objects.create(
            content_type=kind,
            base_content_type=kind,
            object_id=str(activity.pk),
            created_at=now,
            user=user,
            object_str=str(activity),
            content=content,
        )
        [added] = [said for said in content["sessions"] if said["pk"] == session.pk]
        for draft in waiting:
            draft.content["sessions"] = [*draft.content.get("sessions", ()), added]
            if draft.pk == activity.latest_revision_id:
                # It stays the newest: its publication then leaves nothing unpublished.
                draft.created_at = now + timedelta(microseconds=1)
            draft.save(update_fields=["content", "created_at"])
        newest = next((draft for draft in waiting if draft.pk == activity.latest_revision_id), revision)
        Activity.objects.filter(pk=activity.pk).update(live_revision=revision, latest_revision=newest)
        words = f"{date_words(day)}, {time_range_words(start_time, end_time)}"
        log(activity, ADDED, user=user, revision=revision, data={"words": words}, content_changed=True)
        mark(TOPIC, [activity.pk])
    return session


def _waiting(activity: Activity) -> list[Revision]:
    """Revisions that somebody may still publish."""
    revisions = Revision.objects.for_instance(activity)
    draft = activity.latest_revision_id if activity.has_unpublished_changes else None
    return list(revisions.filter(pk=draft) | revisions.filter(approved_go_live_at__isnull=False))
