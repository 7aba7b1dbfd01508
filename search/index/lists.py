"""What stands in the index, without any question: by commune, by initial, counted. One or two queries each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from search.models import SearchDocument
from search.types import Hit

# Where a title begins with a figure or a sign.
NO_LETTER = "0"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list; `total` are the documents of all its pages, `by_kind` how many are of each kind, `all_year`
    those where one is not received on dates only."""

    hits: tuple[Hit, ...]
    total: int
    by_kind: Mapping[str, int]
    all_year: int


@dataclass(frozen=True, slots=True)
class Name:
    title: str
    url: str
    insee: str


def in_communes(kinds: Collection[str], communes: Collection[str], page: int, size: int) -> Listed:
    """What is in these communes (INSEE codes): what is open all year first, then by title."""
    return _listed(_of(kinds).filter(insee__in=communes), ("by_date", "sort_title", "key"), page, size)


def by_initial(kinds: Collection[str], initial: str, page: int, size: int) -> Listed:
    """What begins with this letter (« a » to « z »), or with none (`NO_LETTER`), by title."""
    found = _of(kinds)
    if initial == NO_LETTER:
        found = found.exclude(sort_title__regex="^[a-z]")
    else:
        found = found.filter(sort_title__startswith=initial)
    return _listed(found, ("sort_title", "key"), page, size)


def names(kinds: Collection[str]) -> list[Name]:
    """All of them, by title."""
    rows = _of(kinds).order_by("sort_title", "key").values_list("title", "url", "insee")
    return [Name(*row) for row in rows]


def count_by_commune(kinds: Collection[str]) -> dict[str, int]:
    """How many stand in each commune (INSEE code) where there is one."""
    counted = _of(kinds).exclude(insee="").order_by().values("insee").annotate(number=Count("pk"))
    return dict(counted.values_list("insee", "number"))


def count_by_initial(kinds: Collection[str]) -> dict[str, int]:
    """How many begin with each letter; those with none are under `NO_LETTER`."""
    counted = _of(kinds).order_by().annotate(initial=Substr("sort_title", 1, 1)).values("initial")
    found: Counter[str] = Counter()
    for initial, number in counted.annotate(number=Count("pk")).values_list("initial", "number"):
        found[initial_of(initial)] += number
    return found


def initial_of(folded: str) -> str:
    """The letter that a folded title begins with, or `NO_LETTER`."""
    return folded[:1] if "a" <= folded[:1] <= "z" else NO_LETTER


def _of(kinds: Collection[str]) -> QuerySet[SearchDocument]:
    return SearchDocument.objects.filter(kind__in=kinds)


def _listed(found: QuerySet[SearchDocument], order: Sequence[str], page: int, size: int) -> Listed:
    counted = found.order_by().values("kind", "by_date").annotate(number=Count("pk"))
    by_kind: Counter[str] = Counter()
    all_year = 0
    for kind, by_date, number in counted.values_list("kind", "by_date", "number"):
        by_kind[kind] += number
        all_year += 0 if by_date else number
    first, total = (page - 1) * size, by_kind.total()
    rows = found.order_by(*order)[first : first + size].values_list("key", "card") if first < total else ()
    return Listed(tuple(Hit(key, 0.0, None, card) for key, card in rows), total, by_kind, all_year)
