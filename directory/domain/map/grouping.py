"""Pins that would hide each other are shown as one. `static/js/map/pins.js` follows the same rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot

from directory.domain.map.frame import Box, Spot


def middle(points: Sequence[Spot]) -> Spot:
    return Spot(sum(spot.x for spot in points) / len(points), sum(spot.y for spot in points) / len(points))


def grouped(points: Sequence[Spot], drawn: Callable[[Spot, int], Box]) -> list[list[int]]:
    """The ranks of the points of each group, in order; `drawn` is the box of a group of so many around its middle.

    The two nearest groups whose boxes meet become one, until no box meets another.
    """
    groups = [[rank] for rank in range(len(points))]
    while True:
        spots = [middle([points[rank] for rank in group]) for group in groups]
        boxes = [drawn(spot, len(group)) for spot, group in zip(spots, groups, strict=True)]
        meeting = [
            (hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y), a, b)
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
            if boxes[a].meets(boxes[b])
        ]
        if not meeting:
            return groups
        _distance, a, b = min(meeting)
        groups[a] = sorted(groups[a] + groups.pop(b))
        groups.sort()
