"""The map of a coverage: a numbered dot a commune, on the contours of the territory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from directory.domain.coverage import Covered
from directory.domain.map.frame import Margins, frame_over
from directory.domain.map.outlines import path
from directory.place.surroundings import ground
from portal.words.geo import bounding_box

WIDTH, HEIGHT = 720, 640
_MARGINS = Margins(side=14, top=14, bottom=14)
# Dots of more communes would cover each other, and weigh a megabyte.
MOST = 1_500


@dataclass(frozen=True)
class Dot:
    """`rank` is that of the class, from 1: the number that is read on the dot and in the legend."""

    x: int
    y: int
    rank: int
    words: str


@dataclass(frozen=True)
class CoverageMap:
    width: int
    height: int
    department: str
    groups: str
    dots: tuple[Dot, ...]


def draw(found: Sequence[Covered], classes: type[Enum], class_of: Callable[[Covered], Enum]) -> CoverageMap | None:
    """None when there are too many communes; the biggest stand in front."""
    if len(found) > MOST:
        return None
    ranks = {kind: rank for rank, kind in enumerate(classes, start=1)}
    places = [bounding_box(one.commune.latitude, one.commune.longitude, 0) for one in found]
    frame = frame_over(places, WIDTH, HEIGHT, _MARGINS)
    dots = []
    for one in sorted(found, key=lambda one: one.commune.population):
        spot, kind = frame.at(one.commune.latitude, one.commune.longitude), class_of(one)
        dots.append(Dot(round(spot.x), round(spot.y), ranks[kind], f"{one.commune.name} : {kind.value.lower()}"))
    contours = ground()
    return CoverageMap(WIDTH, HEIGHT, path(contours.department, frame), path(contours.groups, frame), tuple(dots))
