"""What hangs on a place: what would lose it if it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from directory.models import Closure, HelpPoint, SourceRecord, ToldApart

# What goes with a place when it goes.
_ITS_OWN: tuple[type[Any], ...] = (Closure, SourceRecord, ToldApart)


def hanging_on(point: HelpPoint) -> dict[str, int]:
    """How many of each kind of thing of the upper rooms name this place: « permanences et ateliers », « récits »."""
    found: Counter[str] = Counter()
    for relation in _relations():
        number = relation.related_model._base_manager.filter(**{relation.field.name: point.pk}).count()
        found[str(relation.related_model._meta.verbose_name_plural)] += number
    return {label: number for label, number in found.items() if number}


def _relations() -> Iterator[Any]:
    for relation in HelpPoint._meta.get_fields(include_hidden=True):
        if relation.auto_created and relation.one_to_many and relation.related_model not in _ITS_OWN:
            yield relation
