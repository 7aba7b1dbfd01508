"""The circle searched, as the map of the finder reads it."""

from typing import Any

from django import template

from search.types import Circle

register = template.Library()


@register.filter
def map_circle(circle: Circle | None) -> dict[str, Any] | None:
    """`{lat, lon, label, radius_km}` for `json_script`; None when nothing was searched around."""
    if circle is None:
        return None
    return {"lat": circle.lat, "lon": circle.lon, "label": circle.label, "radius_km": circle.radius_km}
