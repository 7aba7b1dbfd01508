"""Tables of any kind: read back as they were written, or refused in words, quickly and in little memory."""

import csv
import io
import json
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from datetime import time as clock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.standard.opening import open_file
from directory.standard.table.kinds import open_table
from directory.standard.table.table import MAX_BYTES, MAX_CELL, MAX_ROWS, UnreadableFile

TITLES = ["Nom", "Adresse", "Code postal", "Commune", "Téléphone", "Courriel", "Site", "Remarques"]
# Signs of CSV and French letters; what every encoding holds.
CELLS = st.text(st.sampled_from("aé'\"œ;,|\t\n 0=€"), max_size=12).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=8, max_size=8).filter(any), min_size=1, max_size=6)


def rows_of(content: bytes) -> list[list[str]]:
    return [list(cells) for _, cells in open_table(content).rows()]


def workbook(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


@given(
    ROWS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_a_written_table_is_read_back(
    rows: list[list[str]], encoding: str, separator: str, quoting: int, line_end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=line_end).writerows([TITLES, *rows])  # type: ignore[arg-type]
    content = out.getvalue().encode(encoding)
    assert open_table(content).columns == tuple(TITLES)
    assert rows_of(content) == rows


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_a_written_workbook_is_read_back(rows: list[list[str]]) -> None:
    # openpyxl writes a text that begins with « = » as a formula.
    texts = [[cell.replace("=", "-") for cell in row] for row in rows]
    assert rows_of(workbook([TITLES, *[[cell or None for cell in row] for row in texts]])) == texts


@given(ROWS)
def test_written_objects_are_read_back(rows: list[list[str]]) -> None:
    objects = [dict(zip(TITLES, row, strict=True)) for row in rows]
    for data in (objects, {"total": 3, "data": objects, "fin": [1]}):
        assert rows_of(json.dumps(data, ensure_ascii=False).encode()) == rows


def test_values_of_a_workbook_are_written_as_people_do() -> None:
    given_row = [
        13001234500017.0,
        1e18,
        47000.0,
        1.5,
        datetime(2026, 1, 31),
        datetime(2026, 1, 31, 9, 30),
        clock(9),
        True,
    ]
    (row,) = rows_of(workbook([[f"titre {letter}" for letter in "abcdefgh"], given_row]))
    assert row == ["13001234500017", "1" + "0" * 18, "47000", "1.5", "2026-01-31", "2026-01-31 09:30", "09:00", "oui"]


def test_values_of_objects() -> None:
    content = b'[{"nom": "a", "n": 0.10, "l": ["x", ["y", null]], "adresse": {"rue": "b"}, "v": null}, {"autre": true}]'
    table = open_table(content)
    assert table.columns == ("nom", "n", "l", "adresse.rue", "v", "autre")
    assert rows_of(content) == [["a", "0.10", "x|y", "b", "", ""], ["", "", "", "", "", "oui"]]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_much_more_is_not_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook([TITLES, ["a"] * 8]))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    # Blanks after the end are good XML: nothing but the sizes is against this file.
    sheet = files["xl/worksheets/sheet1.xml"]
    assert rows_of(zipped(files | {"xl/worksheets/sheet1.xml": sheet + b" " * 4_000_000})) == [["a"] * 8]
    with pytest.raises(UnreadableFile, match="décompressé"):
        open_table(zipped(files | {"xl/worksheets/sheet1.xml": sheet + b" " * 20_000_000}))


def with_entities() -> bytes:
    """A workbook whose first title is entities of entities: a billion letters once read."""
    real = workbook([["Nom", "Adresse"], ["a", "b"]])
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    sheet = files["xl/worksheets/sheet1.xml"].decode().replace("<t>Nom</t>", "<t>&e9;</t>")
    assert "&e9;" in sheet
    files["xl/worksheets/sheet1.xml"] = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{entities}]>{sheet}'.encode()
    return zipped(files)


HOSTILE = {
    "too large": b"a" * (MAX_BYTES + 1),
    "one line": b"a," * 9_000_000,
    "quotes never closed": b'a,b\n"' + b"x,y\n" * 4_000_000,
    "too many rows": b"nom,adresse\n" + b"a,b\n" * (MAX_ROWS + 1),
    "large cell": b"nom,adresse\na," + b"x" * (5 * MAX_CELL + 1) + b"\n",
    "deep": b"[" * 1_000_000,
    "deep object": b'[{"a":' * 300_000,
    "huge integer": b'[{"nom": ' + b"9" * 5_000_000 + b"}]",
    "infinity": b'[{"nom": -Infinity}]',
    "empty lists": b'[{"nom": [' + b"[]," * 6_000_000 + b"[]]}]",
    "no list": b'{"a": 1}',
    "cut short": b'[{"nom": "a"}',
    "bomb": zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"\0" * 110_000_000}),
    "entities": with_entities(),
    "no workbook": zipped({"word/document.xml": b"<x/>"}),
    "opendocument": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "page": b"<!DOCTYPE html><table><tr><td>a</td></tr></table>",
    "old excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_words(name: str) -> None:
    content = HOSTILE[name]
    start = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        for _ in open_table(content).rows():
            pass
    assert time.process_time() - start < 2
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ["quotes never closed", "one line", "empty lists", "entities", "too many rows"])
def test_hostile_files_take_little_memory(name: str) -> None:
    content = HOSTILE[name]
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile):
            for _ in open_table(content).rows():
                pass
        # The text decoded once, at most four bytes a character.
        assert tracemalloc.get_traced_memory()[1] < 5 * MAX_BYTES
    finally:
        tracemalloc.stop()


def consumed(content: bytes) -> None:
    try:
        file = open_file(content, "x", date(2026, 1, 1), osm_hours=lambda text: None, osm_week=lambda cells: None)
        for _ in file.rows:
            pass
    except UnreadableFile as error:
        assert str(error)


REAL = workbook([TITLES, ["a", "1 rue b", "47000", "Agen", "", "", "", ""]])
PREFIXES = (
    b"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"[{",
    b'{"data": [',
    b"nom;adresse;cp;ville\n",
    REAL[:60],
)


@given(st.sampled_from(PREFIXES), st.binary(max_size=300))
@example(b"{", b"")
@example(b"[]", b"")
def test_any_bytes_are_read_or_refused(prefix: bytes, rest: bytes) -> None:
    consumed(prefix + rest)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(REAL) - 1), st.binary(min_size=1, max_size=4))
def test_a_broken_workbook_is_read_or_refused(place: int, instead: bytes) -> None:
    consumed(REAL[:place] + instead + REAL[place + len(instead) :])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["sheet1.xml", "workbook.xml", "workbook.xml.rels", "styles.xml"]), st.data())
def test_a_workbook_of_broken_parts_is_read_or_refused(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(REAL)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.endswith(part))
    text = files[name]
    place = data.draw(st.integers(0, len(text) - 1))
    instead = data.draw(st.sampled_from([b"", b"<", b"9999999999", b'"', b"x", b"-1", b"\xff"]))
    files[name] = text[:place] + instead + text[place + 1 :]
    consumed(zipped(files))
