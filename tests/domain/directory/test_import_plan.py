"""What an import decides: each row ends in one place, what people wrote stays, every refusal can be acted on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange import report
from directory.exchange.known import Communes, Known, KnownCommune, KnownPlace
from directory.exchange.mapping import FIELDS
from directory.exchange.merges import Merge
from directory.exchange.plan import Change, ImportPlan, Kept, Retired, Why, plan
from directory.standard.reader import Parsed, parse_row
from directory.standard.record import LieuRecord
from tests.factories.records import a_record, rows_of

LAPLUME = KnownCommune("47137", "Laplume", ["47310"], 44.112, 0.529)
LENGTHS = {"standard_id": 200, "name": 200, "booking_url": 500, "opening_hours": 1000}


def known(*places: KnownPlace) -> Known:
    return Known({place.values["standard_id"]: place for place in places}, Communes([LAPLUME]), LENGTHS)


def stored(*records: LieuRecord, **people: Any) -> list[KnownPlace]:
    """The places as an import of these records leaves them; `people` is what somebody did since."""
    created = plan(rows_of(records), known()).created
    return [KnownPlace(number, one.values, **people) for number, one in enumerate(created, start=1)]


def test_a_missing_place_is_created_with_every_field() -> None:
    (one,) = plan(rows_of([a_record()]), known()).created
    assert one.line == 2
    assert set(one.values) == set(FIELDS)
    assert (one.values["commune_id"], one.values["position_precision"]) == ("47137", "exact")


@pytest.mark.parametrize("record", [a_record(code_insee="", commune="LAPLUME"), a_record(commune="La Plume")])
def test_the_commune_is_found_by_code_or_by_name_and_lends_its_centre(record: LieuRecord) -> None:
    (one,) = plan(rows_of([replace(record, latitude=None, longitude=None)]), known()).created
    values = one.values
    assert (values["commune_id"], values["insee_code"], values["commune_name"]) == ("47137", "47137", "Laplume")
    assert (values["latitude"], values["longitude"]) == (Decimal("44.112000"), Decimal("0.529000"))
    assert values["position_precision"] == "commune"


def test_an_unknown_commune_stays_as_it_is_written() -> None:
    record = a_record(code_insee="75056", commune="Paris", code_postal="75001", latitude=None, longitude=None)
    (one,) = plan(rows_of([record]), known()).created
    assert (one.values["commune_id"], one.values["commune_name"], one.values["latitude"]) == (None, "Paris", None)


def test_a_change_tells_before_and_after() -> None:
    (place,) = stored(a_record())
    (one,) = plan(rows_of([a_record(telephone="+33553111111")]), known(place), update=True).changed
    assert one.fields == {"phone": Change("", "+33553111111")}
    assert one.seen is place


@pytest.mark.parametrize(
    ("people", "update", "why"),
    [
        ({}, False, Why.NOT_ASKED),
        ({"revision": 7}, True, Why.EDITED),
        ({"verified_on": date(2026, 11, 1)}, True, Why.VERIFIED),
    ],
)
def test_what_people_changed_is_kept_and_the_reason_told(people: dict[str, Any], update: bool, why: Why) -> None:
    found = plan(rows_of([a_record(nom="Autre nom")]), known(*stored(a_record(), **people)), update=update)
    assert found.kept == [Kept("exemple-1", "Maison d’exemple", why)]
    assert not found.changed


def test_the_second_row_with_one_identifier_is_left_out() -> None:
    found = plan(rows_of([a_record(), a_record(id="autre"), a_record(nom="Seconde")]), known())
    assert [one.line for one in found.created] == [2, 3]
    (problem,) = found.refused
    assert (problem.line, problem.field, problem.value, problem.level) == (4, "id", "exemple-1", "fatal")
    assert "déjà donné à la ligne 2" in problem.message


def test_an_identifier_too_long_is_refused_rather_than_cut() -> None:
    found = plan(rows_of([a_record(id="x" * 201)]), known())
    assert not found.created
    assert [(one.line, one.field) for one in found.refused] == [(2, "id")]


def test_what_no_column_holds_is_said_with_its_column() -> None:
    long = a_record(nom="n" * 300, horaires="Mo-Fr 09:00-12:00; " * 80, prise_rdv=f"https://exemple.fr/{'a' * 600}")
    found = plan(rows_of([long]), known())
    (one,) = found.created
    assert (len(one.values["name"]), one.values["opening_hours"], one.values["booking_url"]) == (200, "", "")
    assert [(problem.field, problem.value) for problem in found.remarks] == [
        ("nom", long.nom),
        ("horaires", long.horaires),
        ("prise_rdv", long.prise_rdv),
    ]


def test_a_refusal_carries_line_column_value_and_reason() -> None:
    row = {"id": "a", "nom": "", "code_postal": "47 bis", "commune": "Laplume", "adresse": "1 rue", "date_maj": "hier"}
    found = plan([parse_row(row, 9)], known())
    assert {(one.line, one.field, one.value) for one in found.refused} == {
        (9, "nom", ""),
        (9, "code_postal", "47 bis"),
        (9, "date_maj", "hier"),
    }
    assert "1 lignes refusées" in list(report.lines(found))
    assert [one.field for one in found.remarks] == ["pivot"]


# Merges


def test_a_merged_record_disappears_and_gives_what_is_taken() -> None:
    records = [a_record(), a_record(id="double", telephone="+33553111111")]
    found = plan(rows_of(records), known(), merges=[Merge("exemple-1", ("double",), take={"telephone": "double"})])
    assert [one.values["phone"] for one in found.created] == ["+33553111111"]
    assert (found.merged, found.retired) == (["double"], [])


@pytest.mark.parametrize("given_again", [True, False])
def test_a_place_loaded_before_its_merge_is_retired(given_again: bool) -> None:
    both = [a_record(), a_record(id="double")]
    kept, double = stored(*both)
    rows = rows_of(both) if given_again else rows_of([])
    found = plan(rows, known(kept, double), merges=[Merge("exemple-1", ("double",))], update=True)
    assert found.retired == [Retired(double, "exemple-1")]
    assert found.merged == (["double"] if given_again else [])
    assert (found.created, found.changed) == ([], [])


def test_a_double_of_a_place_that_only_the_directory_holds_is_not_created() -> None:
    (kept,) = stored(a_record())
    found = plan(rows_of([a_record(id="double")]), known(kept), merges=[Merge("exemple-1", ("double",))])
    assert (found.created, found.merged, found.retired) == ([], ["double"], [])


def test_a_merge_without_the_record_to_keep_changes_nothing() -> None:
    found = plan(rows_of([a_record(id="double")]), known(), merges=[Merge("absent", ("double",))])
    assert [one.values["standard_id"] for one in found.created] == ["double"]


# Properties

IDENTIFIERS = st.sampled_from("abcdef")
RECORDS = st.builds(
    lambda identifier, name, phone: a_record(id=identifier, nom=name, telephone=phone),
    IDENTIFIERS,
    st.sampled_from(["Maison", "Mairie", "n" * 201]),
    st.sampled_from(["", "+33553111111"]),
)
PEOPLE = st.sampled_from([{}, {"revision": 1}, {"verified_on": date(2026, 11, 1)}])


@st.composite
def directories(draw: st.DrawFn) -> Known:
    records = draw(st.lists(RECORDS, max_size=4, unique_by=lambda one: one.id))
    places = stored(*records)
    return known(*(replace(place, **draw(PEOPLE)) for place in places))


def identifiers(found: ImportPlan) -> list[str]:
    decided: Iterable[Any] = (*found.created, *found.changed)
    return [
        *(one.values["standard_id"] for one in decided),
        *(one.identifier for one in found.kept),
        *found.unchanged,
        *found.merged,
    ]


@given(st.lists(RECORDS, max_size=8), directories(), st.booleans())
def test_each_identifier_is_decided_once_and_each_row_is_accounted_for(
    records: list[LieuRecord], there: Known, update: bool
) -> None:
    merges = [Merge("a", ("b", "c"))]
    found = plan(rows_of(records), there, merges=merges, update=update)
    decided = identifiers(found)
    assert len(decided) == len(set(decided))
    assert set(decided) == {record.id for record in records}
    assert len(decided) + len({problem.line for problem in found.refused}) == len(records)


@given(st.lists(RECORDS, max_size=8), directories(), st.booleans())
def test_nothing_that_people_touched_changes_and_a_second_plan_has_nothing_to_do(
    records: list[LieuRecord], there: Known, update: bool
) -> None:
    rows = rows_of(records)
    found = plan(rows, there, update=update)
    assert all(one.seen.revision is None and one.seen.verified_on is None for one in found.changed)
    assert update or not found.changed
    after = dict(there.places) | {
        one.values["standard_id"]: KnownPlace(99, one.values) for one in (*found.created, *found.changed)
    }
    again = plan(rows, replace(there, places=after), update=update)
    assert (again.created, again.changed) == ([], [])
    assert again.kept == found.kept
    assert list(report.lines(again))[2:] == list(report.lines(found))[2:]


# The sentences


def test_the_report_counts_says_why_and_stops_in_time() -> None:
    kept = [Kept(f"id-{n}", f"Lieu {n}", Why.CHANGED_SINCE) for n in range(7)]
    rows = [Parsed(n, *_refused(n)) for n in range(2, 62)]
    said = list(report.lines(replace(plan(rows, known()), kept=kept)))
    assert said[:3] == [
        "0 lieux créés, 0 mis à jour, 0 déjà à jour",
        "7 lieux gardés tels quels, 0 fiches en double réunies",
        f"dont 7 modifiés pendant l’import : {', '.join(f'Lieu {n} (id-{n})' for n in range(5))}, …",
    ]
    assert said[3] == "60 lignes refusées"
    assert said[4].startswith("Ligne 2, nom : ")
    assert said[-1] == "… et 70 autres remarques."


def _refused(line: int) -> tuple[LieuRecord | None, Any]:
    row = {"id": "a", "commune": "Laplume", "adresse": "1 rue", "code_postal": "47310", "date_maj": "2026-11-01"}
    parsed = parse_row(row, line)
    return parsed.record, parsed.problems
