"""Whether a position lies in a commune, by the commune's outline. Degrees WGS 84 in, kilometres out."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

from portal.words.geo import EARTH_RADIUS_KM

Ring = Sequence[Sequence[float]]  # (longitude, latitude), closed, as GeoJSON has them


def km_outside(rings: Sequence[Ring], lat: float, lon: float) -> float:
    """How far from these rings a position lies, 0 inside (holes are rings too: even and odd). The plane that touches
    the globe there is enough: an outline is simplified by more than it bends."""
    inside, nearest = False, float("inf")
    north = radians(1) * EARTH_RADIUS_KM
    east = north * cos(radians(lat))
    for ring in rings:
        spots = [((x - lon) * east, (y - lat) * north) for x, y, *_ in ring]
        for (ax, ay), (bx, by) in pairwise(spots):
            dx, dy = bx - ax, by - ay
            if (ay > 0) != (by > 0) and ax - ay * dx / dy > 0:
                inside = not inside
            length = dx * dx + dy * dy
            along = max(0.0, min(1.0, -(ax * dx + ay * dy) / length)) if length else 0.0
            nearest = min(nearest, hypot(ax + along * dx, ay + along * dy))
    return 0.0 if inside else nearest
