"""Files of the standard as they come."""

import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest

from directory.standard import writer
from directory.standard.fields import NAMES, REQUIRED
from directory.standard.reader import UnreadableFile, parse_row, read
from directory.standard.rows import OVERFLOW

PLACES_47 = Path(__file__).parents[3] / "portal" / "roof" / "demo" / "data" / "lieux-47.csv"

VALUES = {
    "id": "a1",
    "pivot": "13001234500017",
    "nom": "Médiathèque d’Agen",
    "commune": "Agen",
    "code_postal": "47000",
    "adresse": "1 rue de l’Été",
    "date_maj": "2026-01-31",
}


def table(separator: str = ",", names: tuple[str, ...] = REQUIRED, **changes: str) -> str:
    values = {**VALUES, **changes}
    return f"{separator.join(names)}\r\n{separator.join(values.get(name, '') for name in names)}\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    rows = list(read(table(separator).encode(encoding)))
    assert [row.number for row in rows] == [2]
    assert {name: rows[0].values[name] for name in REQUIRED} == VALUES
    assert set(rows[0].values) == set(NAMES)


def test_columns_in_any_order_and_case_others_dropped() -> None:
    names = ("ID", "Nom", "couleur", *REQUIRED[::-1])
    names = tuple(name for name in names if name not in ("id", "nom"))
    text = f"{','.join(names)}\n{','.join(VALUES.get(name.casefold(), 'bleu') for name in names)}\n"
    (row,) = read(text.encode())
    assert {name: row.values[name] for name in REQUIRED} == VALUES
    assert "couleur" not in row.values


def test_line_ends_in_cells_blank_rows_and_row_numbers() -> None:
    head = ",".join(REQUIRED)
    text = f'\n{head}\n"a","p","Un\nnom",c,47000,x,2026-01-01\n,,,,,,\n\nb,p,n,c,47000,x,2026-01-01\n'
    rows = list(read(text.encode()))
    assert [(row.number, row.values["id"], row.values["nom"]) for row in rows] == [(3, "a", "Un\nnom"), (6, "b", "n")]


def test_short_and_long_rows() -> None:
    head = ",".join(REQUIRED)
    short, long = read(f"{head}\na,p\na,p,n,c,47000,x,2026-01-01,de trop\n".encode())
    assert short.values["nom"] == ""
    assert long.values[OVERFLOW] == "de trop"
    parsed = parse_row(long.values, long.number)
    assert parsed.record is None
    assert "décalées" in parsed.problems[0].message


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "vide"),
        (b"\n\n", "vide"),
        (b"id,nom\n1,x\n", "Colonnes obligatoires absentes : pivot, commune, code_postal, adresse, date_maj."),
        (table(names=(*REQUIRED, "nom")).encode(), "Colonnes en double : nom."),
        (table().encode("utf-16-le"), "fichier texte (caractère nul à la ligne 1)"),
        (b"PK\x03\x04\x00\x00", "abîmé"),
        (table().encode() + "b,p,é".encode("cp1252"), "La ligne 3 n’est pas en UTF-8"),
        (table(nom="x").encode("cp1252") + b"b,p,\x81", "La ligne 3"),
        ((table() + 'b,p,"jamais fermé\n').encode(), "à la ligne 3 : des guillemets"),
        ((table() + 'b,p,"' + "x\n" * 110_000).encode(), "à la ligne 3 : des guillemets"),
        ((table() + 'b,p,"' + "x\n" * 110_000 + '",c\n').encode(), "à la ligne 3 : une case dépasse 200 ko"),
        ((table() + 'b,p,"' + "x\n" * 600_000).encode(), "à la ligne 3 : une case dépasse 200 ko"),
    ],
)
def test_one_clear_sentence_for_a_file_that_cannot_be_read(source: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(read(source))
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


def test_reading_is_a_stream() -> None:
    content = (",".join(REQUIRED) + "\n" + "a,p,n,c,47000,x,2026-01-01\n" * 40_000).encode()
    tracemalloc.start()
    numbers = [row.number for row in read(content)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == list(range(2, 40_002))
    # The text once, to know its encoding, and the numbers; a row kept would take 2 kB.
    assert peak < 4 * len(content)


def test_the_ninety_two_real_places() -> None:
    rows = list(read(PLACES_47.read_bytes()))
    parsed = [parse_row(row.values, row.number) for row in rows]
    assert len(parsed) == 92
    # Written again, each row is the same text for text, but for decimals of a position beyond the millimetre.
    for row, place in zip(rows, parsed, strict=True):
        assert place.record
        written, given = writer.row(place.record), row.values
        for name in ("latitude", "longitude"):
            before, after = given.pop(name), written.pop(name)
            assert before == after or abs(Decimal(before) - Decimal(after)) <= Decimal("5e-9")
        assert written == given
    assert all(place.record for place in parsed)
    records = [place.record for place in parsed if place.record]
    assert len({record.id for record in records}) == 92
    assert sum("RFS" in record.typologie for record in records) == 23
    laplume = next(record for record in records if record.id == "France-Services_269")
    assert laplume.typologie == ("RFS", "LA_POSTE")
    assert laplume.telephone == "+33553878793"
    assert laplume.modalites_acces == ("telephoner", "mail")
