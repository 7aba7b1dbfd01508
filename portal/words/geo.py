"""Distances and boxes on the globe, degrees WGS84 in, kilometres out."""

from math import asin, cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0087714  # mean radius of the WGS84 ellipsoid (GRS80 table, Moritz 2000)


class BoundingBox(NamedTuple):
    """Degrees. `west` <= `east`: boxes that cross the antimeridian are widened to the whole turn."""

    south: float
    west: float
    north: float
    east: float

    def contains(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine): within 0.5 % of the ellipsoid, enough « à vol d’oiseau »."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half_chord = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin((radians(lon2) - radians(lon1)) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half_chord)))


def bounding_box(lat: float, lon: float, radius_km: float) -> BoundingBox:
    """The smallest box that holds the whole circle.

    The circle's easternmost point lies nearer the pole than its centre, hence the arcsine: dividing the
    radius by cos(lat) alone would cut a sliver off.
    """
    angle = radius_km / EARTH_RADIUS_KM
    south, north = lat - degrees(angle), lat + degrees(angle)
    if south <= -90 or north >= 90 or angle >= pi / 2:
        return BoundingBox(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    half_width = degrees(asin(min(1.0, sin(angle) / cos(radians(lat)))))
    west, east = lon - half_width, lon + half_width
    if west < -180 or east > 180:
        west, east = -180.0, 180.0
    return BoundingBox(south, west, north, east)


def distance_words(km: float) -> str:
    """« à moins de 1 km », « à 2 km environ »: positions are those of a street at best."""
    return "à moins de 1 km" if km < 1 else f"à {round(km)} km environ"
