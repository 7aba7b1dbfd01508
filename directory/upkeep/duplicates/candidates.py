"""The published places that may be one door, for a person to decide."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from directory.domain.duplicates import Door, Likeness, likely_pairs
from directory.models import HelpPoint, ToldApart
from directory.models.help_point import HelpPointQuerySet
from portal.ground.remembered import remembered

_COLUMNS = (
    *("pk", "insee_code", "commune_name", "name", "address", "phone", "emails"),
    *("latitude", "longitude", "position_precision"),
)


@remembered
def candidates() -> list[Likeness]:
    """The likeliest first. Two queries, whatever the number of places; 3 s for the 11,238 of the whole country."""
    return _likely(HelpPoint.objects.all())


def candidates_in(communes: Collection[str]) -> list[Likeness]:
    """The same of some communes (INSEE codes): the form of one place waits for no other town."""
    return _likely(HelpPoint.objects.filter(insee_code__in=communes))


def _likely(points: HelpPointQuerySet) -> list[Likeness]:
    apart = {frozenset(pair) for pair in ToldApart.objects.values_list("first", "second")}
    rows = points.in_service().order_by("pk").values(*_COLUMNS)
    return likely_pairs((_door(row) for row in rows.iterator()), apart)


def door(point: HelpPoint) -> Door:
    return _door({name: getattr(point, name) for name in _COLUMNS})


def _door(row: dict[str, Any]) -> Door:
    exact = row["latitude"] is not None and row["position_precision"] == HelpPoint.Precision.EXACT
    return Door(
        pk=row["pk"],
        commune=row["insee_code"],
        town=row["commune_name"],
        name=row["name"],
        street=row["address"],
        position=(float(row["latitude"]), float(row["longitude"])) if exact else None,
        phone=row["phone"],
        emails=tuple(row["emails"]),
    )
