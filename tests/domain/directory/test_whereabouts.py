"""Which commune a row is in, and whether its position is there: with the real communes of the demo territory."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.position import NEAR_KM, WIDEST_KM, reach_km
from directory.exchange.known import Communes, Given, Known, KnownCommune, KnownPlace
from directory.exchange.plan import Reading
from directory.standard.rows import Problem
from tests.domain.search.conftest import COMMUNES
from tests.factories.records import a_record, rows_of

with COMMUNES.open(encoding="utf-8", newline="") as table:
    ROWS = [
        KnownCommune(
            row["insee"],
            row["nom"],
            row["codes_postaux"].split(),
            float(row["lat"]),
            float(row["lon"]),
            row["anciens_noms"].split("|") if row["anciens_noms"] else (),
        )
        for row in csv.DictReader(table)
    ]
ALL = Communes(ROWS)
TODAY = date(2026, 11, 27)
# The name of two communes of these départements.
TWICE = next(name for name, count in Counter(row.name for row in ROWS).items() if count == 2)


class Done(NamedTuple):
    """What becomes of one row: the values of its place, and what is said."""

    values: dict[str, Any]
    remarks: list[Problem]


def decided(**values: Any) -> Done:
    steps, remarks = Reading().decide(rows_of([a_record(**values)]), Known(communes=ALL, today=TODAY))
    (step,) = steps
    assert step.given is not None
    return Done(dict(step.given), remarks)


def situated(commune: str, postal: str, insee: str = "", position: tuple[str, str] | None = None) -> Done:
    latitude, longitude = map(Decimal, position) if position else (None, None)
    return decided(commune=commune, code_postal=postal, code_insee=insee, latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(
    ("commune", "postal", "insee"),
    [
        ("ST SYLVESTRE SUR LOT", "47140", "47280"),
        ("AGEN CEDEX 9", "47000", "47001"),
        ("AGEN CEDEX 9", "47916", "47001"),
        ("Villeneuve sur Lot", "47300", "47323"),
        ("VILLENEUVE", "47300", "47323"),
        ("STE LIVRADE S/ LOT", "47110", "47252"),
        ("LE TEMPLE SUR LOT", "47110", "47306"),
        ("Mas d’Agenais", "47430", "47159"),
    ],
)
def test_a_postal_spelling_without_insee_code_finds_its_commune(commune: str, postal: str, insee: str) -> None:
    done = situated(commune, postal)
    assert (done.values["commune_id"], done.values["insee_code"]) == (insee, insee)
    assert (done.values["position_precision"], done.remarks) == ("commune", [])


@given(st.sampled_from(ROWS), st.sampled_from([str.upper, str.lower, str]), st.booleans())
def test_every_commune_is_found_by_its_name_and_postal_code(commune: KnownCommune, case: Any, coded: bool) -> None:
    for postal in commune.postal_codes:
        name = case(commune.name.replace("-", " "))
        done = situated(name, postal, commune.insee if coded else "")
        assert done.values["commune_id"] == commune.insee


@pytest.mark.parametrize(
    ("said", "kept", "column"),
    [
        # Two agree against the third.
        (("Nérac", "47600", "47001"), ("47195", "47600"), "code_insee"),
        (("Agen", "33000", "47001"), ("47001", "47000"), "code_postal"),
        (("Bordeaux", "47000", "47001"), ("47001", "47000"), "commune"),
        # No two agree, or two twos do.
        (("Nérac", "33000", "47001"), (None, "33000"), "commune"),
        (("Nérac", "33000", ""), (None, "33000"), "commune"),
        (("Laplume", "47310", "47225"), (None, "47310"), "commune"),
    ],
)
def test_what_contradicts_itself_is_said(said: tuple[str, str, str], kept: tuple[str | None, str], column: str) -> None:
    done = situated(*said)
    assert (done.values["commune_id"], done.values["postal_code"]) == kept
    (problem,) = done.remarks
    assert (problem.line, problem.field, problem.level) == (2, column, "warning")
    assert problem.value == dict(zip(("commune", "code_postal", "code_insee"), said, strict=True))[column]
    assert "Corrigez" in problem.message or "corrigez" in problem.message
    if kept[0] is None:
        assert (done.values["latitude"], done.values["insee_code"]) == (None, "")


def test_the_position_decides_when_the_codes_do_not() -> None:
    done = situated("Nérac", "47000", "", ("44.1362", "0.3394"))
    assert (done.values["commune_id"], done.values["postal_code"]) == ("47195", "47600")
    assert (done.values["position_precision"], done.remarks[0].field) == ("exact", "code_postal")


def test_a_postal_code_that_is_not_of_the_commune_is_said_with_the_right_one() -> None:
    (problem,) = situated("Marmande", "31000").remarks
    assert (problem.field, problem.value) == ("code_postal", "31000")
    assert problem.message.startswith("31000 n’est pas un code postal de Marmande (47200)")


def test_a_postal_code_of_nowhere_says_nothing_against_the_name() -> None:
    done = situated("Marmande", "00000")
    assert (done.values["commune_id"], done.values["postal_code"]) == ("47157", "47200")
    assert done.values["position_precision"] == "commune"
    (problem,) = done.remarks
    assert (problem.field, problem.level, problem.value) == ("code_postal", "warning", "00000")
    assert "nous suivons le nom" in problem.message
    placed = situated("Marmande", "00000", "", ("44.5", "0.16"))
    assert (placed.values["commune_id"], placed.values["position_precision"]) == ("47157", "exact")
    assert "Le nom et la position" in placed.remarks[0].message
    elsewhere = situated("Marmande", "00000", "", ("48.85", "2.35"))
    assert (elsewhere.values["commune_id"], elsewhere.values["latitude"]) == (None, None)
    # Two communes bear this name.
    assert situated(TWICE, "00000").values["commune_id"] is None


@pytest.mark.parametrize(
    ("said", "insee"),
    [(("Marmande", "", ""), "47157"), (("MARMANDE", "", "47157"), "47157"), (("Laplume", "", "47137"), "47137")],
)
def test_a_missing_postal_code_is_that_of_its_commune(said: tuple[str, str, str], insee: str) -> None:
    done = situated(*said)
    (commune,) = (one for one in ROWS if one.insee == insee)
    assert (done.values["commune_id"], done.values["postal_code"]) == (insee, commune.postal_codes[0])
    assert [(problem.field, problem.level) for problem in done.remarks] == [("code_postal", "info")]


@pytest.mark.parametrize(
    ("commune", "said"), [("Sanilhac", "24380, 24660 ou 24750"), ("Paris", "ne le dit pas"), (TWICE, "ne le dit pas")]
)
def test_a_postal_code_that_the_commune_does_not_say_is_missing(commune: str, said: str) -> None:
    rows = rows_of([a_record(commune=commune, code_postal="", code_insee="", latitude=None, longitude=None)])
    steps, remarks = Reading().decide(rows, Known(communes=ALL, today=TODAY))
    assert steps == []
    (problem,) = (one for one in remarks if one.level == "fatal")
    assert (problem.line, problem.field) == (2, "code_postal")
    assert said in problem.message
    assert "Écrivez-le" in problem.message


def test_a_commune_of_no_table_is_said() -> None:
    done = situated("Paris", "75001", "75056")
    assert [(problem.field, problem.level) for problem in done.remarks] == [("commune", "warning")]
    assert "demandez à l’administration" in done.remarks[0].message


@pytest.mark.parametrize(
    ("position", "km"),
    [(("44.2028", "-0.616"), 99), (("48.8566", "2.3522"), 534), (("44.44", "0.62"), 26), (("-20.88", "55.45"), 9130)],
)
def test_a_position_elsewhere_gives_way_to_the_centre(position: tuple[str, str], km: int) -> None:
    done = situated("Agen", "47000", "47001", position)
    assert done.values["position_precision"] == "commune"
    assert (done.values["latitude"], done.values["longitude"]) == (Decimal("44.202840"), Decimal("0.625750"))
    (problem,) = done.remarks
    assert (problem.line, problem.field, problem.value) == (2, "latitude", ", ".join(position))
    assert f"à {km} km d’Agen" in problem.message


def test_a_position_of_the_commune_stays() -> None:
    done = situated("Agen", "47000", "47001", ("44.2128", "0.616"))
    assert (done.values["position_precision"], done.remarks) == ("exact", [])


ARLES = (43.5467, 4.6621)
AROUND_ARLES = [(43.5120, 4.4500), (43.7170, 4.6200), (43.4500, 4.9000)]


def test_wide_communes_reach_far_and_small_ones_do_not() -> None:
    assert reach_km((44.2, 0.62), [(44.19, 0.66), (44.22, 0.58), (44.9, 0.6)]) == NEAR_KM
    assert 30 < reach_km(ARLES, AROUND_ARLES) < 50
    assert reach_km((3.74, -52.2), [(4.0, -54.0)]) == WIDEST_KM


@pytest.mark.parametrize(
    ("given_day", "kept"),
    [
        (date(2024, 8, 1), date(2024, 8, 1)),
        (TODAY, TODAY),
        (date(2030, 1, 1), TODAY),
        (date(1900, 1, 1), date(2000, 1, 1)),
    ],
)
def test_an_impossible_day_is_said_and_the_same_row_says_the_same_next_time(given_day: date, kept: date) -> None:
    done = decided(date_maj=given_day)
    assert done.values["date_maj"] == kept
    said = [(problem.field, problem.value) for problem in done.remarks]
    assert said == ([] if given_day == kept else [("date_maj", given_day.isoformat())])

    stored = {**done.values, "date_maj": min(kept, date(2026, 11, 1))}
    there = Known(
        {"exemple-1": KnownPlace(1, stored)}, {"exemple-1": [Given(stored, 1, True)]}, communes=ALL, today=TODAY
    )
    again, _ = Reading(True).decide(rows_of([a_record(date_maj=given_day)]), there)
    assert bool(again) == (given_day == TODAY)


def test_a_row_may_bear_the_name_of_a_commune_that_was_joined_to_another() -> None:
    done = decided(commune="GUEYZE", code_postal="47170", code_insee="", latitude=None, longitude=None)
    assert (done.values["commune_name"], done.values["insee_code"]) == ("Sos", "47302")
    assert done.remarks == []
