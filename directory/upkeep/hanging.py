"""What hangs on a place: what would lose it if it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from directory.models import Closure, HelpPoint, SourceRecord, ToldApart

# What goes with a place when it goes.
_ITS_OWN: tuple[type[Any], ...] = (Closure, SourceRecord, ToldApart)


def hanging_on(point: HelpPoint) -> dict[str, int]:
    """How many of each kind of thing name this place: « permanences et ateliers », « récits »."""
    found: Counter[str] = Counter()
    for model, field in relations():
        found[str(model._meta.verbose_name_plural)] += model._base_manager.filter(**{field: point.pk}).count()
    return {label: number for label, number in found.items() if number}


def named_elsewhere(pks: Collection[int]) -> set[int]:
    """Those of these places on which something hangs; a query a relation, whatever their number."""
    return {
        pk
        for model, field in relations()
        for pk in model._base_manager.filter(**{f"{field}__in": pks}).values_list(field, flat=True)
    }


def relations() -> Iterator[tuple[Any, str]]:
    """Each model whose rows outlive a place that they name, with the field that names it."""
    for relation in HelpPoint._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.one_to_many and relation.related_model not in _ITS_OWN:
            yield relation.related_model, relation.field.name  # type: ignore[union-attr]  # a reverse relation
