"""Writing places as the national standard wants them: every column, in order, exact official labels.

In JSON, as the national tools publish it: the same texts, positions as numbers, and no name for what is unknown.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from directory.standard.fields import FIELDS, NAMES, SEPARATOR, Field
from directory.standard.record import LieuRecord

_NUMBERS = frozenset({"latitude", "longitude"})


def row(record: LieuRecord) -> dict[str, str]:
    """The texts of a record, by field name in the order of the standard. KeyError for an unknown code."""
    return {field.name: _text(field, getattr(record, field.name)) for field in FIELDS}


def values(record: LieuRecord) -> dict[str, str | float]:
    """A record as JSON holds it. KeyError for an unknown code."""
    return {name: float(text) if name in _NUMBERS else text for name, text in row(record).items() if text}


def lines(records: Iterable[LieuRecord]) -> Iterator[str]:
    """The lines of a CSV file (comma, `\\r\\n`), titles first, one record at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, NAMES)
    writer.writeheader()
    yield buffer.getvalue()
    for record in records:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row(record))
        yield buffer.getvalue()


def _text(field: Field, value: str | date | Decimal | tuple[str, ...] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # A short number (« 3949 ») is ours only: the standard wants a country code.
        return "" if field.name == "telephone" and field.pattern and not field.pattern.fullmatch(value) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # Never the exponent form: 0.0000001 must not become 1E-7.
        return f"{value:f}"
    vocabulary = field.vocabulary
    return SEPARATOR.join(value if vocabulary is None else map(vocabulary.written_value, value))
