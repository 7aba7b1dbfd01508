"""An activity made from another: same words, same rhythm, its own identity."""

from __future__ import annotations

from uuid import uuid4

from wagtail.snippets.views.snippets import CopyView

from events.models import Activity

_OWN = ("uuid", "live", "announcement", "first_published_at", "last_published_at", "latest_revision",
        "live_revision", "go_live_at", "expire_at", "expired", "locked", "locked_by", "locked_at",
        "has_unpublished_changes", "content_changed_at")  # fmt: skip


def copy_of(activity: Activity) -> Activity:
    """Not saved, not published; its rules and dates are others than those of the activity."""
    said = {name: value for name, value in activity.serializable_data().items() if name not in _OWN}
    copy: Activity = Activity.from_serializable_data({**said, "pk": None}, check_fks=False)
    for child in (*copy.rules.all(), *copy.sessions.all()):
        child.pk, child.uuid = None, uuid4()
    return copy


class ActivityCopyView(CopyView):
    def get_initial_form_instance(self) -> Activity:
        activity: Activity = self.get_object()
        return copy_of(activity.get_latest_revision_as_object())
