"""The difference of an import as people read it: a place, its fields, before and after in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.admin.field_words import label, words
from directory.models import HelpPoint, ImportStep
from portal.models import Commune

_SHOWN_ELSEWHERE = frozenset({"standard_id", "commune_name", "insee_code"})


@dataclass(frozen=True)
class FieldRow:
    label: str
    before: str
    after: str
    kept: bool = False


@dataclass(frozen=True)
class PlaceRow:
    """`pk` is None for a place that is not there (yet)."""

    step: ImportStep
    pk: int | None
    fields: tuple[FieldRow, ...]


def place_rows(steps: Iterable[ImportStep]) -> list[PlaceRow]:
    steps = list(steps)
    identifiers = [step.identifier for step in steps]
    there = {point.standard_id: point for point in HelpPoint.objects.filter(standard_id__in=identifiers)}
    communes = _communes(steps)
    return [
        PlaceRow(
            step, point.pk if (point := there.get(step.identifier)) else None, tuple(_fields(step, point, communes))
        )
        for step in steps
    ]


def _fields(step: ImportStep, point: HelpPoint | None, communes: dict[str, str]) -> Iterator[FieldRow]:
    if step.kind == ImportStep.Kind.CREATE:
        for name, value in (step.given or {}).items():
            if value and name not in _SHOWN_ELSEWHERE:
                yield FieldRow(label(name), "", words(name, value, communes))
        return
    if step.kind == ImportStep.Kind.DELETE:
        return
    for name, value in step.after.items():
        if name not in _SHOWN_ELSEWHERE:
            yield FieldRow(label(name), words(name, step.before.get(name), communes), words(name, value, communes))
    for name, value in step.kept.items():
        if name not in _SHOWN_ELSEWHERE:
            here = "" if point is None else words(name, getattr(point, name), communes)
            yield FieldRow(label(name), here, words(name, value, communes), kept=True)


def _communes(steps: Iterable[ImportStep]) -> dict[str, str]:
    codes = {
        values.get("commune_id")
        for step in steps
        for values in (step.before, step.after, step.kept, step.given or {})
        if values.get("commune_id")
    }
    return {commune.pk: str(commune) for commune in Commune.objects.filter(pk__in=codes)}
