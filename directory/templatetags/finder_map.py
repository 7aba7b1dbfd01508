"""The circle searched and the points found, as the map of the finder reads them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import template

from directory.domain.map.points import MapPoint
from search.types import Circle

register = template.Library()


@register.filter
def map_circle(circle: Circle | None) -> dict[str, Any] | None:
    """`{lat, lon, label, radius_km}` for `json_script`; None when nothing was searched around."""
    if circle is None:
        return None
    return {"lat": circle.lat, "lon": circle.lon, "label": circle.label, "radius_km": circle.radius_km}


@register.filter
def map_list(points: Iterable[MapPoint]) -> list[dict[str, Any]]:
    """For `json_script`."""
    return [asdict(point) for point in points]


@register.filter
def map_shapes(points: Iterable[MapPoint]) -> set[str]:
    """The drawings that the legend explains."""
    found = list(points)
    return {point.shape for point in found} | ({"approximate"} if any(point.approximate for point in found) else set())
