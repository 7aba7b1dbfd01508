"""Records of the national standard, and rows that hold them; no database is needed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from directory.standard.reader import Parsed, parse_row
from directory.standard.record import LieuRecord


def a_row(**cells: str) -> dict[str, str]:
    """A row of a file, as text; `cells` by column of the standard."""
    return {
        "id": "exemple-1",
        "pivot": "00000000000000",
        "nom": "Maison d’exemple",
        "commune": "Laplume",
        "code_postal": "47310",
        "code_insee": "47137",
        "adresse": "1 rue de l’Exemple",
        "latitude": "44.112750",
        "longitude": "0.530547",
        "services": "Aide aux démarches administratives",
        "modalites_acces": "Se présenter",
        "date_maj": "2024-08-01",
        **cells,
    }


def a_record(**values: Any) -> LieuRecord:
    record = parse_row(a_row(), 2).record
    assert record is not None
    return replace(record, **values)


def rows_of(records: Iterable[LieuRecord]) -> list[Parsed]:
    """The rows of a file that holds these records: the titles are row 1."""
    return [Parsed(line, record, (), record.id) for line, record in enumerate(records, start=2)]
