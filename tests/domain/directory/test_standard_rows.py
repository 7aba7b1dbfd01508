"""One place: what is read, put right, left out or refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.standard.fields import NAMES
from directory.standard.record import LieuRecord
from directory.standard.rows import OVERFLOW, Parsed, parse_row
from directory.standard.writer import row
from portal.words.french import date_words
from tests.factories.records import a_row

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
        ("code_postal", "Agen"),
        ("code_postal", "470000"),
        ("date_maj", ""),
        ("date_maj", "01/31/2026"),
        ("date_maj", "31-01-26"),
        ("date_maj", "2026"),
        ("date_maj", "jui 2026"),
        ("date_maj", "30 février 2026"),
        ("date_maj", "36525"),
        ("code_postal", "470 000"),
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
        ("telephone", "Tél. 05 53 87 87 93 (accueil)", "+33553878793", "info"),
        ("telephone", "+330553878793", "+33553878793", "info"),
        ("telephone", "32 30", "3230", "info"),
        ("telephone", "sur demande", "", "warning"),
        ("pivot", "2,13501E+13", "00000000000000", "warning"),
        ("code_insee", "1001", "01001", "info"),
        ("date_maj", "01/02/2024", date(2024, 2, 1), "info"),
        ("date_maj", "1/2/2024 08:30", date(2024, 2, 1), "info"),
        ("date_maj", "31/01/26", date(2026, 1, 31), "info"),
        ("date_maj", "31.01.26", date(2026, 1, 31), "info"),
        ("date_maj", "sept. 2026", date(2026, 9, 1), "info"),
        ("date_maj", "Septembre 2026", date(2026, 9, 1), "info"),
        ("date_maj", "09/2026", date(2026, 9, 1), "info"),
        ("date_maj", "2026-09", date(2026, 9, 1), "info"),
        ("date_maj", "45306", date(2024, 1, 15), "info"),
        ("date_maj", "45306,75", date(2024, 1, 15), "info"),
        ("nom", "L\ufffdon", "L\ufffdon", "warning"),
        ("id", "L\ufffdon", "L\ufffdon", "warning"),
        ("nom", "M&eacute;diath&#232;que &amp; caf&eacute;", "Médiathèque & café", "info"),
        ("nom", "M&amp;eacute;diathèque", "Médiathèque", "info"),
        ("nom", "MÃ©diathÃ¨que d’Ã‰tÃ© Ã\u00a0 Agen", "Médiathèque d’Été à Agen", "info"),
        ("adresse", "1 place de lâ€™HÃ´tel, nÂ° 2", "1 place de l’Hôtel, n° 2", "info"),
        ("courriels", "a@exemple.fr|écrire", ("a@exemple.fr",), "warning"),
        ("courriels", "a@exemple.fr?bcc=b@exemple.fr", (), "warning"),
        ("courriels", "a?cc=b@exemple.fr|jean+aide@ville-exemple.co.fr", ("jean+aide@ville-exemple.co.fr",), "warning"),
        ("site_web", "www.exemple.fr/lieu", ("https://www.exemple.fr/lieu",), "info"),
        ("site_web", "javascript:alert(1)", (), "warning"),
        ("site_web", "http://[::1", (), "warning"),
        ("site_web", "https://moi:secret@exemple.fr/", (), "warning"),
        ("prise_rdv", "https://caf.fr@exemple.org", "", "warning"),
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
        ("date_maj", "12 septembre 2026", date(2026, 9, 12)),
        ("date_maj", "le samedi 1er août 2026", date(2026, 8, 1)),
        ("date_maj", "12-févr.-2026", date(2026, 2, 12)),
        ("site_web", "https://a.fr;https://b.fr; http://c.fr/x;y", ("https://a.fr", "https://b.fr", "http://c.fr/x;y")),
        ("nom", "Maison\n de santé", "Maison de santé"),
        ("adresse", "1 rue de l’Été\r\nBâtiment B", "1 rue de l’Été Bâtiment B"),
        ("presentation_detail", "Un mot.\nUn autre.", "Un mot.\nUn autre."),
        ("nom", "Nom\u202egauche\u202c", "Nomgauche"),
        ("presentation_detail", "\u2066a\u2069\u202ab\u202d", "ab"),
        ("id", "a\u202e1\u2067", "a1"),
        ("site_web", "https://exemple.fr/a;b|https://exemple.org", ("https://exemple.fr/a;b", "https://exemple.org")),
        ("nom", " Me\u0301diathe\u0300que\x07 ", "Médiathèque"),
        ("pivot", "130 012 345 00017", "13001234500017"),
        ("pivot", "130\u202f012\u00a0345 00017", "13001234500017"),
        ("telephone", "3949", "3949"),
        ("code_postal", "47 000", "47000"),
        ("code_postal", "47\u00a0000", "47000"),
        ("code_postal", "F-47000", "47000"),
        ("code_postal", "47000.0", "47000"),
        ("nom", "Maison\u00a0:\u202faccueil\u200b", "Maison : accueil"),
        ("id", "Maison\u202f1", "Maison\u202f1"),
        ("site_web", "https://exemple.fr/?a=1&copy=2", ("https://exemple.fr/?a=1&copy=2",)),
        ("nom", "Ãle aux enfants", "Ãle aux enfants"),
    ],
)
def test_read_as_meant_without_a_word(field: str, value: str, kept: object) -> None:
    parsed = parse(**{field: value})
    assert parsed.problems == ()
    assert getattr(parsed.record, field) == kept


@pytest.mark.parametrize("text", ["2026", "hier", "01/31/2026", "2026-02-30", "15-09-26", "15/09/27", "46400", "47000"])
def test_a_date_that_is_not_certain_gives_way_to_that_of_the_file(text: str) -> None:
    """15/09/27 and the numbers are after today; the last is the postal code of another column."""
    parsed = parse_row({**GOOD, "date_maj": text}, 7, today=date(2026, 11, 28), file_day=date(2026, 3, 1))
    assert parsed.record is not None
    assert parsed.record.date_maj == date(2026, 3, 1)
    (problem,) = parsed.problems
    assert (problem.line, problem.field, problem.level, problem.value) == (7, "date_maj", "warning", text)
    assert "1er mars 2026" in problem.message
    assert "Écrivez-la" in problem.message


@given(st.dates(date(2000, 1, 1), date(2026, 11, 28)))
def test_a_day_is_the_same_in_each_way_of_writing_it(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    for text in (f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day:%d.%m.%y}", date_words(day), f"{number}", f"{number}.5"):
        assert record(date_maj=text).date_maj == day


def test_a_commune_may_stand_without_its_postal_code() -> None:
    assert (record(code_postal="").code_postal, parse(code_postal="").problems) == ("", ())
    alone = parse(code_postal="", commune="")
    assert [(problem.field, problem.level) for problem in alone.problems] == [
        ("commune", "fatal"),
        ("code_postal", "fatal"),
    ]


def test_cells_beyond_the_columns_are_not_read() -> None:
    parsed = parse_row({**GOOD, OVERFLOW: "&eacute;t\ufffd"}, 2)
    assert [(problem.field, problem.level) for problem in parsed.problems] == [("", "fatal")]


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
    [("44.1", ""), ("", "0.5"), ("0", "0"), ("60.53", "44.11"), ("nan", "0.5"), ("Infinity", "1"), ("1e2", "0")],
)
def test_positions_left_out(latitude: str, longitude: str) -> None:
    parsed = parse(latitude=latitude, longitude=longitude)
    assert [(problem.field, problem.level) for problem in parsed.problems] == [("latitude", "warning")]
    assert parsed.record is not None
    assert (parsed.record.latitude, parsed.record.longitude) == (None, None)


def test_swapped_coordinates_are_put_right_and_said() -> None:
    parsed = parse(latitude="0,53", longitude="44,11")
    assert parsed.record is not None
    assert (parsed.record.latitude, parsed.record.longitude) == (Decimal("44.11"), Decimal("0.53"))
    assert [(problem.field, problem.level, problem.value) for problem in parsed.problems] == [
        ("latitude", "info", "0,53")
    ]


def test_the_second_number_ends_the_presentation() -> None:
    parsed = parse(telephone="05 53 87 87 93 / 06 30 88 30 80", presentation_detail="Le détail.")
    assert parsed.record is not None
    assert parsed.record.telephone == "+33553878793"
    assert parsed.record.presentation_detail == "Le détail.\n\nAutre numéro : 06 30 88 30 80."
    assert [(problem.field, problem.level) for problem in parsed.problems] == [("telephone", "info")] * 2


def test_a_short_number_is_not_written_in_a_file_of_the_standard() -> None:
    assert row(record(telephone="3949"))["telephone"] == ""
    assert row(record(telephone="+33553878793"))["telephone"] == "+33553878793"


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


@pytest.mark.parametrize(
    ("siret", "kept"), [("21470323400000", False), ("2147032340000", True), ("21470323400004", True)]
)
def test_a_siret_that_a_spreadsheet_rounded_is_none(siret: str, kept: bool) -> None:
    """Its last digits are zeros and its key is false: a true one that ends in zeros has its key."""
    parsed = parse_row(a_row(pivot=siret), 2)
    assert parsed.record is not None
    assert (parsed.record.pivot == siret) is kept
    assert any("arrondi" in problem.message for problem in parsed.problems) is not kept


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Mo-Su 00:00-00:00", ""),
        ("Mo 00:00-00:00; Tu 00:00-00:00", ""),
        ("Mo-Fr 00:00-00:00,00:00-00:00", ""),
        ("Mo 00:00-00:00,13:45-16:30", "Mo 00:00-00:00,13:45-16:30"),
        ("Mo 09:00-12:00; Tu 00:00-00:00", "Mo 09:00-12:00; Tu 00:00-00:00"),
        ("24/7", "24/7"),
    ],
)
def test_hours_that_are_empty_every_day_are_none(text: str, stored: str) -> None:
    """Given back as they came, other programs would read them as open all day."""
    parsed = parse_row(a_row(horaires=text), 2)
    assert parsed.record is not None
    assert parsed.record.horaires == stored
    assert bool(parsed.problems) is (text != "24/7")


@pytest.mark.parametrize("text", ["Gratuit ?", "≠ Gratuit", "!gratuit", "~Gratuit"])
def test_a_sign_that_turns_the_sense_is_no_label(text: str) -> None:
    parsed = parse_row(a_row(frais_a_charge=text), 2)
    assert parsed.record is not None and parsed.record.frais_a_charge == ()
    assert [problem.level for problem in parsed.problems] == ["warning"]
