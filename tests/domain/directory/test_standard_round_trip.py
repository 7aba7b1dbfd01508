"""What is written is read back the same."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.standard import writer
from directory.standard.fields import BY_NAME, NAMES, ON_ONE_LINE
from directory.standard.reader import parse_row, read
from directory.standard.record import LieuRecord

# Letters, signs of CSV, quotes, line ends and astral characters; composed, as the reader gives them.
CHARACTERS = st.sampled_from("aàéœ’'\"«»,;\n0/ -_𝒳")
PIECES = st.text(CHARACTERS, max_size=30).map(str.strip)
LINES = PIECES.map(lambda text: " ".join(text.split("\n")).strip())
FILLED = LINES.filter(bool)
DOMAINS = st.sampled_from(["exemple.fr", "mairie-exemple.fr", "a.b.exemple.org"])


def codes(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    vocabulary = BY_NAME[name].vocabulary
    assert vocabulary is not None
    return st.lists(st.sampled_from(sorted(vocabulary.by_code)), unique=True, max_size=4).map(tuple)


def matching(name: str) -> st.SearchStrategy[str]:
    pattern = BY_NAME[name].pattern
    assert pattern is not None
    return st.from_regex(pattern, fullmatch=True)


def unique(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, unique=True, max_size=3).map(tuple)


LINKS = st.builds("https://{}/{}".format, DOMAINS, st.text("abc;?=&-", max_size=8))
POSITIONS = st.one_of(
    st.just((None, None)), st.tuples(st.decimals("41.3", "51.1", places=8), st.decimals("-5.2", "9.7", places=8))
)


@st.composite
def records(draw: st.DrawFn) -> LieuRecord:
    values: dict[str, object] = {}
    for name, field in BY_NAME.items():
        if field.vocabulary:
            values[name] = draw(codes(name))
        elif field.pattern:
            required = matching(name)
            values[name] = draw(required if field.required else st.one_of(st.just(""), required))
        else:
            values[name] = draw(FILLED if field.required else LINES if name in ON_ONE_LINE else PIECES)
    values["latitude"], values["longitude"] = draw(POSITIONS)
    values["date_maj"] = draw(st.dates())
    values["courriels"] = draw(unique(st.builds("{}@{}".format, st.text("abc.", min_size=1, max_size=6), DOMAINS)))
    values["site_web"] = draw(unique(LINKS))
    values["autres_formations_labels"] = draw(unique(FILLED))
    values["fiche_acces_libre"] = draw(st.one_of(st.just(""), LINKS))
    values["prise_rdv"] = draw(st.one_of(st.just(""), LINKS))
    return LieuRecord(**values)  # type: ignore[arg-type]


@given(st.lists(records(), max_size=4))
def test_round_trip(places: list[LieuRecord]) -> None:
    text = "".join(writer.lines(places))
    for source in (text.encode("utf-8"), text.encode("utf-8-sig"), text.encode("utf-16")):
        parsed = [parse_row(row.values, row.number) for row in read(source)]
        assert [place.record for place in parsed] == places
        # Odd opening hours are kept, and said; nothing else is.
        assert {problem.field for place in parsed for problem in place.problems} <= {"horaires"}


@given(records())
def test_files_hold_official_labels_in_every_column(place: LieuRecord) -> None:
    (row,) = csv.DictReader(io.StringIO("".join(writer.lines([place])), newline=""))
    assert tuple(row) == NAMES
    for name, field in BY_NAME.items():
        if field.vocabulary and row[name]:
            terms, written = field.vocabulary.terms, field.vocabulary.written
            official = {term.label if written == "label" else term.code for term in terms}
            assert set(row[name].split("|")) <= official


def test_small_decimals_are_written_in_full() -> None:
    values = dict.fromkeys(NAMES, "") | {
        "id": "a",
        "pivot": "13001234500017",
        "nom": "n",
        "commune": "c",
        "code_postal": "47000",
        "adresse": "x",
        "date_maj": "2026-01-01",
        "latitude": "44.1",
        "longitude": "0.0000001",
    }
    place = parse_row(values, 2).record
    assert place is not None
    assert place.longitude == Decimal("1E-7")
    assert writer.row(place)["longitude"] == "0.0000001"
    assert writer.row(place)["date_maj"] == date(2026, 1, 1).isoformat()


def test_an_unknown_code_is_never_written() -> None:
    (place,) = [parse_row(row.values, row.number).record for row in read(SAMPLE)]
    assert place is not None
    broken = LieuRecord(**{**vars(place), "services": ("inconnu",)})
    with pytest.raises(KeyError):
        writer.row(broken)


SAMPLE = b"id,pivot,nom,commune,code_postal,adresse,date_maj\na,13001234500017,n,c,47000,x,2026-01-01\n"
