"""Files as partners send them: `tests/data/imports` says three places in many shapes, and what must be refused."""

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from directory.standard import writer
from directory.standard.opening import CellProblem, Opened, UnreadableFile, open_file

FILES = Path(__file__).parents[2] / "data" / "imports"
TODAY = date(2026, 6, 1)
# The three places as they are, in the order of every file.
PLACES = list(csv.DictReader((FILES / "lieux-du-standard.csv").read_text(encoding="utf-8").splitlines()))
# The second telephone of one of the files.
OTHER_NUMBER = "Autre numéro : 06 00 00 00 00."
NOTE = "Horaires donnés par la source : "
RANGE = r"(\d\d?)(?:h|:00)\s*-\s*(\d\d?)(?:h|:00)"


def osm_hours(text: str) -> str | None:
    return {
        "du lundi au vendredi de 9h à 12h et de 14h à 17h": "Mo-Fr 09:00-12:00,14:00-17:00",
        "mardi et jeudi de 14h à 18h": "Tu,Th 14:00-18:00",
    }.get(text)


def osm_week(cells: Mapping[str, str]) -> str | None:
    """Of whole hours only, and of the two weeks of the files."""
    days: dict[str, list[str]] = {}
    for day, text in cells.items():
        if text:
            if re.sub(RANGE, "", text).strip(" /"):
                return None
            ranges = ",".join(f"{int(start):02d}:00-{int(end):02d}:00" for start, end in re.findall(RANGE, text))
            days.setdefault(ranges, []).append(day)
    return "; ".join(f"{','.join(names)} {ranges}" for ranges, names in days.items()).replace("Mo,Tu,We,Th,Fr", "Mo-Fr")


def opened(name: str, content: bytes | None = None, **options: object) -> Opened:
    content = (FILES / name).read_bytes() if content is None else content
    return open_file(content, name, TODAY, osm_hours=osm_hours, osm_week=osm_week, **options)  # type: ignore[arg-type]


# File → what it is said to be, rows, accepted, field and line of what refuses the others.
ANY = "colonnes reconnues à leurs titres"
EXPECTED = {
    "lieux-du-standard.csv": ("Tableau CSV (UTF-8, virgule), standard national v1.0.2", 3, 3, {}),
    "standard-1.csv": ("Tableau CSV (UTF-8, virgule), standard national v1.0.2", 4, 3, {5: {"nom"}}),
    "standard-1.json": ("Fichier JSON, standard national v1.0.2", 4, 3, {4: {"nom"}}),
    "standard-0.csv": ("Tableau CSV (UTF-8, virgule), standard national v0.1.1", 4, 3, {5: {"nom"}}),
    "france-services-2026-02-01.csv": (
        "Tableau CSV (UTF-8, virgule), liste officielle France services", 4, 3, {5: {"nom"}},
    ),
    "windows-1252.csv": (f"Tableau CSV (Windows-1252, point-virgule), {ANY}", 4, 3, {5: {"nom"}}),
    "utf-8-mark.csv": (f"Tableau CSV (UTF-8, point-virgule), {ANY}", 4, 3, {5: {"nom"}}),
    "utf-16-tabs.txt": (f"Tableau CSV (UTF-16, tabulation), {ANY}", 4, 3, {5: {"nom"}}),
    "doubled-titles.csv": (f"Tableau CSV (UTF-8, barre verticale), {ANY}", 4, 3, {5: {"nom"}}),
    "titles-further-down.csv": (f"Tableau CSV (UTF-8, point-virgule), {ANY}", 4, 3, {8: {"nom"}}),
    "entities.csv": (f"Tableau CSV (UTF-8, virgule), {ANY}", 4, 3, {5: {"nom"}}),
    "address-in-one-cell.csv": (f"Tableau CSV (UTF-8, virgule), {ANY}", 4, 3, {5: {"commune", "code_postal"}}),
    "day-columns.csv": (f"Tableau CSV (UTF-8, point-virgule), {ANY}", 4, 3, {5: {"nom"}}),
    "lambert-93.csv": (f"Tableau CSV (UTF-8, point-virgule), {ANY}", 5, 4, {6: {"nom"}}),
    "point-in-one-cell.csv": (f"Tableau CSV (UTF-8, virgule), {ANY}", 4, 4, {}),
    "workbook.xlsx": (f"Classeur Excel, feuille « Lieux », {ANY}", 4, 3, {7: {"nom"}}),
}  # fmt: skip
# Fields that each file must fill for its three places, beside the name and the address.
CARRIED = {
    "windows-1252.csv": {"telephone", "courriels", "horaires"},
    "utf-8-mark.csv": {"id", "telephone", "date_maj"},
    "utf-16-tabs.txt": {"telephone"},
    "doubled-titles.csv": {"telephone"},
    "titles-further-down.csv": {"services", "frais_a_charge"},
    "entities.csv": {"presentation_detail"},
    "address-in-one-cell.csv": {"site_web"},
    "day-columns.csv": {"horaires"},
    "lambert-93.csv": {"latitude", "longitude"},
    "point-in-one-cell.csv": {"latitude", "longitude"},
    "workbook.xlsx": {"pivot", "latitude", "longitude", "date_maj"},
    "standard-0.csv": {"services", "frais_a_charge", "courriels", "modalites_accompagnement", "horaires", "pivot"},
    "france-services-2026-02-01.csv": {"code_insee", "latitude", "longitude", "telephone", "horaires", "itinerance"},
}
# What a shape says of every place, or a file without a column: no value of the file is changed by it.
SAID_BY_SHAPE = {"pivot", "date_maj", "id"}
FRANCE_SERVICES = {
    "typologie", "source", "services", "frais_a_charge", "dispositif_programmes_nationaux", "modalites_acces",
    "modalites_accompagnement", "presentation_resume", "courriels",
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_shape_says_the_same_places(name: str) -> None:
    words, count, accepted, refused = EXPECTED[name]
    file = opened(name)
    assert (file.words, file.missing) == (words, ())
    rows = list(file.rows)
    records = [row.record for row in rows if row.record]
    assert (len(rows), len(records)) == (count, accepted)
    fatal = {
        row.line: {problem.field for problem in row.problems if problem.level == "fatal"}
        for row in rows
        if not row.record
    }
    assert fatal == refused
    wrong: list[tuple[str, str, str]] = []
    unchecked = FRANCE_SERVICES if name.startswith("france") else set()
    carried = {"nom", "commune", "code_postal", "adresse", *CARRIED.get(name, PLACES[0])}
    filled: Counter[str] = Counter()
    for record, place in zip(records[:3], PLACES, strict=True):
        for field, text in writer.row(record).items():
            filled[field] += bool(text) and field in carried
            expected, text = place[field], text.removesuffix(OTHER_NUMBER).rstrip()
            if field == "presentation_detail" and text.removeprefix(f"{expected}\n\n").startswith(NOTE):
                continue
            if text and field not in unchecked and (field not in SAID_BY_SHAPE or field in carried):
                # A tenth of a metre, for what was written in metres with two decimals.
                close = field in ("latitude", "longitude") and abs(float(text) - float(expected or 0)) < 1e-6
                if not close and set(text.split("|")) != set(expected.split("|")):
                    wrong.append((field, text, expected))
    assert wrong == []
    assert {field for field in carried if any(place[field] for place in PLACES)} <= set(+filled)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_said_names_the_file_s_own_columns(name: str) -> None:
    file = opened(name)
    for row in file.rows:
        for problem in row.problems:
            assert isinstance(problem, CellProblem)
            assert problem.line == row.line
            assert set(problem.column.split(" + ")) <= set(file.columns)
            assert problem.message.endswith((".", ")", "»"))
            assert bool(problem.remedy) == (problem.level != "info")


def test_hours_that_are_not_certain_are_kept_for_people() -> None:
    row = list(opened("windows-1252.csv").rows)[2]
    assert row.record is not None
    assert row.record.horaires == ""
    assert row.record.presentation_detail == f"{NOTE}un lundi sur deux, selon la tournée"
    problem = next(problem for problem in row.problems if problem.field == "horaires")
    assert isinstance(problem, CellProblem)
    assert (problem.level, problem.column) == ("warning", "Horaires d'ouverture")
    assert (problem.value, problem.line) == ("un lundi sur deux, selon la tournée", 4)
    week = list(opened("day-columns.csv").rows)[2]
    assert week.record is not None
    assert week.record.presentation_detail == f"{NOTE}Lundi : selon la tournée"


def test_the_same_place_has_the_same_identifier_in_every_shape() -> None:
    names = ("windows-1252.csv", "utf-16-tabs.txt", "entities.csv", "address-in-one-cell.csv", "workbook.xlsx")
    found = {tuple(row.record.id for row in opened(name).rows if row.record) for name in names}
    assert len(found) == 1
    assert len(set(found.pop())) == 3


def test_a_file_without_date_or_identifier_says_so_once() -> None:
    file = opened("windows-1252.csv")
    assert any("01/06/2026" in remark for remark in file.remarks)
    assert any("identifiant" in remark for remark in file.remarks)
    assert {row.record.date_maj for row in file.rows if row.record} == {TODAY}
    dated = opened("france-services-2026-02-01.csv")
    assert {row.record.date_maj for row in dated.rows if row.record} == {date(2026, 2, 1)}
    assert any("01/02/2026" in remark for remark in dated.remarks)


def test_a_person_may_say_of_which_day_a_list_is() -> None:
    """Three years old and without a word of it, it would be shown as of today."""
    for name in ("windows-1252.csv", "france-services-2026-02-01.csv"):
        file = opened(name, as_of=date(2023, 3, 9))
        assert any("la date que vous avez donnée, 09/03/2023" in remark for remark in file.remarks)
        assert {row.record.date_maj for row in file.rows if row.record} == {date(2023, 3, 9)}
    dated = [row.record.date_maj for row in opened("utf-8-mark.csv", as_of=date(2023, 3, 9)).rows if row.record]
    assert date(2023, 3, 9) not in dated  # each row says its own


def test_a_stray_null_costs_nothing() -> None:
    file = opened("one-nul.csv")
    assert file.words.startswith("Tableau CSV (UTF-8, point-virgule, caractères nuls retirés)")
    assert [row.record.adresse for row in file.rows if row.record] == ["1 ruex"]


@pytest.mark.parametrize("kind", ["csv", "json", "quoted"])
def test_a_cell_too_large_costs_its_row_alone(kind: str) -> None:
    large = "x" * 210_000
    rows = [("Mairie", "1 rue A", "Agen"), ("Médiathèque", large, "Agen"), ("École", "3 rue C", "Agen")]
    if kind == "json":
        titles = ("nom", "adresse", "commune", "code_postal")
        content = json.dumps([dict(zip(titles, (*row, "47000"), strict=True)) for row in rows]).encode()
    else:
        quote = '"' if kind == "quoted" else ""
        content = "\n".join(
            ["Nom;Adresse;Commune;CP", *(f"{name};{quote}{way}{quote};{town};47000" for name, way, town in rows)]
        ).encode()
    read = list(opened(f"x.{kind}", content).rows)
    assert [row.record.nom for row in read if row.record] == ["Mairie", "École"]
    (problem,) = (one for one in read[1].problems if one.level == "fatal")
    assert isinstance(problem, CellProblem)
    assert problem.message == "Cette case dépasse 200 ko : raccourcissez-la."
    assert (problem.line, problem.column) == (2, "adresse") if kind == "json" else (3, "Adresse")


def test_a_second_number_has_a_column_of_its_own() -> None:
    content = (
        "Nom;Adresse;CP;Ville;Téléphone;Portable\nA;1 rue X;47000;Agen;05 53 87 87 93;06 30 88 30 80\n"
        "B;2 rue X;47000;Agen;;06 30 88 30 81\n"
    ).encode()
    file = opened("x.csv", content)
    assert file.unused == ()
    first, second = (row.record for row in file.rows)
    assert first and second
    assert (first.telephone, second.telephone) == ("+33553878793", "+33630883081")
    assert "06 30 88 30 80" in first.presentation_detail
    alone = opened("x.csv", b"Nom;Adresse;CP;Ville;Portable\nA;1 rue X;47000;Agen;06 30 88 30 80\n")
    assert [row.record.telephone for row in alone.rows if row.record] == ["+33630883080"]


def test_a_mapping_given_back_reads_the_same() -> None:
    for name in EXPECTED:
        file = opened(name)
        assert list(opened(name, mapping=file.mapping).rows) == list(opened(name).rows)


def test_what_is_missing_is_listed_and_can_be_chosen() -> None:
    content = "Truc;Adresse;CP;Ville\r\nMairie d’exemple;1 rue X;47000;Agen\r\n".encode()
    file = opened("x.csv", content)
    assert file.missing == ("nom",)
    assert list(file.rows) == []
    assert "Nom" in file.remarks[0]
    chosen = opened("x.csv", content, mapping={**file.mapping, "nom": "Truc"})
    assert [row.record.nom for row in chosen.rows if row.record] == ["Mairie d’exemple"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("refused-empty.csv", "vide"),
        ("refused-document.csv", "PDF"),
        ("refused-picture.csv", "image"),
        ("refused-quotes.csv", "à la ligne 3"),
        ("refused-two-encodings.csv", "La ligne 3"),
        ("refused-not-a-number.json", "« NaN »"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(name: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(message)) as caught:
        list(opened(name).rows)
    assert str(caught.value).endswith(".")
    assert {path.name for path in FILES.iterdir() if path.name.startswith("refused-")} >= {name}
