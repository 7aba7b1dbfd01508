"""From the globe to the sheet: the projection of web maps (Mercator on the sphere), as Leaflet has it, so that the
picture and the live map look the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, pi, radians, sinh, tan
from typing import NamedTuple

from portal.words.geo import EARTH_RADIUS_KM, BoundingBox

MAX_LATITUDE = 85.05  # the square world of web maps ends there


class Spot(NamedTuple):
    """A point of the sheet, in its units, or of the whole world between 0 and 1; `y` goes down."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle of the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        if not self.meets(other):  # nearly always
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def mercator(latitude: float, longitude: float) -> Spot:
    """The point of the square world."""
    latitude = max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))
    return Spot(longitude / 360 + 0.5, 0.5 - asinh(tan(radians(latitude))) / (2 * pi))


@dataclass(frozen=True)
class Frame:
    """A sheet of `width` by `height` units over a part of the world: `scale` units for the whole turn of the Earth."""

    width: int
    height: int
    scale: float
    origin: Spot  # of the world, at the top left corner

    def place(self, world: Spot) -> Spot:
        return Spot((world.x - self.origin.x) * self.scale, (world.y - self.origin.y) * self.scale)

    def place_all(self, points: Iterable[Spot]) -> list[Spot]:
        """`place` for thousands of points."""
        (left, top), scale = self.origin, self.scale
        return [Spot((x - left) * scale, (y - top) * scale) for x, y in points]

    def at(self, latitude: float, longitude: float) -> Spot:
        return self.place(mercator(latitude, longitude))

    def units(self, km: float, latitude: float) -> float:
        """A length on the ground near that latitude, on the sheet."""
        return km * self.scale / (2 * pi * EARTH_RADIUS_KM * cos(radians(latitude)))

    @property
    def sheet(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def degrees(self) -> BoundingBox:
        """What the sheet shows of the globe."""
        right, bottom = self.origin.x + self.width / self.scale, self.origin.y + self.height / self.scale
        return degrees_of(Box(*self.origin, right, bottom))


def degrees_of(box: Box) -> BoundingBox:
    """A box of the world in degrees."""
    return BoundingBox(_latitude(box.bottom), (box.left - 0.5) * 360, _latitude(box.top), (box.right - 0.5) * 360)


def _latitude(y: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y))))


class Margins(NamedTuple):
    """Units kept free at the edges, for what stands around its point."""

    side: float
    top: float
    bottom: float


def frame_over(boxes: Iterable[BoundingBox], width: int, height: int, margins: Margins) -> Frame:
    """The closest sheet that shows all of these boxes, at least one, within the margins, in its middle."""
    corners = [mercator(lat, lon) for box in boxes for lat, lon in ((box.north, box.west), (box.south, box.east))]
    left, right = min(spot.x for spot in corners), max(spot.x for spot in corners)
    top, bottom = min(spot.y for spot in corners), max(spot.y for spot in corners)
    tiny = 1e-9  # one point has no size
    scale = min(
        (width - 2 * margins.side) / max(right - left, tiny),
        (height - margins.top - margins.bottom) / max(bottom - top, tiny),
    )
    middle = margins.top + (height - margins.top - margins.bottom) / 2
    return Frame(
        width, height, scale, Spot((left + right) / 2 - width / 2 / scale, (top + bottom) / 2 - middle / scale)
    )
