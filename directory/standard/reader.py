"""Reading a file of the national standard, row after row.

`read` is about the file: it stops at the first thing that makes the whole file unreadable. `parse_row` (in `rows.py`,
offered here too) is about one place: it never stops the others. Files of other shapes: `opening.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.standard.fields import NAMES, REQUIRED
from directory.standard.rows import OVERFLOW, Parsed, Problem, parse_row
from directory.standard.table.kinds import open_table
from directory.standard.table.table import UnreadableFile

__all__ = ["Parsed", "Problem", "Row", "UnreadableFile", "parse_row", "read"]


@dataclass(frozen=True)
class Row:
    """`number` counts like a spreadsheet: the titles are row 1. `values` holds a text for every column read."""

    number: int
    values: dict[str, str]


def read(content: bytes) -> Iterator[Row]:
    """The rows of a file, as they come; empty rows are left out.

    Titles in any case and order. Columns of the standard that are missing and not required come out empty, other
    columns are dropped. Raises `UnreadableFile` for what is no table, or lacks a required column.
    """
    table = open_table(content)
    names = [title.casefold() for title in table.columns]
    if missing := [name for name in REQUIRED if name not in names]:
        raise UnreadableFile(
            f"Colonnes obligatoires absentes : {', '.join(missing)}. "
            "Vérifiez que la première ligne porte les noms du standard."
        )
    if twice := sorted(name for name in map(str.casefold, table.doubled) if name in NAMES):
        raise UnreadableFile(f"Colonnes en double : {', '.join(twice)}.")
    wanted = [(name, names.index(name)) for name in NAMES if name in names]
    width = table.width
    for number, cells in table.rows():
        values = dict.fromkeys(NAMES, "")
        filled = len(cells)
        values.update((name, cells[index]) for name, index in wanted if index < filled)
        if width is not None and filled > width and (overflow := [cell for cell in cells[width:] if cell.strip()]):
            values[OVERFLOW] = " ".join(overflow)
        yield Row(number, values)
