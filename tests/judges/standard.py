"""Judges a file by the national standard: `python standard.py schema.json places.csv` (or `.json`); a fault a line.

It imports nothing of the project, not even the standard library's reader of CSV: RFC 4180 is read by the letter.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any


def table(text: str) -> list[list[str]]:
    """The records of a CSV file. ValueError at the first character that RFC 4180 does not allow there."""
    records: list[list[str]] = []
    record: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            cell, at = quoted(text, at + 1)
        else:
            found = re.compile(r'[^,"\r\n]*').match(text, at)
            assert found is not None
            cell, at = found[0], found.end()
        record.append(cell)
        if text[at : at + 2] == "\r\n":
            records.append(record)
            record, at = [], at + 2
        elif text[at : at + 1] == ",":
            at += 1
        else:
            raise ValueError(f"record {len(records) + 1}: neither a comma nor a line end after {cell[:30]!r}")
    if record:
        raise ValueError("the last record has no line end")
    return records


def quoted(text: str, at: int) -> tuple[str, int]:
    """The cell whose opening quote is just before `at`, and where it ends."""
    parts = []
    while True:
        end = text.find('"', at)
        if end < 0:
            raise ValueError("a quote is never closed")
        parts.append(text[at:end])
        if text[end + 1 : end + 2] != '"':
            return "".join(parts), end + 1
        parts.append('"')
        at = end + 2


def faults_of_csv(text: str, schema: dict[str, Any]) -> Iterator[str]:
    names = [field["name"] for field in schema["fields"]]
    try:
        head, *rows = table(text)
    except ValueError as error:
        yield str(error)
        return
    if head != names:
        yield f"titles: {head}"
        return
    if wrong := [number for number, row in enumerate(rows, 2) if len(row) != len(names)]:
        yield f"rows with too many or too few cells: {wrong}"
        return
    places = [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]
    yield from faults_of_places(places, schema)


def faults_of_json(text: str, schema: dict[str, Any]) -> Iterator[str]:
    names = {field["name"] for field in schema["fields"]}
    places = json.loads(text)
    for number, place in enumerate(places, 1):
        for name, value in place.items():
            wanted = (int, float) if name in ("latitude", "longitude") else str
            if name not in names:
                yield f"place {number}: {name} is not of the standard"
            elif not isinstance(value, wanted) or value == "":
                yield f"place {number}: {name} is {value!r}"
    yield from faults_of_places([{name: str(value) for name, value in place.items()} for place in places], schema)


def faults_of_places(places: list[dict[str, str]], schema: dict[str, Any]) -> Iterator[str]:
    seen: dict[str, set[str]] = {}
    for number, place in enumerate(places, 1):
        for field in schema["fields"]:
            name, text = field["name"], place.get(field["name"], "")
            if field.get("required") and not text.strip():
                yield f"place {number}: {name} is missing"
            for fault in faults_of_value(field, text, schema["separator"]) if text else ():
                yield f"place {number}: {name}: {fault}"
            if field.get("unique"):
                if text in seen.setdefault(name, set()):
                    yield f"place {number}: {name} {text!r} is given twice"
                seen[name].add(text)
        if ("latitude" in place) != ("longitude" in place):
            yield f"place {number}: half a position"


def faults_of_value(field: dict[str, Any], text: str, separator: str) -> Iterator[str]:
    values = text.split(separator) if field.get("multiple") else [text]
    if "pattern" in field and not re.search(field["pattern"], text):
        yield f"{text!r} has not the form {field['pattern']}"
    if len(text) > field.get("max_length", len(text)):
        yield f"{len(text)} characters"
    for value in values:
        if "enum" in field and value not in field["enum"]:
            yield f"{value!r} is not in the list"
        if not value.strip():
            yield "an empty value"
    if field["type"] == "date":
        try:
            good = date.fromisoformat(text).isoformat() == text
        except ValueError:
            good = False
        if not good:
            yield f"{text!r} is no date"
    if field["type"] == "number" and not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text):
        yield f"{text!r} is no number"
    most = {"latitude": 90, "longitude": 180}.get(field["name"])
    if most and re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) and abs(float(text)) > most:
        yield f"{text} is not on Earth"


def main(schema: Path, places: Path) -> int:
    rules = json.loads(schema.read_text(encoding="utf-8"))
    text = places.read_bytes().decode("utf-8")
    read = faults_of_csv if places.suffix == ".csv" else faults_of_json
    found = list(read(text, rules))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
