"""The names of towns on a picture: the asked one always, then the biggest ones, each whole and apart from the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from directory.domain.map.frame import Box, Frame, Spot
from directory.domain.map.points import Town
from portal.words.geo import BoundingBox, distance_km

MOST = 8
TEXT = 17.0  # units: the height of letters, as static/css/components/map-picture.css has it at its biggest
LETTER = 0.56  # the width of a letter, as a share of its height, on the average of our typeface
DOT = 4.0
TOUCHING = 0.05  # the share of a name that may stand over a pin: letters are drawn with a halo
# How far a pin, or a group of them, reaches around a dot that it stands on.
PIN_ASIDE, PIN_DOWN, PIN_UP = 14.0, 14.0, 44.0
ACROSS = 8.0  # named towns stand an eighth of the sheet apart

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Name:
    """A dot and the words beside it: where they begin, are centred or end (`anchor`)."""

    text: str
    dot: Spot
    words: Spot
    anchor: Anchor
    asked: bool = False


def biggest(towns: Iterable[Town], shown: BoundingBox, asked: Town | None = None) -> Iterator[Town]:
    """The towns within the box, from the biggest to the smallest (as `towns` come), each well apart from a bigger one
    and from the asked one: beside a town its suburbs say nothing more."""
    apart = distance_km(shown.south, shown.west, shown.south, shown.east) / ACROSS
    seen = [] if asked is None else [asked]
    for town in towns:
        if not shown.contains(town.latitude, town.longitude):
            continue
        if all(_distance(town, other) >= apart for other in seen):
            seen.append(town)
            yield town


def name_towns(
    towns: Iterable[Town], frame: Frame, taken: Sequence[Box], asked: Town | None = None
) -> tuple[Name, ...]:
    """The asked town, then the biggest ones, at most `MOST`; names leave `taken` to be seen, and each other.

    The asked town is named even where there is no room: over as little as can be. Where another one finds no room, its
    suburbs are not named in its stead.
    """
    names: list[Name] = []
    words: list[Box] = []
    if asked is not None:
        best = _best(_sides(asked, frame, taken, asked=True), frame, taken)
        if best is not None:
            names.append(best.name)
            words += [best.box, Box(*best.name.dot, *best.name.dot).grown(2 * DOT)]
    for town in biggest(towns, frame.degrees, asked):
        sides = (found for found in _sides(town, frame, taken) if not any(found[1].meets(box) for box in words))
        best = _best(sides, frame, taken)
        if best is not None and best.cover <= TOUCHING:
            names.append(best.name)
            words.append(best.box)
        if len(names) == MOST + (asked is not None):
            break
    return tuple(names)


class _Side(NamedTuple):
    """A name where it could stand, and the share of it that would cover something."""

    cover: float
    name: Name
    box: Box


def _best(sides: Iterable[tuple[Name, Box]], frame: Frame, taken: Sequence[Box]) -> _Side | None:
    """The side that covers least, the first of its equals; no more of them are made than are looked at."""
    best = None
    for name, box in sides:
        cover = _hidden(box, frame, taken)
        if best is None or cover < best.cover:
            best = _Side(cover, name, box)
        if cover == 0:
            break
    return best


def _distance(one: Town, other: Town) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _hidden(box: Box, frame: Frame, taken: Sequence[Box]) -> float:
    """The share of a name that would cover something, or stand off the sheet."""
    area = (box.right - box.left) * (box.bottom - box.top)
    off = area - box.overlap(frame.sheet.grown(-2))
    return (3 * off + sum(box.overlap(other) for other in taken)) / area


def _sides(town: Town, frame: Frame, taken: Iterable[Box], asked: bool = False) -> Iterator[tuple[Name, Box]]:
    """Under first, as on the live map; further where a pin hides the dot. Each with the box that it fills."""
    dot = frame.at(town.latitude, town.longitude)
    dot = Spot(round(dot.x), round(dot.y))
    width, gap = len(town.name) * LETTER * TEXT, (2 if asked else 1) * DOT + 3
    rise, fall = 0.74 * TEXT, 0.24 * TEXT  # of letters, above and under their line
    places: tuple[tuple[Anchor, float, float], ...] = (
        ("middle", 0, gap + rise),
        ("start", gap, rise / 2),
        ("end", -gap, rise / 2),
        ("middle", 0, -gap - fall),
        ("start", gap, gap + rise),
        ("end", -gap, gap + rise),
        ("start", gap, -gap),
        ("end", -gap, -gap),
    )
    around = Box(*dot, *dot).grown(DOT)
    if any(other.meets(around) for other in taken):
        places += (
            ("middle", 0, gap + rise + PIN_DOWN),
            ("middle", 0, -fall - PIN_UP),
            ("start", gap + PIN_ASIDE, rise / 2 - PIN_DOWN),
            ("end", -gap - PIN_ASIDE, rise / 2 - PIN_DOWN),
        )
    for anchor, dx, dy in places:
        words = Spot(round(dot.x + dx), round(dot.y + dy))
        left = words.x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        box = Box(left, words.y - rise, left + width, words.y + fall).grown(1)
        yield Name(town.name, dot, words, anchor, asked), box
