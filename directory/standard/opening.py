"""A file of any shape, opened: what it is, how its columns are read, and its places one by one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.standard.fields import BY_NAME
from directory.standard.mapping.interpreter import Interpreter
from directory.standard.mapping.line import CellProblem, HoursOf, Reading, WeekOf
from directory.standard.mapping.proposal import proposed
from directory.standard.rows import Parsed
from directory.standard.shapes.shape import shape_of
from directory.standard.table.kinds import open_table
from directory.standard.table.table import Table, UnreadableFile

__all__ = ["CellProblem", "Opened", "UnreadableFile", "open_file"]

_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@dataclass(frozen=True)
class Opened:
    """`words` and `remarks` (sentences about the whole file, each said once) are shown to a person. `unused` are the
    columns of the file that nothing reads. `missing` are the required fields of the standard without a column: `rows`
    is empty then, and a mapping is to be chosen. `silent` are the fields of the standard that no column gives.
    `mapping` is the one in use, rules by field (`mapping/rules.py`), as `open_file` takes it back.

    `rows` come as they are read, their problems as `CellProblem`. It raises `UnreadableFile` where the file stops
    being a table, so that what was read of it before counts for nothing."""

    words: str
    columns: tuple[str, ...]
    unused: tuple[str, ...]
    missing: tuple[str, ...]
    silent: tuple[str, ...]
    remarks: tuple[str, ...]
    mapping: Mapping[str, Any]
    rows: Iterator[Parsed]


def open_file(
    content: bytes,
    name: str,
    today: date,
    *,
    osm_hours: HoursOf,
    osm_week: WeekOf,
    mapping: Mapping[str, Any] | None = None,
    as_of: date | None = None,
) -> Opened:
    """`mapping` is what a person chose; without it, that of the shape that the titles show, else one proposed from
    titles and values. Places that say no date of their own are of the day `as_of` (a person's word), else of one in
    the `name` of the file, else of `today`. Raises `UnreadableFile` for what is no table within the limits, or for a
    mapping that is not written as it should."""
    table = open_table(content)
    shape = shape_of(table.columns) if mapping is None else None
    if mapping is not None:
        kind = "correspondance choisie"
    else:
        kind = shape.name if shape else "colonnes reconnues à leurs titres"
        mapping = shape.mapping if shape else proposed(table)
    named = _day_in(name, today)
    if as_of:
        day, whose = as_of, "la date que vous avez donnée"
    elif named:
        day, whose = named, "celle du nom du fichier"
    else:
        day, whose = today, "celle du jour, faute de mieux"
    interpreter = Interpreter(table, mapping, Reading(day, today, osm_hours, osm_week))
    return Opened(
        words=f"{table.words}, {kind}",
        columns=table.columns,
        unused=interpreter.unused,
        missing=interpreter.missing,
        silent=interpreter.silent,
        remarks=tuple(_remarks(table, interpreter, f"{whose}, {day:%d/%m/%Y}")),
        mapping=interpreter.mapping,
        rows=iter(()) if interpreter.missing else interpreter.read(table.rows()),
    )


def _day_in(name: str, today: date) -> date | None:
    for year, month, day in _DAY_IN_NAME.findall(name):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _remarks(table: Table, interpreter: Interpreter, day: str) -> Iterator[str]:
    rules = interpreter.mapping
    if interpreter.missing:
        titles = " ; ".join(BY_NAME[name].title for name in interpreter.missing)
        yield f"Aucune colonne du fichier n’a été trouvée pour : {titles}. Choisissez-les vous-même."
    if table.doubled:
        yield f"Ces titres sont donnés à plusieurs colonnes, numérotées ici : {' ; '.join(table.doubled)}."
    if interpreter.absent:
        yield f"Ces colonnes attendues ne sont pas dans le fichier : {' ; '.join(interpreter.absent)}."
    if isinstance(rules["id"], Mapping) and "identifier_of" in rules["id"]:
        yield (
            "Le fichier n’a pas d’identifiant utilisable : chaque lieu en reçoit un, fait de son nom, de son code "
            "postal et de son adresse. Un lieu dont l’un des trois change sera vu comme un nouveau lieu."
        )
    if isinstance(rules["date_maj"], Mapping) and "date_of_file" in str(rules["date_maj"]):
        yield f"Les lieux sans date de mise à jour reçoivent {day}."
