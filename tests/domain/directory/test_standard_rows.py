"""One place: what is read, put right, left out or refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.standard.fields import NAMES
from directory.standard.record import LieuRecord
from directory.standard.rows import Parsed, parse_row

GOOD = {
    "id": "a1",
    "pivot": "13001234500017",
    "nom": "Médiathèque",
    "commune": "Agen",
    "code_postal": "47000",
    "adresse": "1 rue de l’Été",
    "date_maj": "2026-01-31",
}


def parse(**changes: str) -> Parsed:
    return parse_row({**GOOD, **changes}, 7)


def record(**changes: str) -> LieuRecord:
    found = parse(**changes).record
    assert found is not None
    return found


def test_the_least_row_is_read_without_a_word() -> None:
    parsed = parse()
    assert parsed.problems == ()
    assert parsed.record is not None
    assert parsed.record.nom == "Médiathèque"
    assert parsed.record.date_maj == date(2026, 1, 31)
    assert parsed.record.latitude is None
    assert parsed.record.services == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("nom", "  "),
        ("commune", ""),
        ("adresse", ""),
        ("code_postal", ""),
        ("code_postal", "Agen"),
        ("code_postal", "470000"),
        ("date_maj", ""),
        ("date_maj", "31/01/2026"),
        ("date_maj", "2026-02-30"),
        ("date_maj", "20260131"),
        ("date_maj", "hier"),
    ],
)
def test_refused_rows(field: str, value: str) -> None:
    parsed = parse(**{field: value})
    assert parsed.record is None
    assert [(problem.line, problem.field, problem.level) for problem in parsed.problems] == [(7, field, "fatal")]


@pytest.mark.parametrize(
    ("field", "value", "kept", "level"),
    [
        ("pivot", "", "00000000000000", "warning"),
        ("pivot", "123", "00000000000000", "warning"),
        ("code_postal", "1000", "01000", "info"),
        ("code_insee", "20001", "", "warning"),
        ("telephone", "05 53 87 87 93", "+33553878793", "info"),
        ("telephone", "3949", "", "warning"),
        ("courriels", "a@exemple.fr|écrire", ("a@exemple.fr",), "warning"),
        ("courriels", "a@exemple.fr?bcc=b@exemple.fr", (), "warning"),
        ("courriels", "a?cc=b@exemple.fr|jean+aide@ville-exemple.co.fr", ("jean+aide@ville-exemple.co.fr",), "warning"),
        ("site_web", "www.exemple.fr/lieu", ("https://www.exemple.fr/lieu",), "info"),
        ("site_web", "javascript:alert(1)", (), "warning"),
        ("site_web", "http://[::1", (), "warning"),
        ("prise_rdv", "ftp://exemple.fr", "", "warning"),
        ("fiche_acces_libre", "voir sur place", "", "warning"),
        ("services", "Aide aux démarches administratives|Jardinage", ("demarches",), "warning"),
        ("horaires", "lundi 9h-12h", "lundi 9h-12h", "warning"),
        ("typologie", "RFS|XXX", ("RFS",), "warning"),
    ],
)
def test_put_right_or_left_out_and_said(field: str, value: str, kept: str | tuple[str, ...], level: str) -> None:
    parsed = parse(**{field: value})
    assert getattr(parsed.record, field) == kept
    assert [(problem.field, problem.level) for problem in parsed.problems] == [(field, level)]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("modalites_acces", "Ce lieu n’accueille pas de public", ("pas-de-public",)),
        ("formations_labels", "Étapes numériques(La Poste)", ("etapes-numeriques",)),
        ("services", "Loisirs et créations numériques;Aide aux démarches administratives", ("loisirs", "demarches")),
        ("itinerance", "Fixe| Fixe |Itinérant", ("fixe", "itinerant")),
        ("autres_formations_labels", "QPV|FRR; 2024", ("QPV", "FRR; 2024")),
        ("date_maj", "2026-01-31T10:00:00.000Z", date(2026, 1, 31)),
        ("site_web", "https://exemple.fr/a;b|https://exemple.org", ("https://exemple.fr/a;b", "https://exemple.org")),
        ("nom", " Me\u0301diathe\u0300que\x07 ", "Médiathèque"),
        ("pivot", "130 012 345 00017", "13001234500017"),
    ],
)
def test_read_as_meant_without_a_word(field: str, value: str, kept: object) -> None:
    parsed = parse(**{field: value})
    assert parsed.problems == ()
    assert getattr(parsed.record, field) == kept


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("44.11275", "0.530547", (Decimal("44.11275"), Decimal("0.530547"))),
        ("44,11275", "0,530547", (Decimal("44.11275"), Decimal("0.530547"))),
        ("46.1060711578546", "5.8", (Decimal("46.10607116"), Decimal("5.8"))),
        ("-20.88", "55.45", (Decimal("-20.88"), Decimal("55.45"))),
    ],
)
def test_positions(latitude: str, longitude: str, kept: tuple[Decimal, Decimal]) -> None:
    parsed = parse(latitude=latitude, longitude=longitude)
    assert parsed.problems == ()
    assert parsed.record is not None
    assert (parsed.record.latitude, parsed.record.longitude) == kept


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("44.1", ""), ("", "0.5"), ("0", "0"), ("0.53", "44.11"), ("nan", "0.5"), ("Infinity", "1"), ("1e2", "0")],
)
def test_positions_left_out(latitude: str, longitude: str) -> None:
    parsed = parse(latitude=latitude, longitude=longitude)
    assert [(problem.field, problem.level) for problem in parsed.problems] == [("latitude", "warning")]
    assert parsed.record is not None
    assert (parsed.record.latitude, parsed.record.longitude) == (None, None)


def test_a_summary_too_long_opens_the_detail() -> None:
    assert record(presentation_resume="x" * 280).presentation_resume == "x" * 280
    long = "Un mot. " * 40
    parsed = parse(presentation_resume=long, presentation_detail="Le détail.")
    assert parsed.record is not None
    assert parsed.record.presentation_resume == ""
    assert parsed.record.presentation_detail == f"{long.strip()}\n\nLe détail."
    assert [problem.level for problem in parsed.problems] == ["info"]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60)))
def test_nothing_makes_it_fail_and_a_refusal_has_its_reason(values: dict[str, str]) -> None:
    parsed = parse_row({**GOOD, **values}, 2)
    assert (parsed.record is None) == any(problem.level == "fatal" for problem in parsed.problems)
