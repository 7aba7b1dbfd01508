"""The rules of a mapping one by one, and the mapping proposed for a table that nobody described."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from directory.standard.mapping.address import split_address
from directory.standard.mapping.lambert93 import plausible, to_degrees
from directory.standard.opening import CellProblem, Opened, UnreadableFile, open_file

# Written in Lambert-93 by PROJ 9.5 from the degrees beside: an independent reading.
POINTS = {
    "Agen": (509523.3074, 6347796.2395, 44.2033, 0.6163),
    "tour Eiffel": (648235.8777, 6862268.3583, 48.85837, 2.294481),
    "Bonifacio": (1216169.1629, 6051837.1422, 41.3871, 9.1594),
    "Ouessant": (102411.8723, 6848045.4485, 48.4567, -5.0966),
    "Dunkerque": (656187.5173, 7104472.9240, 51.0344, 2.3768),
}


@pytest.mark.parametrize("name", POINTS)
def test_lambert93(name: str) -> None:
    x, y, latitude, longitude = POINTS[name]
    assert plausible(x, y)
    assert to_degrees(x, y) == pytest.approx((latitude, longitude), abs=1e-8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 rue des Lilas, 47000 Agen", ("12 rue des Lilas", "47000", "Agen")),
        ("12 rue des Lilas 47 000 AGEN CEDEX 9", ("12 rue des Lilas", "47000", "AGEN CEDEX 9")),
        ("12 rue des Lilas\n47000 Agen\nFrance", ("12 rue des Lilas", "47000", "Agen")),
        ("12 rue des Lilas - 47000 - Agen", ("12 rue des Lilas", "47000", "Agen")),
        ("12 rue des Lilas, Agen (47000)", ("12 rue des Lilas", "47000", "Agen")),
        ("Route 75001, 1 place X, 47300 Villeneuve-sur-Lot", ("Route 75001, 1 place X", "47300", "Villeneuve-sur-Lot")),
        ("47000 Agen", ("", "47000", "Agen")),
        ("12 rue des Lilas", None),
        ("47000", None),
        ("", None),
    ],
)
def test_an_address_in_one_cell(text: str, expected: tuple[str, str, str] | None) -> None:
    assert split_address(text) == expected


def opened(text: str, mapping: Mapping[str, Any] | None = None) -> Opened:
    return open_file(
        text.encode(),
        "exemple.csv",
        date(2026, 6, 1),
        osm_hours=lambda text: None,
        osm_week=lambda cells: None,
        mapping=mapping,
    )


BASE = {"nom": "nom", "commune": "ville", "code_postal": "cp", "adresse": "rue"}
HEAD, ROW = "nom;ville;cp;rue", "Exemple;Agen;47000;1 rue X"


@pytest.mark.parametrize(
    ("rule", "cell", "field", "expected"),
    [
        ("a", "Bâtiment B", "complement_adresse", "Bâtiment B"),
        ({"column": "A"}, "Bâtiment B", "complement_adresse", "Bâtiment B"),
        ({"column": "a", "split": " - ", "item": 1}, "x - Étage 2", "complement_adresse", "Étage 2"),
        ({"column": "a", "split": " - ", "item": 5}, "x - Étage 2", "complement_adresse", ""),
        ({"column": "a", "separators": [",", " et "]}, "a@b.fr et c@d.fr", "courriels", ("a@b.fr", "c@d.fr")),
        ({"joined": ["a", "ville"], "by": " / "}, "x", "complement_adresse", "x / Agen"),
        ({"value": "Gratuit"}, "", "frais_a_charge", ("gratuit",)),
        ({"column": "a", "default": "Payant"}, "", "frais_a_charge", ("payant",)),
        ({"column": "absente", "default": {"column": "a"}}, "Payant", "frais_a_charge", ("payant",)),
        ({"in": "a", "terms": {"CLE": "Payant"}}, "une clé", "frais_a_charge", ("payant",)),
        ({"in": "a", "terms": {"libre": "Gratuit"}}, "équilibre", "frais_a_charge", ()),
        ({"in": "a", "terms": {"gratuit": "Gratuit", "gratuit sous": "Payant"}}, "gratuit sous", "frais_a_charge",
         ("payant",)),
    ],
)  # fmt: skip
def test_a_rule(rule: Any, cell: str, field: str, expected: object) -> None:
    (row,) = opened(f"{HEAD};a\n{ROW};{cell}\n", {**BASE, field: rule}).rows
    assert row.record is not None
    assert getattr(row.record, field) == expected


@pytest.mark.parametrize(
    "rule", [3, {}, {"couleur": "a"}, {"column": 3}, {"column": "a", "axis": "x"}, {"week": {"Lundi": "a"}}, None]
)
def test_a_rule_that_is_none_is_refused_in_words(rule: Any) -> None:
    with pytest.raises(UnreadableFile, match="horaires"):
        opened(f"{HEAD};a\n{ROW};x\n", {**BASE, "horaires": rule})
    with pytest.raises(UnreadableFile, match="couleur"):
        opened(f"{HEAD}\n{ROW}\n", {**BASE, "couleur": "a"})


def test_a_formula_that_failed_is_no_value() -> None:
    mapping = {**BASE, "telephone": "a"}
    (row,) = opened(f"{HEAD};a\n{ROW.replace('Exemple', '#REF!')};#N/A\n", mapping).rows
    assert row.record is None
    assert [(problem.field, problem.value) for problem in row.problems[:2]] == [("nom", "#REF!"), ("telephone", "#N/A")]


def test_what_looks_like_an_entity_in_a_web_address_is_its_own() -> None:
    mapping = {**BASE, "site_web": "a", "complement_adresse": "b"}
    address = "https://exemple.fr/?a=1&copy;=2"
    (row,) = opened(f'{HEAD};a;b\n"Exemple";Agen;47000;1 rue X;"{address}";"&copy; Exemple"\n', mapping).rows
    assert row.record is not None
    assert (row.record.site_web, row.record.complement_adresse) == ((address,), "© Exemple")


@pytest.mark.parametrize(
    ("titles", "values", "expected"),
    [
        ("Nom du contact;Nom du lieu;Adresse mail;Adresse;CP;Ville", "A. Exemple;Mairie;a@b.fr;1 rue X;47000;Agen",
         {"nom": "Nom du lieu", "adresse": "Adresse", "courriels": {"column": "Adresse mail"}}),
        ("Structure;Rue;Code_Postal;COMMUNE;Tél. (accueil);Site Internet",
         "Mairie;1 rue X;47 000;Agen;05 53 00 00 01;exemple.fr",
         {"nom": "Structure", "adresse": "Rue", "code_postal": "Code_Postal", "telephone": "Tél. (accueil)"}),
        ("Lieu;Adresse;CP Ville", "Mairie;1 rue X;47000 Agen",
         {"code_postal": {"address": "CP Ville", "part": "postal_code"}}),
        ("Nom;Adresse;CP;Ville;Longitude;Latitude", "Mairie;1 rue X;47000;Agen;509523,31;6347796,24",
         {"latitude": {"lambert93": ["Longitude", "Latitude"], "axis": "latitude"}}),
        ("Nom;Adresse;CP;Ville;X;Y", "Mairie;1 rue X;47000;Agen;0,6163;44,2033", {"latitude": "Y", "longitude": "X"}),
        ("Nom;Adresse;CP;Ville;Lieu GPS", "Mairie;1 rue X;47000;Agen;44.2033, 0.6163",
         {"latitude": {"point": "Lieu GPS", "axis": "latitude", "first": "latitude"}}),
        ("Nom;Adresse;;Ville", "Mairie;1 rue X;47000;Agen", {"code_postal": "Colonne C"}),
    ],
)  # fmt: skip
def test_a_mapping_is_proposed(titles: str, values: str, expected: Mapping[str, Any]) -> None:
    file = opened(f"{titles}\n{values}\n")
    assert file.missing == ()
    for field, rule in expected.items():
        found = file.mapping[field]
        assert found == rule or (isinstance(rule, dict) and rule.items() <= found.items())


DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


@pytest.mark.parametrize("cell", ["00:00-00:00", "00:00 - 00:00 / 00:00 - 00:00", "0h à 0h"])
def test_a_week_of_zeros_says_nothing_of_the_hours(cell: str) -> None:
    (row,) = opened(f"{HEAD};{';'.join(DAYS)}\n{ROW};{';'.join([cell] * 7)}\n").rows
    assert row.record is not None
    assert (row.record.horaires, row.record.presentation_detail) == ("", "")
    assert row.problems == ()


def test_values_held_by_objects_are_known_by_their_last_name() -> None:
    places = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0.62, 44.2]},
            "properties": {
                "id": f"lieu-{number}",
                "nom": f"Lieu {number}",
                "contact": {"nom": "Une personne", "email": "a@exemple.fr"},
                "adresse": {"numero": number, "voie": "rue X", "code_postal": 47000, "commune": "Agen"},
            },
        }
        for number in range(1, 4)
    ]
    file = opened(json.dumps({"type": "FeatureCollection", "features": places}))
    assert file.missing == ()
    records = [row.record for row in file.rows if row.record]
    assert [(one.id, one.nom, one.adresse) for one in records] == [
        (f"lieu-{number}", f"Lieu {number}", f"{number} rue X") for number in range(1, 4)
    ]
    assert {(one.code_postal, one.commune, one.courriels) for one in records} == {("47000", "Agen", ("a@exemple.fr",))}
    assert {(str(one.latitude), str(one.longitude)) for one in records} == {("44.2", "0.62")}


def test_the_date_of_the_file_stands_for_one_that_is_not_certain() -> None:
    rows = "".join(f"{ROW}{number};{cell}\n" for number, cell in enumerate(("2026", "12 mai 2026", "45306"), start=1))
    read = list(opened(f"{HEAD};mise à jour\n{rows}").rows)
    assert [row.record.date_maj for row in read if row.record] == [
        date(2026, 6, 1),
        date(2026, 5, 12),
        date(2024, 1, 15),
    ]
    assert [[problem.level for problem in row.problems if problem.field == "date_maj"] for row in read] == [
        ["warning"], [], ["info"],
    ]  # fmt: skip


def test_an_address_that_is_missing_says_what_to_write() -> None:
    (row,) = opened(f"{HEAD}\nExemple;Agen;47000;\n").rows
    (problem,) = (one for one in row.problems if one.level == "fatal")
    assert isinstance(problem, CellProblem)
    assert "Le Bourg" in problem.remedy


def test_numbers_of_rows_are_no_identifiers() -> None:
    rows = "".join(f"{number};{ROW}{number}\n" for number in range(1, 4))
    assert "identifier_of" in opened(f"ID;{HEAD}\n{rows}").mapping["id"]
    named = rows.replace("1;Ex", "agen-0001;Ex").replace("2;Ex", "agen-0002;Ex").replace("3;Ex", "agen-0003;Ex")
    assert opened(f"ID;{HEAD}\n{named}").mapping["id"] == "ID"
