"""Pins that would hide each other are shown as one. `static/js/map/pins.js` follows the same rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import hypot

from directory.domain.map.frame import Box, Spot


def middle(points: Sequence[Spot]) -> Spot:
    return Spot(sum(spot.x for spot in points) / len(points), sum(spot.y for spot in points) / len(points))


def grouped(points: Sequence[Spot], drawn: Callable[[Spot, int], Box]) -> list[list[int]]:
    """The ranks of the points of each group, in order; `drawn` is the box of a group of so many around its middle.

    The two nearest groups whose boxes meet become one, until no box meets another.
    """
    groups = {rank: [rank] for rank in range(len(points))}  # a group bears the rank of its first point
    spots = dict(enumerate(points))
    boxes = {rank: drawn(spot, 1) for rank, spot in spots.items()}

    def apart(a: int, b: int) -> float:
        return hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y)

    meeting = {(a, b): apart(a, b) for a, b in combinations(groups, 2) if boxes[a].meets(boxes[b])}
    while meeting:
        a, b = min(meeting, key=lambda pair: (meeting[pair], pair))
        groups[a] = sorted(groups[a] + groups.pop(b))
        spots[a] = middle([points[rank] for rank in groups[a]])
        boxes[a] = drawn(spots[a], len(groups[a]))
        meeting = {pair: distance for pair, distance in meeting.items() if a not in pair and b not in pair}
        met = [other for other in groups if other != a and boxes[a].meets(boxes[other])]
        meeting |= {(min(a, other), max(a, other)): apart(a, other) for other in met}
    return list(groups.values())
