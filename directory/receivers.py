"""What follows a change in the directory: the search documents, and the addresses that are no longer answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.signals import published, unpublished

from directory.addresses import PLACE
from directory.models import Closure, ErrorReport, HelpPoint, Organisation
from directory.models.closures import touched_points
from directory.signals import closure_changed, place_merged
from directory.upkeep.holiday_calendar import seed
from portal.ground.permanent_addresses import retire, was_public
from portal.models import Commune, SiteSettings
from portal.models.changes import changes
from search.api import mark_stale


def connect() -> None:
    published.connect(point_changed, sender=HelpPoint, dispatch_uid="directory-published")
    unpublished.connect(point_changed, sender=HelpPoint, dispatch_uid="directory-unpublished")
    post_delete.connect(point_deleted, sender=HelpPoint, dispatch_uid="directory-deleted")
    post_delete.connect(closure_deleted, sender=Closure, dispatch_uid="directory-closure-deleted")
    pre_delete.connect(organisation_leaves, sender=Organisation, dispatch_uid="directory-organisation-leaves")
    post_delete.connect(organisation_left, sender=Organisation, dispatch_uid="directory-organisation-left")
    closure_changed.connect(hours_changed, dispatch_uid="directory-hours-changed")
    place_merged.connect(reports_follow, dispatch_uid="directory-reports-follow")
    pre_save.connect(settings_saving, sender=SiteSettings, dispatch_uid="directory-settings-saving")
    post_save.connect(settings_saved, sender=SiteSettings, dispatch_uid="directory-settings-saved")
    for model, receiver in ((Commune, commune_saved), (Organisation, organisation_saved)):
        post_save.connect(receiver, sender=model, dispatch_uid=f"directory-{model.__name__}-saved")


def point_changed(instance: HelpPoint, **_: Any) -> None:
    mark_stale(PLACE, [instance.pk])


def point_deleted(instance: HelpPoint, **_: Any) -> None:
    """The address says 410 for ever, if it ever answered. A merge has written where it leads before deleting."""
    with changes():
        if was_public(instance):
            retire(PLACE, [instance.pk])
        mark_stale(PLACE, [instance.pk])


def closure_deleted(instance: Closure, **_: Any) -> None:
    with changes():
        closure_changed.send(sender=Closure, points=touched_points([instance]))


def hours_changed(points: frozenset[int] | None, **_: Any) -> None:
    mark_stale(PLACE, _pks(HelpPoint.objects.in_service()) if points is None else points)


def reports_follow(kept: int, dropped: int, **_: Any) -> None:
    ErrorReport.objects.filter(point=dropped).update(point=kept)


def commune_saved(instance: Commune, created: bool, **_: Any) -> None:
    if not created:
        mark_stale(PLACE, _pks(HelpPoint.objects.filter(commune=instance)))


def settings_saving(instance: Any, **_: Any) -> None:
    """Kept until it is saved: whether the school holidays become those of another zone."""
    before = SiteSettings.objects.filter(pk=instance.pk).values_list("school_zone", flat=True).first()
    instance._another_zone = before is not None and before != instance.school_zone


def settings_saved(instance: Any, **_: Any) -> None:
    if instance._another_zone:
        with changes():
            seed(timezone.now())
            closure_changed.send(sender=Closure, points=None)


def organisation_saved(instance: Organisation, created: bool, **_: Any) -> None:
    if not created:
        mark_stale(PLACE, _pks(HelpPoint.objects.filter(organisation=instance)))


def organisation_leaves(instance: Any, **_: Any) -> None:
    """Kept until it is gone: its places then bear its name no more."""
    instance._leaving_places = list(_pks(HelpPoint.objects.filter(organisation=instance)))


def organisation_left(instance: Any, **_: Any) -> None:
    mark_stale(PLACE, instance._leaving_places)


def _pks(points: QuerySet[HelpPoint]) -> Iterable[int]:
    return points.values_list("pk", flat=True)
