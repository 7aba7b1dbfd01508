"""Calendars made to be slow: each is answered at once, and what else is in the file is read."""

from time import process_time

import pytest

from events.domain.partners.content import NotACalendar
from events.domain.partners.programme import TooMuch
from tests.domain.events.partners.builders import calendar, read, said, told, weekly

LIMIT = 2.0  # seconds of processor on a busy machine; alone, each takes less than one
GOOD = "UID:bon\nSUMMARY:Bon\nDTSTART:20261214T090000\nDURATION:PT1H"

RULES = (
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;COUNT=10",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;BYSETPOS=366",
    "FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8",
    "FREQ=DAILY;BYSECOND=1",
    "FREQ=YEARLY;BYYEARDAY=1,2,3",
    "FREQ=YEARLY;BYWEEKNO=53",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,2,3",
    "FREQ=DAILY;COUNT=1001",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=-1",
    "FREQ=DAILY;BYDAY=1MO",
    "FREQ=FORTNIGHTLY",
    "INTERVAL=2",
)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_not_read_is_said_and_costs_nothing(rule: str) -> None:
    began = process_time()
    found = read(calendar(*(weekly(str(number), rule) for number in range(1_900)), GOOD))
    assert process_time() - began < LIMIT
    assert told(found) == ["2026-12-14 09:00-10:00"]
    assert len(found.unread) == 1_900
    assert any("1900 évènements" in one for one in said(found))


@pytest.mark.parametrize(
    "event",
    [
        weekly("1", "FREQ=DAILY;INTERVAL=7;BYDAY=SU"),
        weekly("1", "FREQ=YEARLY;INTERVAL=1000"),
        weekly("1", "FREQ=DAILY;COUNT=1000;INTERVAL=7;BYDAY=SU", "19970106T090000"),
        weekly("1", "FREQ=YEARLY;COUNT=1000;BYDAY=53TU", "19970106T090000"),
        weekly("1", "FREQ=DAILY;COUNT=1000;BYMONTH=2;BYMONTHDAY=-30", "19970106T090000"),
    ],
)
def test_rules_that_give_nothing_end(event: str) -> None:
    began = process_time()
    found = read(calendar(GOOD, *(event.replace("UID:1", f"UID:{number}") for number in range(1_900))))
    assert process_time() - began < LIMIT
    assert told(found) == ["2026-12-14 09:00-10:00"]


def test_a_rule_from_the_year_one_is_moved_up_to_the_window() -> None:
    began = process_time()
    found = read(calendar(weekly("1", "FREQ=WEEKLY", "00010101T090000")))
    assert process_time() - began < LIMIT / 10
    assert told(found)[0] == "2026-11-30 09:00-11:00"  # a Monday, as 1 January of the year one


def test_nested_components_are_refused() -> None:
    began = process_time()
    with pytest.raises(NotACalendar):
        read(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000)
    assert process_time() - began < LIMIT


def test_alarms_by_the_thousand_are_not_even_parsed() -> None:
    alarms = "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\n" * 40_000
    began = process_time()
    assert told(read(calendar(f"{GOOD}\n{alarms}"))) == ["2026-12-14 09:00-10:00"]
    assert process_time() - began < LIMIT


@pytest.mark.parametrize("name", ["DESCRIPTION", "UID", "ATTENDEE", "RRULE"])
def test_a_line_of_ten_megabytes(name: str) -> None:
    _answers_at_once(f"{name}:{'a' * 10_000_000}")


@pytest.mark.parametrize("text", ["<a", "<!--", "&#", "<a b='", "0 1", "a@a.", "( "])
def test_a_text_that_is_slow_to_look_through(text: str) -> None:
    _answers_at_once(*(f"{name}:{text * (500_000 // len(text))}" for name in ("SUMMARY", "DESCRIPTION", "LOCATION")))


def _answers_at_once(*lines: str) -> None:
    event = "\n".join(("DTSTART:20261214T090000", "DURATION:PT1H", *lines))
    body = calendar(event, GOOD)
    began = process_time()
    found = read(body)
    assert process_time() - began < LIMIT
    assert "2026-12-14 09:00-10:00" in told(found)


def test_dates_added_by_the_hundred_thousand() -> None:
    began = process_time()
    found = read(calendar(f"{weekly()}\nRDATE:{','.join(['20261214T090000'] * 500_000)}", GOOD))
    assert process_time() - began < LIMIT
    assert (told(found), found.unread) == (["2026-12-14 09:00-10:00"], {"1"})


def test_many_short_lists_of_dates_are_counted_together() -> None:
    lists = "\n".join("RDATE:20261214T090000,20261215T090000" for _ in range(300))
    assert read(calendar(f"{weekly()}\n{lists}")).unread == {"1"}


def test_too_many_events_are_refused() -> None:
    with pytest.raises(NotACalendar, match="plus de 2000"):
        read(calendar(*(GOOD.replace("bon", str(number)) for number in range(2_001))))


def test_single_events_of_the_past_do_not_count() -> None:
    old = "UID:ancien\nDTSTART:20200106T090000\nDURATION:PT1H"
    assert len(read(calendar(*[old] * 3_000, GOOD)).series) == 1


def test_too_many_dates_are_refused_before_they_are_made() -> None:
    began = process_time()
    with pytest.raises(TooMuch):
        read(calendar(*(weekly(str(number), "FREQ=DAILY") for number in range(2_000))))
    assert process_time() - began < LIMIT
