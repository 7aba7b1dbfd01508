"""What an import decides: each row ends in one place, what people wrote stays, every refusal can be acted on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.known import Communes, Given, Known, KnownCommune, KnownPlace
from directory.exchange.mapping import FIELDS, from_json, to_json
from directory.exchange.plan import Kind, Reading, Step, Why
from directory.standard.reader import Parsed, parse_row
from directory.standard.record import LieuRecord
from directory.standard.rows import Problem
from tests.factories.records import a_record, rows_of

LAPLUME = KnownCommune("47137", "Laplume", ["47310"], 44.112, 0.529)
LENGTHS = {"standard_id": 200, "name": 200, "booking_url": 500, "opening_hours": 1000}


def decide(rows: Sequence[Parsed], known: Known, *, update: bool = True) -> tuple[list[Step], list[Problem]]:
    return Reading(update).decide(rows, known)


def known(places: Sequence[KnownPlace] = (), given: dict[str, list[Given]] | None = None) -> Known:
    return Known({place.values["standard_id"]: place for place in places}, given or {}, Communes([LAPLUME]), LENGTHS)


def loaded(*records: LieuRecord, **people: Any) -> Known:
    """The directory as an import of these records leaves it; `people` is what somebody wrote since."""
    steps, _ = decide(rows_of(records), known())
    places, given = [], {}
    for number, step in enumerate(steps, start=1):
        assert step.given is not None
        places.append(KnownPlace(number, {**step.given, **people}))
        given[step.identifier] = [Given(step.given, number, True)]
    return known(places, given)


def only(found: tuple[list[Step], list[Problem]]) -> Step:
    (step,) = found[0]
    return step


def test_a_missing_place_is_created_with_every_field() -> None:
    one = only(decide(rows_of([a_record()]), known()))
    assert (one.kind, one.line) == (Kind.CREATE, 2)
    assert one.given is not None and set(one.given) == set(FIELDS)
    assert (one.given["commune_id"], one.given["position_precision"]) == ("47137", "exact")


@pytest.mark.parametrize("record", [a_record(code_insee="", commune="LAPLUME"), a_record(commune="La Plume")])
def test_the_commune_is_found_by_code_or_by_name_and_lends_its_centre(record: LieuRecord) -> None:
    values = only(decide(rows_of([replace(record, latitude=None, longitude=None)]), known())).given
    assert values is not None
    assert (values["commune_id"], values["insee_code"], values["commune_name"]) == ("47137", "47137", "Laplume")
    assert (values["latitude"], values["longitude"]) == (Decimal("44.112000"), Decimal("0.529000"))
    assert values["position_precision"] == "commune"


def test_an_unknown_commune_stays_as_it_is_written() -> None:
    record = a_record(code_insee="75056", commune="Paris", code_postal="75001", latitude=None, longitude=None)
    values = only(decide(rows_of([record]), known())).given
    assert values is not None
    assert (values["commune_id"], values["commune_name"], values["latitude"]) == (None, "Paris", None)


def test_a_change_tells_before_and_after() -> None:
    one = only(decide(rows_of([a_record(telephone="+33553111111")]), loaded(a_record())))
    assert (one.kind, one.before, one.after) == (Kind.CHANGE, {"phone": ""}, {"phone": "+33553111111"})


def test_a_field_that_somebody_corrected_stays_and_the_others_follow() -> None:
    there = loaded(a_record(), name="Nom corrigé ici")
    one = only(decide(rows_of([a_record(nom="Autre nom", telephone="+33553111111")]), there))
    assert (one.kind, one.after, one.kept) == (Kind.CHANGE, {"phone": "+33553111111"}, {"name": "Autre nom"})


def test_a_corrected_position_is_kept_whole() -> None:
    there = loaded(a_record(), latitude=Decimal("44.200000"))
    one = only(decide(rows_of([a_record(longitude=Decimal("0.600000"))]), there))
    assert (one.kind, set(one.kept)) == (Kind.REMEMBER, {"latitude", "longitude"})


def test_what_another_feed_gave_is_nobody_s_correction() -> None:
    there = loaded(a_record())
    (other,) = there.given["exemple-1"]
    there = replace(there, given={"exemple-1": [replace(other, ours=False)]})
    assert only(decide(rows_of([a_record(telephone="+33553111111")]), there)).kind is Kind.CHANGE


def test_of_a_place_that_no_feed_gave_nothing_changes() -> None:
    there = replace(loaded(a_record()), given={})
    one = only(decide(rows_of([a_record(nom="Autre nom")]), there))
    assert (one.kind, one.kept) == (Kind.REMEMBER, {"name": "Autre nom"})


def test_the_same_file_twice_has_nothing_to_do() -> None:
    reading = Reading(True)
    assert reading.decide(rows_of([a_record()]), loaded(a_record())) == ([], [])
    assert reading.unchanged == 1


def test_a_file_without_a_column_neither_empties_it_nor_forgets_who_corrected_it() -> None:
    there = loaded(a_record(telephone="+33553000001"), phone="+33553999999")
    shorter = Reading(True, silent=frozenset({"phone"}))
    assert shorter.decide(rows_of([a_record()]), there) == ([], [])
    renamed, _ = Reading(True, silent=frozenset({"phone"})).decide(rows_of([a_record(nom="Autre nom")]), there)
    (step,) = renamed
    assert step.after == {"name": "Autre nom"}
    assert step.given is not None and step.given["phone"] == "+33553000001"
    one = only(decide(rows_of([a_record(nom="Autre nom", telephone="+33553111111")]), after(there, renamed)))
    assert (one.kind, one.kept) == (Kind.REMEMBER, {"phone": "+33553111111"})


def test_a_place_known_already_is_left_unless_its_update_is_asked() -> None:
    one = only(decide(rows_of([a_record(nom="Autre nom")]), loaded(a_record()), update=False))
    assert (one.kind, one.why, one.given) == (Kind.LEAVE, Why.NOT_ASKED, None)


@pytest.mark.parametrize(("day", "kind"), [(date(2026, 11, 1), Kind.LEAVE), (date(2026, 11, 2), Kind.CHANGE)])
def test_what_was_verified_changes_only_for_something_newer(day: date, kind: Kind) -> None:
    there = loaded(a_record())
    place = replace(there.places["exemple-1"], verified_on=date(2026, 11, 1))
    row = a_record(telephone="+33553111111", date_maj=day)
    one = only(decide(rows_of([row]), replace(there, places={"exemple-1": place})))
    assert one.kind is kind
    if kind is Kind.CHANGE:
        assert (one.before["verified_on"], one.after["verified_on"]) == (date(2026, 11, 1), None)


@pytest.mark.parametrize(("point", "why"), [(7, Why.MERGED), (None, Why.DELETED)])
def test_what_was_merged_or_deleted_here_does_not_come_back(point: int | None, why: Why) -> None:
    (given_before,) = loaded(a_record()).given["exemple-1"]
    there = known(given={"exemple-1": [replace(given_before, point=point)]})
    one = only(decide(rows_of([a_record(nom="Autre nom")]), there))
    assert (one.kind, one.why, one.given) == (Kind.LEAVE, why, None)


def test_the_second_row_with_one_identifier_is_left_out() -> None:
    reading = Reading()
    steps, problems = reading.decide(rows_of([a_record(), a_record(id="autre")]), known())
    more, later = reading.decide([Parsed(4, a_record(nom="Seconde"), (), "exemple-1")], known())
    assert [one.line for one in (*steps, *more)] == [2, 3]
    (problem,) = (*problems, *later)
    assert (problem.line, problem.field, problem.value, problem.level) == (4, "id", "exemple-1", "fatal")
    assert "déjà donné à la ligne 2" in problem.message


def test_an_identifier_too_long_is_refused_rather_than_cut() -> None:
    steps, problems = decide(rows_of([a_record(id="x" * 201)]), known())
    assert (steps, [(one.line, one.field, one.level) for one in problems]) == ([], [(2, "id", "fatal")])


def test_what_no_column_holds_is_said_with_its_column() -> None:
    long = a_record(nom="n" * 300, horaires="Mo-Fr 09:00-12:00; " * 80, prise_rdv=f"https://exemple.fr/{'a' * 600}")
    found = decide(rows_of([long]), known())
    values = only(found).given
    assert values is not None
    assert (len(values["name"]), values["opening_hours"], values["booking_url"]) == (200, "", "")
    assert [(problem.field, problem.value) for problem in found[1]] == [
        ("nom", long.nom),
        ("horaires", long.horaires),
        ("prise_rdv", long.prise_rdv),
    ]


def test_a_refusal_carries_line_column_value_and_reason() -> None:
    row = {"id": "a", "nom": "", "code_postal": "47 bis", "commune": "Laplume", "adresse": "1 rue", "date_maj": "hier"}
    reading = Reading()
    steps, problems = reading.decide([parse_row(row, 9)], known())
    assert steps == [] and reading.met == {"a"}, "a refused row is no place that vanished"
    assert {(one.line, one.field, one.value) for one in problems if one.level == "fatal"} == {
        (9, "nom", ""),
        (9, "code_postal", "47 bis"),
        (9, "date_maj", "hier"),
    }


# Properties

RECORDS = st.builds(
    lambda identifier, name, phone: a_record(id=identifier, nom=name, telephone=phone),
    st.sampled_from("abcdef"),
    st.sampled_from(["Maison", "Mairie", "n" * 201]),
    st.sampled_from(["", "+33553111111"]),
)
PEOPLE = st.dictionaries(st.sampled_from(["name", "phone", "address"]), st.sampled_from(["", "Maison", "ici"]))


@st.composite
def directories(draw: st.DrawFn) -> Known:
    there = loaded(*draw(st.lists(RECORDS, max_size=4, unique_by=lambda one: one.id)))
    places = [replace(place, values={**place.values, **draw(PEOPLE)}) for place in there.places.values()]
    return known(places, dict(there.given))


def after(there: Known, steps: Sequence[Step]) -> Known:
    """The directory once the steps are done."""
    places, given = dict(there.places), dict(there.given)
    for step in steps:
        if step.kind is Kind.CREATE:
            places[step.identifier] = KnownPlace(99, dict(step.given or {}))
        elif step.kind is Kind.CHANGE:
            seen = places[step.identifier]
            places[step.identifier] = replace(seen, values={**seen.values, **step.after})
        if step.given is not None:
            given[step.identifier] = [Given(step.given, 99, True)]
    return known(list(places.values()), given)


@given(st.lists(RECORDS, max_size=8), directories(), st.booleans())
def test_each_row_is_decided_once_and_a_second_reading_has_nothing_to_do(
    records: list[LieuRecord], there: Known, update: bool
) -> None:
    rows, reading = rows_of(records), Reading(update)
    steps, problems = reading.decide(rows, there)
    refused = {problem.line for problem in problems if problem.level == "fatal"}
    assert len(steps) + reading.unchanged + len(refused) == len(records)
    assert len({step.identifier for step in steps}) == len(steps)
    again, _ = Reading(update).decide(rows, after(there, steps))
    assert [step for step in again if step.kind is not Kind.LEAVE] == []


@given(st.lists(RECORDS, max_size=8, unique_by=lambda one: one.id), directories())
def test_no_value_that_somebody_wrote_is_ever_replaced(records: list[LieuRecord], there: Known) -> None:
    for step in decide(rows_of(records), there)[0]:
        for name, value in step.before.items():
            assert any(one.values[name] == value for one in there.given[step.identifier])
        assert not step.kept.keys() & step.after.keys()


@given(RECORDS)
def test_values_come_back_from_json_as_they_went(record: LieuRecord) -> None:
    values = only(decide(rows_of([record]), known())).given
    assert values is not None and from_json(to_json(values)) == values
