"""The difference of an import as people read it: a place, its fields, before and after in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from directory.models import HelpPoint, ImportStep
from directory.models.codes_field import CodesField
from portal.models import Commune
from portal.words.french import upper_first

_LONGEST = 200
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


def label(name: str) -> str:
    field: Any = HelpPoint._meta.get_field("commune" if name == "commune_id" else name)
    return upper_first(str(field.verbose_name))


def words(name: str, value: Any, communes: dict[str, str]) -> str:
    """A stored value as a person reads it; « vide » for nothing."""
    field = HelpPoint._meta.get_field("commune" if name == "commune_id" else name)
    if value in (None, "", []):
        return _("vide")
    if name == "commune_id":
        text = communes.get(value, value)
    elif isinstance(field, CodesField):
        labels = dict(field.vocabulary.choices())
        text = ", ".join(labels.get(code, code) for code in value)
    elif isinstance(value, list):
        text = ", ".join(map(str, value))
    else:
        text = str(dict(getattr(field, "flatchoices", ())).get(value, value))
    return Truncator(text).chars(_LONGEST)


def _communes(steps: Iterable[ImportStep]) -> dict[str, str]:
    codes = {
        values.get("commune_id")
        for step in steps
        for values in (step.before, step.after, step.kept, step.given or {})
        if values.get("commune_id")
    }
    return {commune.pk: str(commune) for commune in Commune.objects.filter(pk__in=codes)}
