"""What the directory knows when an import is decided, as plain values. No Django here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.standard.record import LieuRecord
from portal.words.folding import fold


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


class Communes:
    """The communes of the reference, by INSEE code or by name and postal code."""

    def __init__(self, communes: Iterable[KnownCommune] = ()) -> None:
        self._by_insee: dict[str, KnownCommune] = {}
        self._by_name: dict[tuple[str, str], KnownCommune] = {}
        for commune in communes:
            self._by_insee[commune.insee] = commune
            for code in commune.postal_codes:
                self._by_name[fold(commune.name), code] = commune

    def of(self, record: LieuRecord) -> KnownCommune | None:
        found = self._by_insee.get(record.code_insee)
        return found or self._by_name.get((fold(record.commune), record.code_postal))


@dataclass(frozen=True)
class Known:
    """`places` and `given` by identifier: those that the records name, others may be left out. `lengths` gives, by
    field of the help point, how many characters its column holds."""

    places: Mapping[str, KnownPlace] = field(default_factory=dict)
    given: Mapping[str, Sequence[Given]] = field(default_factory=dict)
    communes: Communes = field(default_factory=Communes)
    lengths: Mapping[str, int] = field(default_factory=dict)
