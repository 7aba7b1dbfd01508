"""Are two records one door? A score out of 100, and what it rests on, in words for the person who decides.

The parts are those of the national importer (name, street, distance within one commune); telephone and mail are ours.
Calibrated on 92 records that were compared by eye (`tests/domain/directory/test_duplicates.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from portal.words.folding import fold
from portal.words.geo import distance_km

THRESHOLD = 59
# One door is rarely this far from itself on two maps.
_FAR_KM = 0.5
_WORD = re.compile(r"[a-z0-9]+")
# Words that half of the names have: they tell nothing.
_COMMON_NAMES = frozenset(
    _WORD.findall("a au aux d de des du en et l la le les sur france service services numerique espace")
)
_COMMON_STREETS = frozenset(
    _WORD.findall("a au aux d de des du l la le les bis ter av ave avenue bd boulevard r rue pl place che chemin")
)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "gal": "general", "pdt": "president", "cdt": "commandant"}


@dataclass(frozen=True)
class Door:
    """What is compared of a place. `commune` is its INSEE code, `town` its name; `position` in degrees, None when it is
    only the centre of the commune."""

    pk: int
    commune: str
    town: str
    name: str
    street: str
    position: tuple[float, float] | None = None
    phone: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likeness:
    """`score` out of 100; `reasons` are French words, what speaks for and against."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


def likely_pairs(doors: Iterable[Door], told_apart: Collection[frozenset[int]] = ()) -> list[Likeness]:
    """The pairs that may be one door, the likeliest first; those told apart by a person are left out."""
    by_commune: dict[str, list[Door]] = defaultdict(list)
    for door in doors:
        by_commune[door.commune].append(door)
    apart = frozenset(told_apart)
    found = [
        likeness
        for commune, there in by_commune.items()
        if commune
        for one, other in combinations(there, 2)
        if frozenset((one.pk, other.pk)) not in apart and (likeness := compare(one, other)).score >= THRESHOLD
    ]
    return sorted(found, key=lambda one: (-one.score, one.first, one.second))


def compare(one: Door, other: Door) -> Likeness:
    """How much two places of one commune look like one door."""
    parts = list(_parts(one, other))
    weight = sum(part[0] for part in parts)
    score = round(sum(part[0] * part[1] for part in parts) / weight) if weight else 0
    if _elsewhere(one, other):
        score = min(score, THRESHOLD - 1)
    return Likeness(one.pk, other.pk, score, tuple(part[2] for part in parts))


def _elsewhere(one: Door, other: Door) -> bool:
    """Two branches of one body share its name, its number and its mail, far apart in two streets of one town."""
    if not (one.street and other.street and one.position and other.position):
        return False
    return _street_likeness(one.street, other.street) < 60 and distance_km(*one.position, *other.position) > _FAR_KM


def _parts(one: Door, other: Door) -> Iterator[tuple[float, float, str]]:
    """Weight, likeness out of 100, words. What is not known of both is not counted."""
    name = _name_likeness(one, other)
    yield 3, name, "même nom" if name >= 95 else "noms proches" if name >= 60 else "noms différents"
    if one.street and other.street:
        street = _street_likeness(one.street, other.street)
        yield 4, street, _street_words(one.street, other.street, street)
    if one.position and other.position:
        metres = 1000 * distance_km(*one.position, *other.position)
        near = max(0.0, 100 * (1 - metres / (1000 * _FAR_KM)))
        yield 3, near, f"à {round(metres)} m l’un de l’autre"
    if one.phone and other.phone:
        same = one.phone == other.phone
        # Two services of one door often have two numbers; one number seldom has two doors in one commune.
        yield (3, 100, "même téléphone") if same else (1, 30, "téléphones différents")
    if {mail.casefold() for mail in one.emails} & {mail.casefold() for mail in other.emails}:
        yield 2, 100, "même courriel"


def _name_likeness(one: Door, other: Door) -> float:
    """All help points of Marmande may be called « Marmande »: that word tells nothing there."""
    town = frozenset(_WORD.findall(fold(one.town))) | _COMMON_NAMES
    first, second = _words(one.name, town), _words(other.name, town)
    if not first or not second:
        return float(fuzz.ratio(fold(one.name), fold(other.name)))
    return float(fuzz.token_set_ratio(" ".join(first), " ".join(second)))


def _street_likeness(one: str, other: str) -> float:
    """Another number in one street is another door."""
    first, second = _words(one, _COMMON_STREETS), _words(other, _COMMON_STREETS)
    numbers = [{word for word in words if word.isdigit()} for words in (first, second)]
    likeness = float(fuzz.token_sort_ratio(" ".join(first), " ".join(second)))
    return min(likeness, 50.0) if all(numbers) and not numbers[0] & numbers[1] else likeness


def _street_words(one: str, other: str, likeness: float) -> str:
    if likeness >= 60:
        return "même rue" if likeness >= 90 else "rues proches"
    first, second = ([word for word in _words(text, _COMMON_STREETS) if not word.isdigit()] for text in (one, other))
    return "même rue, autre numéro" if first and first == second else "rues différentes"


def _words(text: str, common: frozenset[str]) -> list[str]:
    words = (_ABBREVIATIONS.get(word, word) for word in _WORD.findall(fold(text)))
    return [word for word in words if word not in common]
