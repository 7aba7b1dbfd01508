"""The file of an import: read from where it is kept, as often as its difference has to be made."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from directory.exchange.prepare import prepare
from directory.models import ImportRun
from directory.standard.reader import Parsed, parse_row, read


def prepare_file(run: ImportRun, content: bytes) -> ImportRun:
    """Keep the file with the run and make its difference. Raises `StandardError` when it cannot be read."""
    run.content = zlib.compress(content)
    return prepare_again(run)


def prepare_again(run: ImportRun) -> ImportRun:
    return prepare(run, _rows(zlib.decompress(run.content or b"")))


def _rows(content: bytes) -> Iterator[Parsed]:
    return (parse_row(row.values, row.number) for row in read(content))
