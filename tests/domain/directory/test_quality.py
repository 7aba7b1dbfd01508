"""What is wrong, old or missing in a record, and its score."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.quality import Fault, Record, faults, score, well_written

TODAY = date(2026, 11, 27)
WHOLE = Record(
    phone="+33553000001",
    hours="Mo-Fr 09:00-12:00",
    exact=True,
    far_km=None,
    commune_known=True,
    links=("https://exemple.fr/",),
    closed=False,
    hosts_only=False,
    moves=False,
    waits=True,
    services=True,
    access=True,
    address=True,
    summary=True,
    known_on=date(2026, 11, 1),
)


def test_a_whole_record_has_nothing_to_be_looked_at() -> None:
    assert list(faults(WHOLE, TODAY)) == []
    assert score(WHOLE, TODAY).points == 100


@pytest.mark.parametrize(
    ("change", "fault", "points"),
    [
        ({"phone": ""}, Fault.NO_PHONE, 75),
        ({"hours": ""}, Fault.NO_HOURS, 80),
        ({"hours": "quand on peut"}, Fault.UNREADABLE_HOURS, 80),
        ({"exact": False}, Fault.NO_POSITION, 85),
        ({"far_km": 40.0}, Fault.OUTSIDE, 85),
        ({"commune_known": False}, Fault.NO_COMMUNE, 100),
        ({"links": ["http://exemple"]}, Fault.BROKEN_LINK, 100),
        ({"closed": True}, Fault.CLOSED, 100),
        ({"known_on": date(2026, 5, 27)}, Fault.OLD, 100),
        ({"known_on": date(2025, 11, 27)}, Fault.VERY_OLD, 90),
        ({"alike": True}, Fault.DUPLICATE, 100),
    ],
)
def test_each_fault_is_found_and_costs_what_it_costs(change: dict[str, Any], fault: Fault, points: int) -> None:
    record = replace(WHOLE, **change)
    assert list(faults(record, TODAY)) == [fault]
    assert score(record, TODAY).points == points


@pytest.mark.parametrize(("day", "found"), [(date(2026, 5, 28), []), (date(2025, 11, 28), [Fault.OLD])])
def test_a_day_less_is_not_a_month_more(day: date, found: list[Fault]) -> None:
    assert list(faults(replace(WHOLE, known_on=day), TODAY)) == found


def test_nobody_is_blamed_for_what_a_host_or_a_bus_cannot_have() -> None:
    host = replace(WHOLE, hosts_only=True, phone="", hours="", services=False, address=False, access=False, waits=False)
    bus = replace(WHOLE, moves=True, hours="", exact=False, waits=False)
    by_appointment = replace(WHOLE, waits=False, hours="")
    for record in (host, bus, by_appointment):
        assert list(faults(record, TODAY)) == []
        assert score(record, TODAY).points == 100


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://www.exemple.fr/page?x=1", True),
        ("http://exemple.fr:8080/", True),
        ("https://exemple", False),
        ("https://exemple..fr", False),
        ("https://exemple.fr/a b", False),
        ("https://-exemple.fr", False),
        ("https://[::1", False),
        ("https://exemple.fr:port/", False),
        ("ftp://exemple.fr", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_an_address_is_judged_by_its_writing(link: str, good: bool) -> None:
    assert well_written(link) is good


@given(st.text(max_size=40))
def test_any_text_may_be_an_address(link: str) -> None:
    assert well_written(link) in (True, False)


@given(
    st.builds(
        Record,
        phone=st.sampled_from(["", "+33553000001"]),
        hours=st.sampled_from(["", "Mo 09:00-12:00", "?"]),
        far_km=st.sampled_from([None, 40.0]),
        links=st.just(()),
        known_on=st.dates(date(2000, 1, 1), TODAY),
    )
)
def test_the_score_is_what_is_not_missing(record: Record) -> None:
    found = score(record, TODAY)
    assert 0 <= found.points == 100 - sum(points for points, _ in found.missing)
