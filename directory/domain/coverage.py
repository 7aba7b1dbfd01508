"""How far people live from help, and how many days a week it is there: communes against places and dates.

A commune is its centre: distances are as the crow flies, those of the town hall's square, not of each house. Days are
counted in the coming four weeks, so that a permanence of every second Tuesday is half a day a week, and holidays and
closures count for what they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from portal.words.geo import bounding_box, distance_km

WEEKS = 4
DAYS = 7 * WEEKS
FARTHEST_KM, REACH_KM = 20.0, 10.0
NOWHERE: tuple[float | None, str] = (None, "")


@dataclass(frozen=True)
class Inhabited:
    """A commune, at its centre (degrees WGS 84)."""

    insee: str
    name: str
    group: str
    population: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Help:
    """Where people are helped. `days` has one bit a day of the four weeks, None when nobody knows the hours; `place` is
    False for a date held somewhere, which gives days and no door to go to."""

    name: str
    latitude: float
    longitude: float
    days: int | None
    place: bool = True


class Distance(Enum):
    """Each class ends where the next begins: 2.0 km is in the second."""

    UNDER_2 = "Moins de 2 km"
    UNDER_5 = "De 2 à 5 km"
    UNDER_10 = "De 5 à 10 km"
    UNDER_20 = "De 10 à 20 km"
    BEYOND = "Plus de 20 km"


class Rhythm(Enum):
    """Days a week with help within reach; the last one is for a place whose hours nobody knows, and no known day."""

    FIVE = "5 jours ou plus"
    THREE = "3 ou 4 jours"
    ONE = "1 ou 2 jours"
    SOME = "Moins d’un jour"
    NONE = "Aucun jour"
    UNKNOWN = "Horaires inconnus"


_DISTANCES = ((2.0, Distance.UNDER_2), (5.0, Distance.UNDER_5), (10.0, Distance.UNDER_10), (20.0, Distance.UNDER_20))
_RHYTHMS = ((5, Rhythm.FIVE), (3, Rhythm.THREE), (1, Rhythm.ONE))


@dataclass(frozen=True)
class Covered:
    """`km` and `nearest` are of the nearest place within 20 km, None and "" without any; `days` are the different days
    with help within 10 km, in the four weeks."""

    commune: Inhabited
    km: float | None
    nearest: str
    days: int
    unknown: bool

    @property
    def distance(self) -> Distance:
        km = self.km
        return Distance.BEYOND if km is None else next((one for end, one in _DISTANCES if km < end), Distance.BEYOND)

    @property
    def days_a_week(self) -> float:
        return self.days / WEEKS

    @property
    def rhythm(self) -> Rhythm:
        if not self.days:
            return Rhythm.UNKNOWN if self.unknown else Rhythm.NONE
        return next((one for least, one in _RHYTHMS if self.days >= least * WEEKS), Rhythm.SOME)


def covered(communes: Iterable[Inhabited], helps: Iterable[Help]) -> list[Covered]:
    """One a commune, in their order. Only what stands within 20 km to the north or the south of one is measured."""
    ordered = sorted(helps, key=lambda one: one.latitude)
    latitudes = [one.latitude for one in ordered]
    return [_one(commune, ordered, latitudes) for commune in communes]


def _one(commune: Inhabited, ordered: Sequence[Help], latitudes: Sequence[float]) -> Covered:
    box = bounding_box(commune.latitude, commune.longitude, FARTHEST_KM)
    nearest: tuple[float, str] | None = None
    days, unknown = 0, False
    for one in ordered[bisect_left(latitudes, box.south) : bisect_right(latitudes, box.north)]:
        if not box.west <= one.longitude <= box.east:
            continue
        away = distance_km(commune.latitude, commune.longitude, one.latitude, one.longitude)
        if one.place and away < FARTHEST_KM:
            nearest = min(nearest or (away, one.name), (away, one.name))
        if away <= REACH_KM:
            days |= one.days or 0
            unknown |= one.days is None
    km, name = nearest or NOWHERE
    return Covered(commune, km, name, days.bit_count(), unknown)


@dataclass
class Sum:
    communes: int = 0
    population: int = 0


@dataclass(frozen=True)
class Row:
    """A group of communes: in each class how many communes and inhabitants, and in all."""

    group: str
    cells: tuple[Sum, ...]
    total: Sum


def table(found: Iterable[Covered], classes: type[Enum], class_of: Callable[[Covered], Enum]) -> list[Row]:
    """A row a group, in the order of their names, then one of all, whose `group` is ""."""
    sums: Mapping[tuple[str, Enum | None], Sum] = defaultdict(Sum)
    for one in found:
        for group in {one.commune.group, ""}:
            for cell in (class_of(one), None):
                sums[group, cell].communes += 1
                sums[group, cell].population += one.commune.population
    groups = sorted({group for group, _cell in sums if group})
    return [Row(name, tuple(sums[name, cell] for cell in classes), sums[name, None]) for name in (*groups, "")]
