"""What the directory knows when an import is decided, as plain values. No Django here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.domain.position import AROUND_KM, NEAR_KM, reach_km
from portal.words.commune_names import beginnings, name_words, spellings
from portal.words.geo import bounding_box


@dataclass(frozen=True)
class KnownPlace:
    """A place as it stands: `values` holds every name of `mapping.FIELDS`. Two readings are equal when nothing that
    an import looks at has changed between them."""

    pk: int
    values: Mapping[str, Any]
    verified_on: date | None = None


@dataclass(frozen=True)
class Given:
    """What a feed last said of an identifier; `point` is the place that it became, None when that was deleted.
    `ours`: by the feed that is being imported."""

    values: Mapping[str, Any]
    point: int | None
    ours: bool


@dataclass(frozen=True)
class KnownCommune:
    """`latitude` and `longitude` (degrees WGS84) are those of its centre."""

    insee: str
    name: str
    postal_codes: Sequence[str]
    latitude: float
    longitude: float
    former_names: Sequence[str] = ()

    @property
    def centre(self) -> tuple[float, float]:
        return self.latitude, self.longitude


class Communes:
    """The communes of the reference, by each of the things that a row says of its own."""

    def __init__(self, communes: Iterable[KnownCommune] = ()) -> None:
        self._by_insee: dict[str, KnownCommune] = {}
        self._by_postal_code: dict[str, list[KnownCommune]] = defaultdict(list)
        self._by_name: dict[str, list[KnownCommune]] = defaultdict(list)
        self._by_beginning: dict[str, list[KnownCommune]] = defaultdict(list)
        self._reach: dict[str, float] = {}
        for commune in communes:
            self._by_insee[commune.insee] = commune
            for code in commune.postal_codes:
                self._by_postal_code[code].append(commune)
            for name in (commune.name, *commune.former_names):
                for key in spellings(name):
                    self._by_name[key].append(commune)
            for key in beginnings(commune.name):
                self._by_beginning[key].append(commune)

    def with_insee(self, code: str) -> KnownCommune | None:
        return self._by_insee.get(code)

    def with_postal_code(self, code: str) -> Sequence[KnownCommune]:
        return self._by_postal_code.get(code, ())

    def named(self, name: str) -> Sequence[KnownCommune]:
        return self._by_name.get(" ".join(name_words(name)), ())

    def beginning(self, name: str) -> Sequence[KnownCommune]:
        """Those whose name begins so: « Villeneuve »."""
        return self._by_beginning.get(" ".join(name_words(name)), ())

    def reaches(self, commune: KnownCommune, km: float) -> bool:
        """Whether a place may lie so far from its centre. Reckoned for the few communes where one is far away."""
        return km <= NEAR_KM or km <= self._reach_km(commune)

    def _reach_km(self, commune: KnownCommune) -> float:
        if commune.insee not in self._reach:
            box = bounding_box(*commune.centre, AROUND_KM)
            around = (one.centre for one in self._by_insee.values() if one != commune and box.contains(*one.centre))
            self._reach[commune.insee] = reach_km(commune.centre, around)
        return self._reach[commune.insee]


@dataclass(frozen=True)
class Known:
    """`places` and `given` by identifier: those that the records name, others may be left out. `lengths` gives, by
    field of the help point, how many characters its column holds. `today` is the day of the import: no row was brought
    up to date later."""

    places: Mapping[str, KnownPlace] = field(default_factory=dict)
    given: Mapping[str, Sequence[Given]] = field(default_factory=dict)
    communes: Communes = field(default_factory=Communes)
    lengths: Mapping[str, int] = field(default_factory=dict)
    today: date = date.max
