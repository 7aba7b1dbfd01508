"""What the finder gives to its map, as the script reads it, and the words of its drawings."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from directory.domain.map.points import MapPoint

register = template.Library()


@register.filter
def plain(value: Any) -> Any:
    """A dataclass of plain values, or several, for `json_script`."""
    if value is None:
        return None
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return [plain(one) for one in value]


# In the order of the legend; the words of each drawing.
LEGEND = {"drop": "France services", "house": _("Autre lieu d’aide"), "circle": _("Permanence"), "square": _("Atelier")}


@register.filter
def map_legend(points: Iterable[MapPoint]) -> dict[str, Any]:
    """The drawings to explain, and whether some positions are approximate."""
    found = list(points)
    shown = {point.shape for point in found}
    return {
        "shapes": [{"code": code, "label": label} for code, label in LEGEND.items() if code in shown],
        "approximate": any(point.approximate for point in found),
    }
