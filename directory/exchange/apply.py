"""Carries a prepared import out, a hundred places a transaction: killed at any instant, it goes on where it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from directory.addresses import PLACE
from directory.exchange.existing import slices
from directory.exchange.mapping import from_json, to_json
from directory.exchange.plan import Why
from directory.models import HelpPoint, ImportRun, ImportStep, SourceRecord
from directory.signals import places_changed
from directory.upkeep.hanging import named_elsewhere
from directory.upkeep.history import write_revisions
from portal.models.changes import changes
from search.api import mark_stale

CHUNK = 100
Kind, State = ImportStep.Kind, ImportStep.State


class Busy(Exception):
    """Another import of the same feed is being applied; `first` is that one."""

    def __init__(self, first: ImportRun) -> None:
        super().__init__(f"Un import de « {first.feed} » est déjà en cours (n° {first.pk}) : attendez qu’il finisse.")
        self.first = first


class Stale(Exception):
    """The directory changed since the difference was shown: it has to be made again and read again."""


def start(run: ImportRun, now: datetime) -> None:
    """From now on the run is carried on until it is done. Raises `Stale`, `Busy`; nothing public changes yet."""
    if _is_stale(run):
        raise Stale
    try:
        with transaction.atomic():
            run.state, run.moved_at = ImportRun.State.APPLYING, now
            started = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.PREPARED)
            if not started.update(state=run.state, moved_at=now, unpublish_vanished=run.unpublish_vanished):
                raise Stale
            if not run.unpublish_vanished:
                run.steps.filter(kind=Kind.UNPUBLISH).update(
                    state=State.LEFT, why="la dépublication n’est pas demandée"
                )
    except IntegrityError:
        raise Busy(ImportRun.objects.get(feed=run.feed, state=ImportRun.State.APPLYING)) from None


def finish(run: ImportRun, now: datetime) -> None:
    """Carry on until nothing waits."""
    while carry_on(run.pk, now):
        pass
    run.refresh_from_db()


def carry_on(pk: int, now: datetime, size: int = CHUNK) -> int:
    """Do the next `size` steps with all that derives from them, in one transaction; gives how many still wait."""
    with changes():
        # Whoever comes second waits here, and finds the next steps.
        run = ImportRun.objects.select_for_update().get(pk=pk)
        waiting = run.steps.filter(state=State.WAITING)
        if run.state != ImportRun.State.APPLYING:
            return 0
        steps = list(waiting[:size])
        _Chunk(run, now).do(steps)
        _journal(steps)
        left = waiting.count()
        run.moved_at = now
        if not left:
            run.state, run.content = ImportRun.State.DONE, None
        run.save(update_fields=["state", "moved_at", "content"])
    return left


def unfinished() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(state=ImportRun.State.APPLYING).order_by("pk")


class _Chunk:
    """The steps of one transaction, by kind: each way of doing one is written once."""

    def __init__(self, run: ImportRun, now: datetime) -> None:
        self.run, self.now = run, now

    def do(self, steps: list[ImportStep]) -> None:
        self.points = _present(steps, locked=True)
        for kind, act in (
            (Kind.CREATE, self._create),
            (Kind.CHANGE, self._change),
            (Kind.REMEMBER, self._remember),
            (Kind.UNPUBLISH, self._unpublish),
            (Kind.PUBLISH, self._publish),
            (Kind.DELETE, self._delete),
        ):
            if some := [step for step in steps if step.kind == kind]:
                act(some)
        self._note_what_was_said([step for step in steps if step.state == State.DONE])

    def _create(self, steps: list[ImportStep]) -> None:
        new: list[HelpPoint] = []
        for step in steps:
            if step.identifier in self.points:
                _leave(step, Why.CREATED_SINCE)
                continue
            values = from_json(step.given or {})
            new.append(HelpPoint(**values, live=True, first_published_at=self.now, last_published_at=self.now))
            step.state = State.DONE
        HelpPoint.objects.bulk_create(new)
        self.points |= {point.standard_id: point for point in new}
        mark_stale(PLACE, [point.pk for point in new])

    def _change(self, steps: list[ImportStep]) -> None:
        changed: list[HelpPoint] = []
        fields: set[str] = set()
        earlier: dict[int, dict[str, Any]] = {}
        for step in self._unless_changed_since(steps):
            point = self.points[step.identifier]
            earlier[point.pk] = point.serializable_data()
            for name, value in from_json(step.after).items():
                setattr(point, name, value)
            point.last_published_at = self.now
            fields |= step.after.keys()
            changed.append(point)
            step.state = State.DONE
        if not changed:
            return
        write_revisions(changed, earlier, self.run.started_by, self.now)
        revisions = ["latest_revision", "live_revision", "last_published_at"]
        HelpPoint.objects.bulk_update(changed, [*sorted(fields), *revisions])
        pks = frozenset(point.pk for point in changed)
        places_changed.send(sender=HelpPoint, points=pks)
        mark_stale(PLACE, pks)

    def _remember(self, steps: list[ImportStep]) -> None:
        for step in steps:
            step.state = State.DONE

    def _unpublish(self, steps: list[ImportStep]) -> None:
        for step in self._unless_changed_since(steps):
            self.points[step.identifier].unpublish(user=self.run.started_by)
            step.state = State.DONE

    def _publish(self, steps: list[ImportStep]) -> None:
        for step in self._unless_changed_since(steps):
            point = self.points[step.identifier]
            point.save_revision(user=self.run.started_by, clean=False).publish(user=self.run.started_by)
            step.state = State.DONE

    def _delete(self, steps: list[ImportStep]) -> None:
        in_use = named_elsewhere([point.pk for point in self.points.values()])
        for step in self._unless_changed_since(steps):
            point = self.points[step.identifier]
            if point.pk in in_use:
                _leave(step, Why.IN_USE)
                continue
            # First: what a deleted place leaves of itself means « never bring it back ».
            point.source_records.all().delete()
            point.delete()
            step.state = State.DONE

    def _unless_changed_since(self, steps: list[ImportStep]) -> Iterator[ImportStep]:
        for step in steps:
            if why := _why_left(step, self.points.get(step.identifier)):
                _leave(step, why)
            else:
                yield step

    def _note_what_was_said(self, done: list[ImportStep]) -> None:
        undoing = self.run.undoes_id is not None
        told = [step for step in done if step.given is not None or undoing]
        records = SourceRecord.objects.filter(feed=self.run.feed, identifier__in=[step.identifier for step in told])
        earlier = dict(records.values_list("identifier", "values"))
        for step in told:
            step.given_before = earlier.get(step.identifier)
        SourceRecord.objects.bulk_create(
            [
                SourceRecord(
                    feed=self.run.feed,
                    identifier=step.identifier,
                    point=self.points[step.identifier],
                    values=step.given,
                )
                for step in told
                if step.given is not None
            ],
            update_conflicts=True,
            unique_fields=["feed", "identifier"],
            update_fields=["values", "point"],
        )
        records.filter(identifier__in=[step.identifier for step in told if step.given is None]).delete()


def _is_stale(run: ImportRun) -> bool:
    waiting = run.steps.filter(state=State.WAITING).order_by("pk")
    return any(map(_any_stale, slices(waiting.iterator())))


def _any_stale(steps: list[ImportStep]) -> bool:
    points = _present(steps)
    return any(
        step.identifier in points if step.kind == Kind.CREATE else _why_left(step, points.get(step.identifier))
        for step in steps
    )


def _why_left(step: ImportStep, point: HelpPoint | None) -> Why | None:
    """Why a step cannot be done any more."""
    if point is None:
        return Why.DELETED_SINCE
    present = to_json({name: getattr(point, name) for name in step.before})
    live = {Kind.UNPUBLISH: True, Kind.PUBLISH: False}.get(Kind(step.kind))
    if present != step.before or (live is not None and point.live is not live):
        return Why.CHANGED_SINCE
    return None


def _present(steps: Collection[ImportStep], *, locked: bool = False) -> dict[str, HelpPoint]:
    points = HelpPoint.objects.filter(standard_id__in=[step.identifier for step in steps]).order_by("pk")
    if locked:
        points = points.select_for_update(of=("self",))
    return {point.standard_id: point for point in points}


def _journal(steps: list[ImportStep]) -> None:
    """Most steps are only done: one statement for them all, whose cost does not grow with what they hold."""
    plain = [step.pk for step in steps if step.state == State.DONE and step.given_before is None]
    ImportStep.objects.filter(pk__in=plain).update(state=State.DONE)
    others = [step for step in steps if step.pk not in set(plain)]
    ImportStep.objects.bulk_update(others, ["state", "why", "given_before"])


def _leave(step: ImportStep, why: Why) -> None:
    step.state, step.why = State.LEFT, why.value
