"""The first filled sheet of an Excel workbook, values only: what a formula last gave, never the formula."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.xml import DEFUSEDXML

from directory.standard.table.table import MAX_COLUMNS, MAX_ROWS, SAMPLE, Table, UnreadableFile, cut, table_of

# A sheet of 50,000 places of 32 columns unpacks to about 90 MB, ten times its size in the file; a zip bomb to a
# thousand times.
MAX_UNPACKED = 120_000_000
MAX_RATIO = 100
_SMALL = 5_000_000

AGAIN = "ouvrez-le dans un tableur, puis enregistrez-le de nouveau"


def workbook_table(content: bytes) -> Table:
    """Raises `UnreadableFile` for what is no workbook, too large once unpacked, or broken."""
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl reads the XML of strangers: it needs defusedxml")
    _check(content)
    for sheet in _opened(content):
        width = max((len(cells) for cells in islice(filter(None, _records(sheet)), SAMPLE)), default=0)
        if width:
            words = f"Classeur Excel, feuille « {sheet.title} »"
            return table_of(words, partial(_padded, sheet, width), shifting=False)
    raise UnreadableFile("Ce classeur est vide : choisissez le fichier qui contient la liste des lieux.")


def _check(content: bytes) -> None:
    """What the archive says of itself, before anything is unpacked; a size that lies is cut there by `zipfile`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = archive.namelist()
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception as error:
        raise UnreadableFile(f"Ce classeur est abîmé et ne peut pas être lu : {AGAIN}.") from error
    if b"opendocument" in kind:
        raise UnreadableFile(
            "C’est un fichier LibreOffice ou OpenOffice (.ods) : enregistrez-le en « .xlsx » ou en CSV (UTF-8)."
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            "C’est une archive ou un autre document, pas un tableau : choisissez un fichier CSV, JSON ou Excel (.xlsx)."
        )
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked / packed > MAX_RATIO):
        raise UnreadableFile(
            "Une fois décompressé, ce classeur est beaucoup trop gros : copiez les seules lignes des lieux dans un "
            "nouveau classeur, ou enregistrez la feuille en CSV (UTF-8)."
        )


def _opened(content: bytes) -> Sequence[Any]:
    try:
        # It warns about what it leaves out: styles, validations, pictures.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets)
    except Exception as error:  # whatever its parsers meet in a broken file
        raise UnreadableFile(f"Ce classeur est abîmé et ne peut pas être lu : {AGAIN}.") from error


def _padded(sheet: Any, width: int) -> Iterator[list[str]]:
    for cells in _records(sheet):
        yield cells + [""] * (width - len(cells))


def _records(sheet: Any) -> Iterator[list[str]]:
    """The texts of each row without the empty cells of its end; empty rows stand between others."""
    # Written by other tools, the size that a sheet gives itself may be one cell, or all there can be.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    empty = number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except Exception as error:
            raise UnreadableFile(
                f"Ce classeur est abîmé à la ligne {number} et ne peut pas être lu : {AGAIN}."
            ) from error
        cells = [] if not any(value is not None for value in values) else list(map(_text, values))
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise UnreadableFile(
                f"La ligne {number} a plus de {MAX_COLUMNS} colonnes : gardez seulement celles des lieux."
            )
        empty = 0 if cells else empty + 1
        if empty > MAX_ROWS:
            raise UnreadableFile(
                f"Des lignes vides sans fin suivent la ligne {number - empty} : supprimez-les, ou copiez les lignes "
                "remplies dans un nouveau classeur."
            )
        yield cells


def _text(value: Any) -> str:
    """As a person would write it in a CSV: no decimal for whole numbers, ISO dates, hours with minutes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        # A SIRET is a number for a spreadsheet: all its digits, no exponent.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return cut(str(value).strip())
