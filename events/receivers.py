"""What follows a change: the dates of the activities it touches, and the addresses that are no longer answered."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Revision, Site
from wagtail.signals import published, unpublished

from directory.addresses import PLACE
from directory.models import HelpPoint, Organisation
from directory.signals import closure_changed, place_merged, places_changed
from events.addresses import ACTIVITY, OCCURRENCE
from events.dates.farewells import withdraw
from events.dates.marking import mark_activities
from events.dates.regeneration import TOPIC
from events.models import Absence, Activity, Occurrence
from portal.ground.permanent_addresses import retire, was_public
from portal.models import Commune
from portal.models.changes import changes, mark
from search.api import mark_stale


def connect() -> None:
    """Never `post_save` of an activity: it comes before its rules and sessions are written."""
    for signal, name in ((published, "published"), (unpublished, "unpublished")):
        signal.connect(activity_changed, sender=Activity, dispatch_uid=f"events-activity-{name}")
        signal.connect(place_changed, sender=HelpPoint, dispatch_uid=f"events-place-{name}")
    unpublished.connect(activity_withdrawn, sender=Activity, dispatch_uid="events-activity-withdrawn")
    pre_delete.connect(activity_leaves, sender=Activity, dispatch_uid="events-activity-leaves")
    post_delete.connect(activity_deleted, sender=Activity, dispatch_uid="events-activity-deleted")
    pre_delete.connect(place_leaves, sender=HelpPoint, dispatch_uid="events-place-leaves")
    pre_delete.connect(organisation_leaves, sender=Organisation, dispatch_uid="events-organisation-leaves")
    for model, name in ((HelpPoint, "place"), (Organisation, "organisation")):
        post_delete.connect(left, sender=model, dispatch_uid=f"events-{name}-deleted")
    post_save.connect(organisation_saved, sender=Organisation, dispatch_uid="events-organisation-saved")
    post_save.connect(commune_saved, sender=Commune, dispatch_uid="events-commune-saved")
    post_save.connect(site_saved, sender=Site, dispatch_uid="events-site-saved")
    pre_save.connect(absence_changing, sender=Absence, dispatch_uid="events-absence-changing")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(absence_changed, sender=Absence, dispatch_uid=f"events-absence-{name}")
    closure_changed.connect(closures_changed, dispatch_uid="events-closures")
    place_merged.connect(places_merged, dispatch_uid="events-places-merged")
    places_changed.connect(places_updated, dispatch_uid="events-places-changed")


def activity_changed(instance: Activity, **_: Any) -> None:
    with changes():
        # Its page changed, even when no date did.
        Activity.objects.filter(pk=instance.pk).update(content_changed_at=timezone.now())
        mark(TOPIC, [instance.pk])


def place_changed(instance: HelpPoint, **_: Any) -> None:
    """Its name, address, position and telephone are seen in the dates it hosts or holds."""
    mark(TOPIC, _pks(Activity.objects.of_places([instance.pk])))


def places_updated(points: frozenset[int], **_: Any) -> None:
    """A file of the standard was loaded over places that were there."""
    mark(TOPIC, _pks(Activity.objects.of_places(points)))


def site_saved(instance: Site, **_: Any) -> None:
    """Dates say the address of their page in calendars. Their UIDs do not change: nobody sees them twice."""
    if instance.is_default_site:
        mark(TOPIC, _pks(Activity.objects.published()))


def activity_withdrawn(instance: Activity, **_: Any) -> None:
    """Who follows its dates elsewhere than on its own calendar is told."""
    with changes():
        withdraw(instance, timezone.now(), gettext("Elle n’est plus proposée."))


def activity_leaves(instance: Activity, **_: Any) -> None:
    """Kept until it is gone: its dates go with it."""
    if instance.live:
        activity_withdrawn(instance)
    dates = Occurrence.objects.filter(activity=instance).order_by()
    pairs = dates.values_list("point_id_copy", "operator_id_copy").distinct()
    instance._leaving = (list(dates.values_list("pk", flat=True)), {pk for pair in pairs for pk in pair if pk})


def activity_deleted(instance: Activity, **_: Any) -> None:
    occurrences, places = instance._leaving
    with changes():
        if was_public(instance):
            retire(ACTIVITY, [instance.pk])
            retire(OCCURRENCE, occurrences)
        mark_activities([instance.pk])
        mark_stale(PLACE, places)


def place_leaves(instance: HelpPoint, **_: Any) -> None:
    instance._leaving = _pks(Activity.objects.of_places([instance.pk]))


def organisation_leaves(instance: Any, **_: Any) -> None:
    instance._leaving = _pks(Activity.objects.filter(organisation=instance))


def left(instance: Any, **_: Any) -> None:
    """The activities that named it no longer do."""
    mark(TOPIC, instance._leaving)


def organisation_saved(instance: Organisation, created: bool, **_: Any) -> None:
    """Dates say « avec » its name when no help point holds them, and its telephone."""
    if not created:
        mark(TOPIC, _pks(Activity.objects.filter(organisation=instance)))


def commune_saved(instance: Commune, created: bool, **_: Any) -> None:
    """Its name, postal code and position are those of the dates held in a room."""
    if not created:
        mark(TOPIC, _pks(Activity.objects.filter(commune=instance)))


def closures_changed(points: frozenset[int] | None, **_: Any) -> None:
    """`points` is None when a public or school holiday changed: every rule may be touched."""
    live = Activity.objects.published()
    mark(TOPIC, _pks(live.filter(rules__isnull=False).distinct() if points is None else live.filter(point__in=points)))


def absence_changing(instance: Absence, **_: Any) -> None:
    """Kept until it is saved: whose dates it cancelled before."""
    before = Absence.objects.filter(pk=instance.pk).first()
    instance._before = set(_pks(before.activities())) if before is not None else set()  # type: ignore[attr-defined]


def absence_changed(instance: Absence, **_: Any) -> None:
    mark(TOPIC, {*_pks(instance.activities().published()), *getattr(instance, "_before", ())})


def places_merged(kept: int, dropped: int, **_: Any) -> None:
    """The dates of the record that disappears are those of the one that stays."""
    with changes():
        touched = _pks(Activity.objects.of_places([dropped]))
        Activity.objects.filter(point=dropped).update(point=kept)
        Activity.objects.filter(operator=dropped).update(operator=kept)
        Absence.objects.filter(holder=dropped).update(holder=kept)
        # A draft that named it would be published without any place.
        drafts = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Activity))
        for role in ("point", "operator"):
            for draft in drafts.filter(**{f"content__{role}": dropped}):
                draft.content[role] = kept
                draft.save(update_fields=["content"])
        mark(TOPIC, touched)


def _pks(activities: QuerySet[Activity]) -> list[int]:
    return list(activities.order_by("pk").values_list("pk", flat=True))
