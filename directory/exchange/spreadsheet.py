"""A spreadsheet for people: every cell is a text, so that none is a formula, whatever a partner wrote in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell may hold (Excel's own limit).
_LONGEST = 32_767


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An XLSX file of one sheet; `head` is its first row, kept in view. None is an empty cell."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for column, name in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(14, len(name) + 2)
    sheet.append([_cell(sheet, name, bold=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, value: object, *, bold: bool = False) -> WriteOnlyCell:
    text = "" if value is None else ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl makes a formula of what begins with « = »
    if bold:
        cell.font = Font(bold=True)
    return cell
