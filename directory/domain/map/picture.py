"""A map as a picture: what a template draws in SVG, without script, before anybody asks for the live map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from directory.domain.map.frame import Box, Frame, Margins, Spot, frame_over
from directory.domain.map.grouping import grouped, middle
from directory.domain.map.names import DOT, LETTER, TEXT, Name, name_towns
from directory.domain.map.outlines import Line, path
from directory.domain.map.points import Area, MapPoint, Town
from portal.words.geo import BoundingBox, bounding_box

WIDTH = 360
PIN = 32  # units across; drawings of `portal/templatetags/icons.py` are 48 by 60
PIN_HEIGHT = 40
SMALLEST_KM = 7.0  # around a lone point: nearer there is neither contour nor town
# A pin stands on its point; a name may stand under it.
MARGINS = Margins(side=22, top=PIN_HEIGHT + 6, bottom=24)
RING_MARGINS = Margins(side=6, top=6, bottom=6)


@dataclass(frozen=True, eq=False)
class Ground:
    """The contours that the project ships; any may be empty. Each is its own: what is drawn of it is remembered."""

    neighbours: tuple[Line, ...] = ()
    department: tuple[Line, ...] = ()
    groups: tuple[Line, ...] = ()
    rivers: tuple[Line, ...] = ()
    great_rivers: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Pin:
    """One point of the list, or a group of `count` of them around one spot."""

    spot: Spot
    shape: str
    number: int | None
    approximate: bool
    count: int = 1

    @property
    def words(self) -> str:
        return f"{self.count}\u00a0lieux"

    @property
    def half(self) -> int:
        return round(_group_width(self.count) / 2)

    @property
    def width(self) -> int:
        return 2 * self.half


@dataclass(frozen=True)
class Ring:
    centre: Spot
    radius: int
    words: str
    words_at: Spot


@dataclass(frozen=True)
class Picture:
    """Paths of the ground, then what stands on it; `text` says in a few words what the picture is."""

    width: int
    height: int
    text: str
    neighbours: str
    department: str
    groups: str
    rivers: str
    great_rivers: str
    ring: Ring | None
    asked: Spot | None
    names: tuple[Name, ...]
    pins: tuple[Pin, ...]


def draw(
    points: Sequence[MapPoint],
    towns: Iterable[Town],
    ground: Ground,
    text: str,
    area: Area | None = None,
    height: int = WIDTH,
) -> Picture:
    """The points, their surroundings and the towns that place them; `towns` from the biggest to the smallest.

    At least one point or an area.
    """
    frame = frame_of(points, area, height)
    ring = None if area is None or area.radius_km is None else _ring(frame, area, area.radius_km)
    pins = _pins(points, frame)
    asked = None if area is None else frame.at(area.latitude, area.longitude)
    asked_town = None if area is None else area.town
    taken = [_drawn(pin.spot, pin.count) for pin in pins]
    if ring is not None:
        taken.append(_words_box(ring))
    if asked is not None and asked_town is None:
        taken.append(Box(*asked, *asked).grown(2 * DOT - 1))
    return Picture(
        width=frame.width,
        height=frame.height,
        text=text,
        **_paths(ground, frame),
        ring=ring,
        asked=None if asked is None else _whole(asked),
        names=name_towns(towns, frame, taken, asked_town),
        pins=pins,
    )


@lru_cache(maxsize=256)
def _paths(ground: Ground, frame: Frame) -> Mapping[str, str]:
    """By name of the ground. The same town is asked again and again: cutting the contours was half of a picture."""
    return {field.name: path(getattr(ground, field.name), frame) for field in fields(ground)}


def frame_of(points: Sequence[MapPoint], area: Area | None, height: int = WIDTH) -> Frame:
    """The sheet: the whole ring when there is one, and every point."""
    around = [bounding_box(point.latitude, point.longitude, 0) for point in points]
    if area is not None and area.radius_km is not None:
        ring = bounding_box(area.latitude, area.longitude, area.radius_km)
        if all(ring.contains(box.south, box.west) for box in around):
            return frame_over([ring], WIDTH, height, RING_MARGINS)
        return frame_over([ring, *around], WIDTH, height, MARGINS)
    if area is not None:
        around.append(bounding_box(area.latitude, area.longitude, 0))
    return frame_over([*around, _least(around)], WIDTH, height, MARGINS)


def _least(around: Sequence[BoundingBox]) -> BoundingBox:
    south, north = min(box.south for box in around), max(box.north for box in around)
    west, east = min(box.west for box in around), max(box.east for box in around)
    return bounding_box((south + north) / 2, (west + east) / 2, SMALLEST_KM)


def _pins(points: Sequence[MapPoint], frame: Frame) -> tuple[Pin, ...]:
    spots = [frame.at(point.latitude, point.longitude) for point in points]
    pins = []
    for group in grouped(spots, _drawn):
        first, spot = points[group[0]], _whole(middle([spots[rank] for rank in group]))
        if len(group) == 1:
            pins.append(Pin(spot, first.shape, first.number, first.approximate))
        else:
            half = _group_width(len(group)) / 2 + 2
            spot = Spot(round(max(half, min(frame.width - half, spot.x))), spot.y)  # whole, at the edge too
            pins.append(Pin(spot, "", None, False, len(group)))
    # The ones in front stand lower on the sheet, as things do.
    return tuple(sorted(pins, key=lambda pin: pin.spot.y))


def _drawn(spot: Spot, count: int) -> Box:
    if count == 1:
        return Box(spot.x - PIN / 2 + 2, spot.y - PIN_HEIGHT + 2, spot.x + PIN / 2 - 2, spot.y)
    half = _group_width(count) / 2
    return Box(spot.x - half, spot.y - 14, spot.x + half, spot.y + 14)


def _group_width(count: int) -> int:
    return round((len(str(count)) + 6) * LETTER * 15) + 14


def _ring(frame: Frame, area: Area, radius_km: float) -> Ring:
    centre = _whole(frame.at(area.latitude, area.longitude))
    radius = round(frame.units(radius_km, area.latitude))
    return Ring(centre, radius, f"{radius_km:g}\u00a0km", Spot(centre.x, centre.y - radius + round(TEXT)))


def _words_box(ring: Ring) -> Box:
    half = len(ring.words) * LETTER * TEXT / 2
    return Box(ring.words_at.x - half, ring.words_at.y - TEXT, ring.words_at.x + half, ring.words_at.y + 4)


def _whole(spot: Spot) -> Spot:
    return Spot(round(spot.x), round(spot.y))
