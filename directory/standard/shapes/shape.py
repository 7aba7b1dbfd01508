"""The shapes of files that are published in France, one JSON file each: how one is recognised, and its mapping."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from directory.standard.fields import NAMES
from directory.standard.shapes.titles import key

# In this order: the older standard shares most of its titles with the newer.
_NAMES = ("france-services", "national-0.1.1", "national-1.0.2")


@dataclass(frozen=True)
class Shape:
    """`name` is for people. A file has this shape when its titles hold `every` one of these, at least one of `some`
    (if any), and `none` of the last."""

    name: str
    every: frozenset[str]
    some: frozenset[str]
    none: frozenset[str]
    mapping: Mapping[str, Any]

    def fits(self, columns: Sequence[str]) -> bool:
        titles = {key(title) for title in columns}
        return self.every <= titles and not self.none & titles and (not self.some or bool(self.some & titles))


def shape_of(columns: Sequence[str]) -> Shape | None:
    return next((shape for shape in map(_shape, _NAMES) if shape.fits(columns)), None)


@cache
def _shape(name: str) -> Shape:
    data = data_of(name)
    mapping = {field: field for field in NAMES} if data["same_names"] else {}
    titles = {which: frozenset(map(key, data["titles"].get(which, ()))) for which in ("every", "some", "none")}
    return Shape(data["name"], mapping={**mapping, **data["mapping"]}, **titles)


@cache
def data_of(name: str) -> Mapping[str, Any]:
    """A file of this folder."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    return data
