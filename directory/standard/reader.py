"""Reading a CSV file of the national standard, row after row.

`read` is about the file: encoding, separator, columns; it stops at the first thing that makes the whole file
unreadable. `parse_row` (in `rows.py`, offered here too) is about one place: it never stops the others.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.standard.fields import NAMES, REQUIRED
from directory.standard.rows import OVERFLOW, Parsed, Problem, parse_row

__all__ = ["Parsed", "Problem", "Row", "StandardError", "parse_row", "read"]


class StandardError(Exception):
    """The file cannot be read as a file of the standard; the message is a French sentence for its owner."""


@dataclass(frozen=True)
class Row:
    """`number` counts like a spreadsheet: the titles are row 1. `values` holds a text for every column read."""

    number: int
    values: dict[str, str]


def read(source: bytes | str | Iterable[bytes] | Iterable[str]) -> Iterator[Row]:
    """The rows of a file given whole or line by line (an open file), as they come; empty rows are left out.

    UTF-8 with or without its mark, or Windows-1252; separated by `,`, `;` or tabs; titles in any case and order.
    Columns of the standard that are missing and not required come out empty, other columns are dropped. Raises
    `StandardError` for a file that is empty, not text, or lacks a required column.
    """
    lines = _lines(source)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield from _rows(lines, line, number)
            return
    raise StandardError("Le fichier est vide.")


def _rows(lines: Iterator[str], header: str, header_number: int) -> Iterator[Row]:
    separator = max(",;\t", key=header.count)
    names = [name.strip().casefold() for name in next(csv.reader([header], delimiter=separator))]
    if missing := [name for name in REQUIRED if name not in names]:
        raise StandardError(
            f"Colonnes obligatoires absentes : {', '.join(missing)}. "
            "Vérifiez que la première ligne porte les noms du standard."
        )
    if twice := sorted({name for name in names if name in NAMES and names.count(name) > 1}):
        raise StandardError(f"Colonnes en double : {', '.join(twice)}.")
    wanted = [(name, names.index(name)) for name in NAMES if name in names]
    for number, cells in enumerate(_cells(lines, separator, header_number), start=header_number + 1):
        if not any(cell.strip() for cell in cells):
            continue
        values = dict.fromkeys(NAMES, "")
        values.update((name, cells[index]) for name, index in wanted if index < len(cells))
        if overflow := [cell for cell in cells[len(names) :] if cell.strip()]:
            values[OVERFLOW] = separator.join(overflow)
        yield Row(number, values)


def _cells(lines: Iterator[str], separator: str, lines_before: int) -> Iterator[list[str]]:
    # Strict: a quote never closed would otherwise swallow the rows that follow without a word.
    table = csv.reader(lines, delimiter=separator, strict=True)
    try:
        yield from table
    except csv.Error as error:
        raise StandardError(
            f"Le tableau n’est plus lisible à la ligne {lines_before + table.line_num} : "
            "des guillemets sont mal fermés, ou une case est trop longue."
        ) from error


def _as_lines(source: bytes | str | Iterable[bytes] | Iterable[str]) -> Iterable[bytes | str]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, str):
        return io.StringIO(source, newline="")
    return source


def _lines(source: bytes | str | Iterable[bytes] | Iterable[str]) -> Iterator[str]:
    """Decoded lines, the mark of UTF-8 taken off."""
    windows = accents = False
    for number, line in enumerate(_as_lines(source), start=1):
        if isinstance(line, str):
            text = line
        else:
            text, windows, accents = _decode(line, number, windows, accents)
        if "\0" in text:
            raise StandardError("Ce fichier n’est pas un fichier texte : enregistrez-le en CSV (UTF-8).")
        yield text.removeprefix("\ufeff") if number == 1 else text


def _decode(line: bytes, number: int, windows: bool, accents: bool) -> tuple[str, bool, bool]:
    """One line, and what is known after it: is the file Windows-1252, has it shown accents in UTF-8.

    A line that is not UTF-8 means Windows-1252, unless UTF-8 accents came before: a file in two encodings would
    give wrong names without a word.
    """
    if not windows:
        try:
            text = line.decode("utf-8")
            return text, False, accents or not line.isascii()
        except UnicodeDecodeError:
            if accents:
                raise StandardError(
                    f"La ligne {number} n’est pas en UTF-8 comme le début du fichier : "
                    "enregistrez-le de nouveau en CSV (UTF-8)."
                ) from None
    try:
        return line.decode("cp1252"), True, accents
    except UnicodeDecodeError:
        raise StandardError(
            f"La ligne {number} ne peut pas être lue : enregistrez le fichier en CSV (UTF-8)."
        ) from None
