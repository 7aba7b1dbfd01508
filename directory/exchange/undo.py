"""Undoing an import: itself an import, whose difference is the other's turned round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from directory.exchange.existing import places_known, slices
from directory.exchange.known import KnownPlace
from directory.exchange.mapping import from_json
from directory.exchange.plan import Kind, Step, Why
from directory.exchange.prepare import step_row
from directory.models import HelpPoint, ImportRun, ImportStep

# What no file gives: somebody has worked on the place.
_OF_A_PERSON = (
    Q(has_unpublished_changes=True)
    | Q(hosts_only=True)
    | Q(organisation__isnull=False)
    | ~Q(status=HelpPoint.Status.OPEN)
    | ~Q(hours_note="")
)


class NotUndone(Exception):
    """This run cannot be undone; the message says why, in French."""


def prepare_undo(run: ImportRun, now: datetime, who: Any = None) -> ImportRun:
    """Store what undoing would do: each field whose present value is still the import's takes its earlier one.

    Fields edited since are listed in `kept` and left. A place that the import created goes, unless somebody edited it.
    """
    if run.state != ImportRun.State.DONE:
        raise NotUndone("Seul un import terminé peut être annulé.")
    earlier = ImportRun.objects.filter(undoes=run)
    if earlier.exclude(state__in=[ImportRun.State.READING, ImportRun.State.PREPARED]).exists():
        raise NotUndone("Cet import a déjà été annulé.")
    earlier.delete()
    undo = ImportRun.objects.create(
        feed=run.feed, undoes=run, created_at=now, started_by=who, unpublish_vanished=True, file_name=run.file_name
    )
    counts: Counter[str] = Counter()
    done = run.steps.filter(state=ImportStep.State.DONE).order_by("-pk")
    for slice_ in slices(done.iterator()):
        steps = list(_turned_round(slice_))
        counts.update(step.kind.value for step in steps)
        counts["kept"] += sum(bool(step.kept) for step in steps)
        ImportStep.objects.bulk_create(step_row(undo, step) for step in steps)
    undo.summary, undo.state = dict(+counts), ImportRun.State.PREPARED
    undo.save(update_fields=["summary", "state"])
    return undo


def _turned_round(done: list[ImportStep]) -> Iterator[Step]:
    identifiers = [step.identifier for step in done]
    there = places_known(identifiers)
    worked_on = HelpPoint.objects.filter(_OF_A_PERSON, standard_id__in=identifiers)
    edited = set(worked_on.values_list("pk", flat=True))
    for step in done:
        given = None if step.given_before is None else from_json(step.given_before)
        seen = there.get(step.identifier)
        if step.kind == Kind.REMEMBER:
            yield Step(Kind.REMEMBER, step.identifier, step.name, given=given)
        elif seen is None:
            yield Step(Kind.LEAVE, step.identifier, step.name, why=Why.DELETED_SINCE)
        elif step.kind == Kind.CREATE:
            yield _created(step, seen, seen.pk in edited)
        elif step.kind == Kind.CHANGE:
            yield _changed(step, seen, given)
        elif step.kind == Kind.UNPUBLISH:
            yield Step(Kind.PUBLISH, step.identifier, step.name)


def _created(step: ImportStep, seen: KnownPlace, edited: bool) -> Step:
    given = from_json(step.given or {})
    differs = {name: value for name, value in given.items() if seen.values[name] != value}
    if edited or differs or seen.verified_on:
        return Step(Kind.LEAVE, step.identifier, step.name, kept=differs, why=Why.CHANGED_SINCE)
    return Step(Kind.DELETE, step.identifier, step.name, before=given)


def _changed(step: ImportStep, seen: KnownPlace, given: dict[str, Any] | None) -> Step:
    present = {**seen.values, "verified_on": seen.verified_on}
    before, after = from_json(step.before), from_json(step.after)
    still = [name for name, value in after.items() if present[name] == value]
    kept = {name: before[name] for name in after if name not in still}
    back = {name: before[name] for name in still}
    was = {name: after[name] for name in still}
    if not still:
        return Step(Kind.LEAVE, step.identifier, step.name, kept=kept, why=Why.CHANGED_SINCE)
    return Step(Kind.CHANGE, step.identifier, step.name, before=was, after=back, kept=kept, given=given)
