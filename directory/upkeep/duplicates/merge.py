"""Two records of one door become one: nothing that hangs on the second is lost, and its address leads to the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from directory.addresses import PLACE
from directory.models import Closure, HelpPoint, SourceRecord
from directory.signals import closure_changed, place_merged, places_changed
from directory.upkeep.history import write_revisions
from portal.models import RetiredAddress
from portal.models.changes import changes
from search.api import mark_stale


def merge(
    keep: int,
    drop: Collection[int],
    now: datetime,
    *,
    take: Mapping[str, int] | None = None,
    union: Collection[str] = (),
    who: Any = None,
) -> HelpPoint:
    """Merge the places `drop` into `keep` (keys), all or nothing; gives the one that stays.

    `take` names, field by field, the dropped place whose value replaces the kept one; `union` the lists that receive
    the values of all, the kept ones first. What feeds said of the dropped ones now belongs to the kept one: no import
    brings them back. HelpPoint.DoesNotExist when one of them is not there any more.
    """
    with changes():
        rows = HelpPoint.objects.select_for_update(of=("self",)).filter(pk__in={keep, *drop}).order_by("pk")
        points = {point.pk: point for point in rows}
        if missing := {keep, *drop} - points.keys():
            raise HelpPoint.DoesNotExist(f"no such place: {sorted(missing)}")
        kept = points[keep]
        earlier = {keep: kept.serializable_data()}
        for name, other in (take or {}).items():
            setattr(kept, name, getattr(points[other], name))
        for name in union:
            every = [value for pk in (keep, *drop) for value in getattr(points[pk], name)]
            setattr(kept, name, list(dict.fromkeys(every)))
        if kept.verified_on and kept.verified_on < kept.date_maj:
            kept.verified_on = None  # what was verified is no longer what is written
        if kept.serializable_data() != earlier[keep]:
            write_revisions([kept], earlier, who, now)
            kept.save()
            places_changed.send(sender=HelpPoint, points=frozenset({keep}))
        for pk in drop:
            _hand_over(points[pk], keep)
        mark_stale(PLACE, [keep, *drop])
    return kept


def _hand_over(dropped: HelpPoint, keep: int) -> None:
    RetiredAddress.objects.update_or_create(kind=PLACE, object_id=dropped.pk, defaults={"replaced_by": keep})
    RetiredAddress.objects.filter(kind=PLACE, replaced_by=dropped.pk).update(replaced_by=keep)
    Closure.objects.filter(point=dropped).update(point=keep)
    closure_changed.send(sender=Closure, points=frozenset({keep}))
    SourceRecord.objects.filter(point=dropped).update(point=keep)
    place_merged.send(sender=HelpPoint, kept=keep, dropped=dropped.pk)
    dropped.delete()
