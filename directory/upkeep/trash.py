"""A place deleted by mistake comes back, with its address and what hung on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data

from directory.addresses import PLACE
from directory.models import Closure, DeletedPlace, HelpPoint, SourceRecord
from directory.signals import places_changed
from directory.upkeep.hanging import relations
from portal.models import RetiredAddress
from portal.models.changes import changes
from search.api import mark_stale


class CannotComeBack(Exception):
    """Another place took its identifier meanwhile; the message says so, in French."""


def keep(points: Iterable[HelpPoint], now: datetime, who: Any = None) -> None:
    """Write down what deleting these places would lose; they are not deleted here."""
    DeletedPlace.objects.bulk_create(
        DeletedPlace(
            key=point.pk,
            name=str(point)[:300],
            data=point.serializable_data(),
            links=_links(point),
            closures=[get_serializable_data_for_fields(closure) for closure in point.closures.all()],
            deleted_at=now,
            deleted_by=who,
        )
        for point in points
    )


def restore(deleted: DeletedPlace) -> HelpPoint:
    """The place as it was, under its old address. Raises `CannotComeBack`."""
    with changes():
        if HelpPoint.objects.filter(standard_id=deleted.data["standard_id"]).exists():
            raise CannotComeBack("Un autre lieu porte maintenant le même identifiant : supprimez-le, ou gardez-le.")
        point: HelpPoint = HelpPoint.from_serializable_data(deleted.data, check_fks=True)
        # Its history went with it.
        point.pk, point.latest_revision, point.live_revision = deleted.key, None, None
        point.save(force_insert=True)
        for label, field, keys in deleted.links:
            rows = apps.get_model(label)._base_manager.filter(pk__in=keys, **{f"{field}__isnull": True})
            rows.update(**{field: point.pk})
        for data in deleted.closures:
            model_from_serializable_data(Closure, data | {"pk": None}).save()
        RetiredAddress.objects.filter(kind=PLACE, object_id=point.pk, replaced_by=None).delete()
        places_changed.send(sender=HelpPoint, points=frozenset({point.pk}))
        mark_stale(PLACE, [point.pk])
        deleted.delete()
    return point


def forget_deleted(now: datetime) -> int:
    count, _ = DeletedPlace.objects.filter(deleted_at__lt=now - DeletedPlace.KEPT_FOR).delete()
    return count


def _links(point: HelpPoint) -> list[tuple[str, str, list[int]]]:
    found = []
    for model, field in (*relations(), (SourceRecord, "point")):
        keys = list(model._base_manager.filter(**{field: point.pk}).values_list("pk", flat=True))
        if keys:
            found.append((model._meta.label, field, keys))
    return found
