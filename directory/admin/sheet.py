"""Spreadsheets to download from the screens of the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from directory.exchange.spreadsheet import CONTENT_TYPE, workbook


def sheet(file_name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A spreadsheet to download (`exchange.spreadsheet`)."""
    response = HttpResponse(workbook(title, head, rows), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name}.xlsx"'
    return response
