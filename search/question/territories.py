"""Communes, and the wholes that people name as a place: a département, an intercommunality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from portal.words.commune_names import CONNECTIVES, name_words
from portal.words.departements import NAMES
from portal.words.geo import distance_km
from search.types import Circle

# What stands before the name of an intercommunality: « CC », « CA », « communauté de communes ».
_SORTS = frozenset({"cc", "ca", "cu", "communaute", "communes", "agglomeration", "agglo", "urbaine", "metropole"})
_EDGE_KM = 15  # from the centre of a commune at the edge to its limits


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """A commune: INSEE code, official name, its postal codes, département code, population, centroid, name of its
    intercommunality, names of the communes that it took in."""

    insee: str
    name: str
    postal_codes: tuple[str, ...]
    departement: str
    population: int
    lat: float
    lon: float
    epci: str = ""
    former_names: tuple[str, ...] = ()

    def label(self, typed_code: str = "") -> str:
        """« Laplume (47310) », with the postal code that was typed or else the first one."""
        codes = self.postal_codes or (self.insee,)
        return f"{self.name} ({typed_code if typed_code in codes else codes[0]})"


@dataclass(frozen=True, slots=True)
class Territory:
    """A département or an intercommunality, as far as its communes are known; there is one at least."""

    name: str
    communes: tuple[CommuneEntry, ...]

    @property
    def circle(self) -> Circle:
        """Around all of it, and nothing else: `Circle.whole`."""
        lats, lons = [one.lat for one in self.communes], [one.lon for one in self.communes]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        radius = _EDGE_KM + ceil(max(distance_km(lat, lon, one.lat, one.lon) for one in self.communes))
        codes = frozenset(one.insee for one in self.communes)
        return Circle(lat, lon, self.name, "", radius, codes, whole=True)


class Territories:
    """By name, or by the code of a département."""

    def __init__(self, communes: Sequence[CommuneEntry]) -> None:
        departements: dict[str, list[CommuneEntry]] = defaultdict(list)
        unions: dict[str, list[CommuneEntry]] = defaultdict(list)
        for commune in communes:
            departements[commune.departement].append(commune)
            if commune.epci:
                unions[commune.epci].append(commune)
        self._by_key: dict[str, Territory] = {}
        for name, inside in unions.items():
            for key in _keys(name):
                self._by_key.setdefault(key, Territory(name, tuple(inside)))
        for code, inside in departements.items():
            if code in NAMES:
                whole = Territory(NAMES[code], tuple(inside))
                self._by_key[_key(whole.name)] = self._by_key[code.lower()] = whole

    def named(self, words: str, numbers: Sequence[str] = ()) -> Territory | None:
        """The one that bears this name (`name_words`, joined), a number beside it being its code, or this code."""
        keys = [_key(words), " ".join(_bare(_key(words).split(" ")))] if words else numbers[:1]
        found = next((self._by_key[key] for key in keys if key in self._by_key), None)
        here = found is None or all(number == found.communes[0].departement.lower() for number in numbers)
        return found if here else None


def _key(text: str) -> str:
    """« Lot-et-Garonne », « lot garonne »: without the small words that people leave out."""
    words = name_words(text)
    return " ".join(word for word in words if word not in CONNECTIVES) or " ".join(words)


def _bare(words: list[str]) -> list[str]:
    return next((words[start:] for start in range(len(words)) if words[start] not in _SORTS), words)


def _keys(name: str) -> set[str]:
    """« CA Agglomération d’Agen », « agglomération d’Agen », « agglo d’Agen »; « Fumel Vallée du Lot ». What would be
    left of « CC Lauzun » alone is a commune."""
    words = _key(name).split(" ")
    bare = _bare(words)
    keys = {" ".join(words), " ".join(words[1:]) if words[0] in _SORTS else ""}
    if len(bare) > 1:
        keys.add(" ".join(bare))
    if words[1:2] == ["agglomeration"]:
        keys.add(" ".join(["agglo", *bare]))
    return keys - {""}
