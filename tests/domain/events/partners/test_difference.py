from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.partners.difference import Told, difference
from events.domain.partners.programme import PartnerDate, PartnerSeries, Programme

TODAY = date(2026, 11, 24)


def day(number: int) -> PartnerDate:
    on = TODAY + timedelta(days=number)
    return PartnerDate(on.isoformat(), on, time(9), time(11))


def programme(*series: PartnerSeries, unread: frozenset[str] = frozenset()) -> Programme:
    return Programme(series, unread, Counter(), len(series))


def of(uid: str, *numbers: int) -> PartnerSeries:
    return PartnerSeries(uid=uid, title="Atelier", dates=tuple(day(number) for number in numbers))


def known(*numbers: int) -> dict[str, Told]:
    return {day(number).key: Told.of(day(number)) for number in numbers}


def test_missing_once_is_doubtful_twice_is_withdrawn() -> None:
    first = difference({"a": known(1, 2, 3)}, programme(of("a", 1, 3)), TODAY)
    assert (first.counts, first.asks) == ({"missing": 1, "withdrawn": 0}, False)
    after = first.series[0].after
    second = difference({"a": after}, programme(of("a", 1, 3)), TODAY)
    assert second.series[0].withdrawn == {day(2).key}
    assert day(2).key not in second.series[0].after


def test_a_date_that_comes_back_was_never_away() -> None:
    first = difference({"a": known(1, 2, 3)}, programme(of("a", 1, 3)), TODAY)
    again = difference({"a": first.series[0].after}, programme(of("a", 1, 2, 3)), TODAY)
    assert again.series[0].after == known(1, 2, 3)
    assert not +again.counts


@pytest.mark.parametrize(("left", "asks"), [((1, 2, 3), False), ((1, 2), False), ((1,), True), ((), True)])
def test_more_than_half_gone_at_once_is_asked(left: tuple[int, ...], asks: bool) -> None:
    assert difference({"a": known(1, 2, 3, 4)}, programme(of("a", *left)), TODAY).asks is asks


def test_an_empty_calendar_is_asked_about_and_withdrawn_once_accepted() -> None:
    assert difference({"a": known(1), "b": known(2)}, programme(), TODAY).asks
    accepted = difference({"a": known(1), "b": known(2)}, programme(), TODAY, accepted=True)
    assert (accepted.asks, accepted.counts["withdrawn"]) == (False, 2)


def test_an_empty_calendar_from_which_nothing_was_known_calls_for_nobody() -> None:
    assert not difference({}, programme(), TODAY).asks


def test_what_is_over_is_not_missing() -> None:
    found = difference({"a": known(-3, -2, -1, 1)}, programme(of("a", 1)), TODAY)
    assert (found.asks, +found.counts) == (False, {})


def test_an_event_that_could_not_be_read_is_left_as_it_is() -> None:
    found = difference({"a": known(1, 2)}, programme(unread=frozenset("a")), TODAY)
    assert (found.series, found.asks) == ((), False)


def test_a_date_called_off_before_it_was_known_is_not_told() -> None:
    off = replace(of("a", 1), dates=(replace(day(1), cancelled=True),))
    assert difference({}, programme(off), TODAY).series[0].after == {}


numbers = st.sets(st.integers(-5, 40), max_size=15)


@given(before=numbers, now=numbers)
def test_the_same_reading_twice_more_changes_nothing(before: set[int], now: set[int]) -> None:
    told = {"a": known(*before)}
    said = programme(of("a", *(number for number in now if number >= 0)))
    for _ in range(2):
        told = {one.uid: dict(one.after) for one in difference(told, said, TODAY).series}
    assert not +difference(told, said, TODAY).counts


@given(before=numbers)
def test_what_is_kept_is_read_as_it_was(before: set[int]) -> None:
    assert {key: Told.from_json(one.to_json()) for key, one in known(*before).items()} == known(*before)
