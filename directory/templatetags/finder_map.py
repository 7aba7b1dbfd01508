"""The place searched, as the map of the finder reads it."""

from typing import Any

from django import template

from search.types import Place

register = template.Library()


@register.filter
def map_place(place: Place | None) -> dict[str, Any] | None:
    """`{lat, lon, label, radius_km}` for `json_script`; None when nothing was searched around."""
    if place is None:
        return None
    return {"lat": place.lat, "lon": place.lon, "label": place.label, "radius_km": place.radius_km}
