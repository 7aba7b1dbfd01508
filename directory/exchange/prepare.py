"""Computes and stores what an import would do: nothing public changes, and no lock is held while a file is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from directory.exchange.existing import communes_known, known, slices
from directory.exchange.mapping import to_json
from directory.exchange.plan import Kind, Reading, Step, Why
from directory.models import ImportRemark, ImportRun, ImportStep, SourceRecord
from directory.standard.rows import Parsed, Problem

# A third of what a feed gave changing at once is more often a wrong file than news.
LARGE_PART = 3


def prepare(run: ImportRun, rows: Iterable[Parsed], *, silent: frozenset[str] = frozenset()) -> ImportRun:
    """Store the difference that these rows make, slice after slice; memory does not grow with the file.

    `silent` are the fields of a place that the file says nothing about.
    `run` may be new, or prepared before: its difference is made again. Whatever `rows` raises leaves no run behind.
    """
    run.state = ImportRun.State.READING
    run.save()
    try:
        forget(run)
        counts = _store(run, rows, Reading(run.update, silent))
    except BaseException:
        run.delete()
        raise
    run.summary = counts
    run.state = ImportRun.State.PREPARED
    run.save(update_fields=["summary", "state"])
    return run


def _store(run: ImportRun, rows: Iterable[Parsed], reading: Reading) -> dict[str, int]:
    communes, today = communes_known(), timezone.localdate(run.created_at)
    counts: Counter[str] = Counter()
    for slice_ in slices(rows):
        identifiers = [row.identifier for row in slice_ if row.identifier]
        steps, problems = reading.decide(slice_, known(identifiers, run.feed, communes, today))
        counts.update(step.kind.value for step in steps)
        counts["kept"] += sum(bool(step.kept) for step in steps)
        counts["foreign"] += sum(step.why is Why.OTHERS for step in steps)
        counts["refused"] += len({problem.line for problem in problems if problem.level == "fatal"})
        with transaction.atomic():
            ImportStep.objects.bulk_create(step_row(run, step) for step in steps)
            ImportRemark.objects.bulk_create(_remark_row(run, problem) for problem in problems)
    earlier = SourceRecord.objects.filter(feed=run.feed, point__isnull=False)
    counts["known"] = earlier.count()
    counts["unchanged"] = reading.unchanged
    for gone in slices(_vanished(run, reading.met)):
        counts[Kind.UNPUBLISH.value] += len(gone)
        ImportStep.objects.bulk_create(step_row(run, step) for step in gone)
    return dict(+counts)


def _vanished(run: ImportRun, met: set[str]) -> Iterator[Step]:
    """The published places that this feed gave and gives no more; a merged one lives on under another name."""
    gone = SourceRecord.objects.filter(feed=run.feed, point__live=True).order_by("pk")
    rows = gone.values_list("identifier", "point__standard_id", "point__name")
    for identifier, standard_id, name in rows.iterator():
        if identifier not in met and identifier == standard_id:
            yield Step(Kind.UNPUBLISH, identifier, name)


def touches_much(run: ImportRun) -> bool:
    """More than a third of what this feed gave before would change or disappear: a person says it twice."""
    touched = run.summary.get(Kind.CHANGE.value, 0) + run.summary.get(Kind.UNPUBLISH.value, 0)
    return bool(touched * LARGE_PART > run.summary.get("known", 0))


def step_row(run: ImportRun, step: Step) -> ImportStep:
    left = step.kind is Kind.LEAVE
    return ImportStep(
        run=run,
        kind=step.kind.value,
        state=ImportStep.State.LEFT if left else ImportStep.State.WAITING,
        line=step.line,
        identifier=step.identifier,
        name=step.name,
        before=to_json(step.before),
        after=to_json(step.after),
        kept=to_json(step.kept),
        given=None if step.given is None else to_json(step.given),
        why=step.why or "",
    )


def _remark_row(run: ImportRun, problem: Problem) -> ImportRemark:
    """The column is that of the file where it has another name there."""
    return ImportRemark(
        run=run,
        line=problem.line,
        column=(getattr(problem, "column", "") or problem.field)[:100],
        value=problem.value[:300],
        message=" ".join(filter(None, [problem.message, getattr(problem, "remedy", "")])),
        level=problem.level,
    )


def forget(run: ImportRun) -> None:
    with transaction.atomic():
        run.steps.all().delete()
        run.remarks.all().delete()
