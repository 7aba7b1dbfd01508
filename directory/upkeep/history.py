"""The history of places that a program changes: a revision of what is public, drafts that wait brought up to date."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from directory.models import HelpPoint


def write_revisions(
    points: Iterable[HelpPoint], earlier: Mapping[int, Mapping[str, Any]], who: Any, now: datetime
) -> None:
    """Store a revision of each changed point, and set it as the live one; the caller saves the points.

    `earlier` is `serializable_data()` of each before its change, by key. In a draft or a scheduled revision, each field
    that still has its earlier value takes the new one: publishing it later gives back nothing old.
    """
    points = list(points)
    kind = ContentType.objects.get_for_model(HelpPoint)
    written = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(point.pk),
            created_at=now,
            user=who,
            object_str=str(point),
            content=point.serializable_data(),
        )
        for point in points
    )
    waiting = _waiting(points, kind)
    for point, revision in zip(points, written, strict=True):
        drafts = waiting.get(point.pk, [])
        for draft in drafts:
            _bring_up_to_date(draft, earlier[point.pk], revision.content)
        point.live_revision = revision
        if not any(draft.pk == point.latest_revision_id for draft in drafts):
            point.latest_revision = revision
    Revision.objects.bulk_update([draft for drafts in waiting.values() for draft in drafts], ["content"])


def _waiting(points: Iterable[HelpPoint], kind: ContentType) -> dict[int, list[Revision]]:
    """Revisions that somebody may still publish: a draft, or one that waits for its hour."""
    by_key = {str(point.pk): point for point in points}
    drafts = {point.latest_revision_id for point in by_key.values() if point.has_unpublished_changes}
    revisions = Revision.objects.filter(base_content_type=kind, object_id__in=by_key)
    found: dict[int, list[Revision]] = {}
    for revision in revisions.filter(pk__in=drafts - {None}) | revisions.filter(approved_go_live_at__isnull=False):
        found.setdefault(by_key[revision.object_id].pk, []).append(revision)
    return found


def _bring_up_to_date(draft: Revision, earlier: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    for name, value in now.items():
        if name in earlier and earlier[name] != value and draft.content.get(name) == earlier[name]:
            draft.content[name] = value
