"""Contours (GeoJSON) as short paths of a drawing: what is off the sheet is cut, what cannot be seen is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

from directory.domain.map.frame import Box, Frame, Spot, mercator

STEP = 1.5  # units: points of a line nearer to each other are not seen
OUTSIDE = 6.0  # units around the sheet where cut contours run, unseen


@dataclass(frozen=True)
class Line:
    """Points of the world and the box that holds them; a `great` river is drawn wider."""

    points: tuple[Spot, ...]
    box: Box
    closed: bool
    great: bool = False


def lines_of(collection: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines and the rings of a GeoJSON collection."""
    return tuple(
        Line(points, _box(points), closed, feature["properties"].get("grande", False))
        for feature in collection["features"]
        for closed, coordinates in _runs(feature["geometry"])
        if len(points := tuple(mercator(lat, lon) for lon, lat in coordinates)) > 1
    )


def _runs(geometry: Mapping[str, Any]) -> Iterator[tuple[bool, Sequence[Sequence[float]]]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        yield False, coordinates
    elif kind == "MultiLineString":
        yield from ((False, run) for run in coordinates)
    elif kind == "Polygon":
        yield from ((True, ring) for ring in coordinates)
    elif kind == "MultiPolygon":
        yield from ((True, ring) for polygon in coordinates for ring in polygon)


def _box(points: Sequence[Spot]) -> Box:
    xs, ys = [spot.x for spot in points], [spot.y for spot in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def path(lines: Iterable[Line], frame: Frame) -> str:
    """The `d` of one SVG path for all of these lines, in whole units; "" when the sheet shows none of them."""
    sheet = frame.sheet.grown(OUTSIDE)
    parts: list[str] = []
    for line in lines:
        box = Box(*frame.place(Spot(line.box.left, line.box.top)), *frame.place(Spot(line.box.right, line.box.bottom)))
        if not (box.meets(sheet) or sheet.holds(box)):
            continue
        spots = _thinned(frame.place_all(line.points))
        cut = _cut_ring if line.closed else _cut_line
        runs = [spots] if sheet.holds(box) else cut(spots, sheet)
        parts.extend(written for run in runs if (written := _written(run, line.closed)))
    return "".join(parts)


def _cut_ring(ring: list[Spot], sheet: Box) -> list[list[Spot]]:
    """The part of a ring inside the sheet, edge by edge (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, sheet.left, 1), (0, sheet.right, -1), (1, sheet.top, 1), (1, sheet.bottom, -1)):
        cut: list[Spot] = []
        before = ring[-1] if ring else None
        for spot in ring:
            inside, was_inside = sign * (spot[axis] - limit) >= 0, before and sign * (before[axis] - limit) >= 0
            if before and inside != was_inside:
                cut.append(_between(before, spot, (limit - before[axis]) / (spot[axis] - before[axis])))
            if inside:
                cut.append(spot)
            before = spot
        ring = cut
    return [ring]


def _cut_line(line: list[Spot], sheet: Box) -> list[list[Spot]]:
    """The parts of a line inside the sheet (Liang and Barsky, segment by segment)."""
    runs: list[list[Spot]] = []
    for start, end in pairwise(line):
        if max(start.x, end.x) < sheet.left or min(start.x, end.x) > sheet.right:
            continue
        enters, leaves = 0.0, 1.0
        for axis, low, high in ((0, sheet.left, sheet.right), (1, sheet.top, sheet.bottom)):
            length = end[axis] - start[axis]
            if length == 0:
                if not low <= start[axis] <= high:
                    leaves = -1.0
                continue
            first, last = sorted(((low - start[axis]) / length, (high - start[axis]) / length))
            enters, leaves = max(enters, first), min(leaves, last)
        if enters >= leaves:
            continue
        head, tail = _between(start, end, enters), _between(start, end, leaves)
        if runs and runs[-1][-1] == head:
            runs[-1].append(tail)
        else:
            runs.append([head, tail])
    return runs


def _between(start: Spot, end: Spot, share: float) -> Spot:
    if share in (0.0, 1.0):
        return end if share else start
    return Spot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _thinned(line: list[Spot]) -> list[Spot]:
    """Its ends, and between them only points at least `STEP` from the one before."""
    if not line:
        return []
    kept = [line[0]]
    for spot in line[1:-1]:
        if hypot(spot.x - kept[-1].x, spot.y - kept[-1].y) >= STEP:
            kept.append(spot)
    return [*kept, line[-1]] if len(line) > 1 else kept


def _written(line: list[Spot], closed: bool) -> str:
    """« M10 20l3 4-2 5z »: whole units, each point from the one before."""
    whole = [(round(spot.x), round(spot.y)) for spot in line]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    steps = [step for step in steps if step != (0, 0)]
    if len(steps) < (2 if closed else 1):
        return ""
    drawn = "".join(f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}" for x, y in steps)
    return f"M{whole[0][0]} {whole[0][1]}l{drawn.lstrip()}{'z' if closed else ''}"
