"""What a group of filters is on the page of the finder: its words, its choices and their counts. No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FacetSpec:
    """The words of a group of filters, those of its codes in display order, its rank on the page."""

    label: str
    values: Mapping[str, str]
    order: int


@dataclass(frozen=True)
class FacetValue:
    """A choice and how many places it would leave, given the other groups; `shape` is the mark of a type of place,
    `short` what is shown of the label in a row whose own label says the rest."""

    value: str
    label: str
    count: int
    selected: bool
    shape: str = ""
    short: str = ""


@dataclass(frozen=True)
class FacetRow:
    """Choices that stand side by side: the half-days of a day."""

    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Facet:
    """A group of choices, as `components/chips.html` shows it: chips, then rows of chips."""

    group: str
    label: str
    values: tuple[FacetValue, ...]
    rows: tuple[FacetRow, ...] = ()

    @property
    def chosen(self) -> tuple[FacetValue, ...]:
        in_rows = (value for row in self.rows for value in row.values)
        return tuple(value for value in (*self.values, *in_rows) if value.selected)
