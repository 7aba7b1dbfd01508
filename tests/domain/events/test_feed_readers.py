"""Feeds read by parsers that share nothing with the writer: Python `ical`, ical.js and libical.

ical.js and libical take the time zone from the file alone, `ical` from the system.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from events.domain.content_lines import clean_text, one_line
from events.domain.recurrence import RuleSpec, Slot, slots
from portal.words.zone import PARIS
from tests.judges import libical
from tests.judges.node import expand_feed

from .builders import WINDOW, event, feed, rule, slot_event
from .test_ical import golden_feed

CHANGES_OF_TIME = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28))
RULES = (
    rule(id="odd", weekdays=(1,), week_parity="odd"),
    rule(id="even", weekdays=(3,), week_parity="even", start_time=time(13, 30), end_time=time(17)),
    rule(id="nth", unit="month_nth", weekdays=(1, 4), nth=(2, -1), start_time=time(14), end_time=time(16)),
    rule(id="weekend", weekdays=(5, 6), start_time=time(0, 30), end_time=time(4, 45)),
)
BY_HAND = tuple(
    Slot("", day, datetime.combine(day, time(23)), datetime.combine(day, time(23, 59)), name=f"session-{day}")
    for day in CHANGES_OF_TIME
)

Rows = list[tuple[str, datetime, datetime]]


def planned(*some: RuleSpec) -> tuple[Slot, ...]:
    return slots(some, [], {}, [], WINDOW).slots


def written(plan: tuple[Slot, ...]) -> Rows:
    """The expected rows, by attaching the zone to the wall clock without the code under test."""
    return sorted(
        (
            f"{slot.key}@coup-de-main.example",
            slot.start.replace(tzinfo=PARIS).astimezone(UTC),
            slot.end.replace(tzinfo=PARIS).astimezone(UTC),
        )
        for slot in plan
    )


def read_by_ical(data: bytes) -> Rows:
    events = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return sorted((one.uid, one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in events)


def read_by_icaljs(data: bytes) -> Rows:
    return sorted(
        (row["uid"], datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]))
        for row in expand_feed(data)
    )


def read_by_libical(data: bytes) -> Rows:
    return sorted((one.uid, one.start, one.end) for one in libical.read(data))


EVERY = [read_by_ical, pytest.param(read_by_icaljs, marks=pytest.mark.node), read_by_libical]


def thirteen_months() -> tuple[Rows, bytes]:
    plan = (*planned(*RULES), *BY_HAND)
    assert len(plan) > 200 and {slot.local_date for slot in plan} >= set(CHANGES_OF_TIME)
    return written(plan), feed(*map(slot_event, plan))


@pytest.mark.parametrize("read", EVERY)
def test_the_same_occurrences_are_read_over_thirteen_months(read) -> None:
    expected, data = thirteen_months()
    assert read(data) == expected


@pytest.mark.parametrize("read", EVERY)
def test_odd_weeks_across_new_year_and_nine_o_clock_across_the_change_of_time(read) -> None:
    rows = read(feed(*map(slot_event, planned(RULES[0]))))
    local = [start.astimezone(PARIS) for _, start, _ in rows]
    assert {(start.hour, start.minute) for start in local} == {(9, 0)}
    assert {start.astimezone(UTC).hour for start in local} == {7, 8}
    weeks = [tuple(start.isocalendar())[:2] for start in local]
    assert weeks[weeks.index((2026, 51)) :][:4] == [(2026, 51), (2026, 53), (2027, 1), (2027, 3)]


@pytest.mark.parametrize("read", EVERY)
def test_the_clocks_of_several_territories_in_one_feed(read) -> None:
    """Nine o'clock is that of each, the whole year through, and what both readers see is the true instant."""
    plan = planned(rule())
    zones = [PARIS, *map(ZoneInfo, ("Indian/Reunion", "America/Miquelon", "Pacific/Marquesas", "America/Guadeloupe"))]
    events = [slot_event(slot, zone, uid=f"{slot.key}@{zone.key}") for zone in zones for slot in plan]
    expected = sorted(
        (f"{slot.key}@{zone.key}", *(moment.replace(tzinfo=zone).astimezone(UTC) for moment in (slot.start, slot.end)))
        for zone in zones
        for slot in plan
    )
    assert read(feed(*events)) == expected


@pytest.mark.parametrize("read", EVERY)
def test_both_passes_of_the_repeated_hour_are_read_right(read) -> None:
    night = event(
        start_local=datetime(2026, 10, 25, 2, 30, tzinfo=PARIS),
        end_local=datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=PARIS),
    )
    ((_, start, end),) = read(feed(night))
    assert start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert end == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


@pytest.mark.node
def test_icaljs_reads_every_field() -> None:
    rows = expand_feed(golden_feed())
    assert rows[0] == {
        "uid": "5f1b9a52-0000-4000-8000-000000000001@coup-de-main.example",
        "start": "2026-10-12T07:00:00Z",
        "end": "2026-10-12T10:00:00Z",
        "sequence": 0,
        "summary": "Permanence numérique – Lieu d’exemple",
        "description": "Sans rendez-vous.\nRenseignements : 05 36 49 00 00 ; page : https://portail.example/agenda/1/",
        "location": "Lieu d’exemple, 1 place de l’Exemple, 47000 Exemple",
        "status": "CONFIRMED",
        "url": "https://portail.example/agenda/1-permanence/",
        "geo": [44.2, 0.00003],
        "categories": ["Permanence", "Faire vos démarches, sur internet"],
    }
    assert rows[1]["status"] == "CANCELLED" and rows[1]["summary"].startswith("Annulé : Atelier")


@pytest.mark.parametrize("read", EVERY)
def test_an_empty_feed_is_read_as_empty(read) -> None:
    assert read(feed()) == []


@pytest.mark.node
def test_the_judge_refuses_a_feed_whose_time_zone_is_missing() -> None:
    """ical.js alone would read such hours as floating without a word: the judge must not."""
    data = feed(event())
    head, tail = data.split(b"BEGIN:VTIMEZONE")[0], data.split(b"END:VTIMEZONE\r\n")[1]
    with pytest.raises(pytest.fail.Exception, match="floating or unknown time zone"):
        expand_feed(head + tail)


def test_libical_refuses_it_too_and_what_is_not_in_order() -> None:
    data = feed(event())
    head, tail = data.split(b"BEGIN:VTIMEZONE")[0], data.split(b"END:VTIMEZONE\r\n")[1]
    for wrong, said in (
        (head + tail, "floating or unknown time zone"),
        (data.replace(b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:1"), "restrictions for SEQUENCE"),
        (data.replace(b"UID:5f", b"X-UID:5f"), "no UID"),
        (data.replace(b"END:VEVENT\r\n", b""), "cannot read"),
    ):
        with pytest.raises((pytest.fail.Exception, AssertionError), match=said):
            libical.read(wrong)


texts = st.text(
    st.characters() | st.sampled_from('\\;,:"\n\r\t \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}nN'), max_size=200
)


@given(texts, texts)
def test_any_text_comes_back_from_python_ical(title: str, body: str) -> None:
    data = feed(event(summary=title, description=body))
    (read,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert (read.summary or "", read.description or "") == (one_line(title), clean_text(body))


@given(texts, texts)
def test_any_text_comes_back_from_libical(title: str, body: str) -> None:
    (read,) = libical.read(feed(event(summary=title, description=body)))
    assert (read.summary, read.description) == (one_line(title), clean_text(body))


@pytest.mark.node
@settings(
    max_examples=10,
    deadline=None,
    # One example is one process: no shrinking.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.tuples(texts, texts), min_size=20, max_size=60))
def test_any_text_comes_back_from_icaljs(pairs: list[tuple[str, str]]) -> None:
    events = [
        # ical.js 2.2.1 takes the comma after a category that ends in a backslash for a part of it.
        event(
            uid=f"{number:03}@coup-de-main.example",
            summary=title,
            description=body,
            categories=(title.replace("\\", "/"), "x"),
        )
        for number, (title, body) in enumerate(pairs)
    ]
    rows = expand_feed(feed(*events))
    assert len(rows) == len(pairs)
    for row, (title, body) in zip(rows, pairs, strict=True):
        assert (row["summary"] or "", row["description"] or "") == (one_line(title), clean_text(body))
        assert row["categories"] == [name for name in (one_line(title.replace("\\", "/")), "x") if name]
