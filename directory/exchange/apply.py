"""Writes what an import has decided, all or nothing; what changed since the decision is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from directory.addresses import PLACE
from directory.exchange.existing import SLICE, places_known
from directory.exchange.plan import Changed, Created, ImportPlan, Kept, Retired, Why
from directory.models import Closure, HelpPoint
from directory.signals import closure_changed, place_merged, places_changed
from portal.models import RetiredAddress
from portal.models.changes import changes
from search.api import mark_stale

T = TypeVar("T")


def apply(plan: ImportPlan, now: datetime) -> ImportPlan:
    """Carry a plan out in one transaction; gives what was done.

    It is the plan itself, but for places that somebody created, changed or deleted since it was made: those are among
    the `kept`, each with its reason.
    """
    done = _Done(kept=list(plan.kept))
    with changes():
        for created in _slices(plan.created):
            _create(created, now, done)
        for changed in _slices(plan.changed):
            _change(changed, now, done)
        for retired in _slices(plan.retired):
            _retire(retired, done)
    return replace(plan, created=done.created, changed=done.changed, kept=done.kept, retired=done.retired)


@dataclass
class _Done:
    kept: list[Kept]
    created: list[Created] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    retired: list[Retired] = field(default_factory=list)

    def keep(self, values: Mapping[str, Any], why: Why) -> None:
        self.kept.append(Kept(values["standard_id"], values["name"], why))


def _create(wanted: Sequence[Created], now: datetime, done: _Done) -> None:
    there = places_known([one.values["standard_id"] for one in wanted])
    new = []
    for one in wanted:
        if (found := there.get(one.values["standard_id"])) is not None:
            done.keep(found.values, Why.CREATED_SINCE)
        else:
            new.append(HelpPoint(**one.values, live=True, first_published_at=now, last_published_at=now))
            done.created.append(one)
    HelpPoint.objects.bulk_create(new, batch_size=SLICE)
    mark_stale(PLACE, [point.pk for point in new])


def _change(wanted: Sequence[Changed], now: datetime, done: _Done) -> None:
    there = places_known([one.values["standard_id"] for one in wanted], locked=True)
    safe = []
    for one in wanted:
        found = there.get(one.values["standard_id"])
        if found == one.seen:
            safe.append(one)
        else:
            done.keep(one.seen.values, Why.DELETED_SINCE if found is None else Why.CHANGED_SINCE)
    if not safe:
        return
    points = [HelpPoint(pk=one.seen.pk, **one.values, last_published_at=now) for one in safe]
    names = {name for one in safe for name in one.fields}
    HelpPoint.objects.bulk_update(points, [*sorted(names), "last_published_at"], batch_size=100)
    pks = frozenset(point.pk for point in points)
    places_changed.send(sender=HelpPoint, points=pks)
    mark_stale(PLACE, pks)
    done.changed += safe


def _retire(wanted: Sequence[Retired], done: _Done) -> None:
    """The address of each leads to the place that stays, and what hung on it is handed over before it goes."""
    identifiers = {one.seen.values["standard_id"] for one in wanted} | {one.kept for one in wanted}
    there = places_known(identifiers, locked=True)
    gone = []
    for one in wanted:
        found, kept = there.get(one.seen.values["standard_id"]), there.get(one.kept)
        if found is None:
            continue
        if kept is None or found != one.seen:
            done.keep(one.seen.values, Why.ALONE_SINCE if kept is None else Why.CHANGED_SINCE)
            continue
        RetiredAddress.objects.update_or_create(kind=PLACE, object_id=found.pk, defaults={"replaced_by": kept.pk})
        Closure.objects.filter(point=found.pk).update(point=kept.pk)
        closure_changed.send(sender=Closure, points=frozenset({kept.pk}))
        place_merged.send(sender=HelpPoint, kept=kept.pk, dropped=found.pk)
        mark_stale(PLACE, [kept.pk])
        gone.append(found.pk)
        done.retired.append(one)
    HelpPoint.objects.filter(pk__in=gone).delete()


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + SLICE] for start in range(0, len(items), SLICE))
