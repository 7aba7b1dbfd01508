"""What an editor is asked to look at twice."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.doubts import Neighbour, in_one_room, odd_hours, outside_hours, too_far, without_date
from events.domain.occurrence import OccurrenceState
from events.domain.recurrence import RuleSpec

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)  # 9 h in Paris


def state(start: datetime = MONDAY, hours: float = 3, rule: str = "rule-a") -> OccurrenceState:
    return OccurrenceState(
        slot=f"{rule}:{start.date()}",
        rule_id=rule,
        local_date=start.date(),
        start_utc=start,
        end_utc=start + timedelta(hours=hours),
    )


def weekly(number: int, **fields: Any) -> list[OccurrenceState]:
    return [state(MONDAY + timedelta(weeks=n), **fields) for n in range(number)]


def test_every_date_outside_the_hours_counts() -> None:
    dates = weekly(10)
    opened = [(one.start_utc, one.end_utc) for one in dates[:7]]
    [said] = outside_hours(dates, "Mairie", opened)
    assert "le lundi 18 janvier 2027, et 2 autres dates" in said
    assert list(outside_hours(dates[:7], "Mairie", opened)) == []
    [alone] = outside_hours(dates[:8], "Mairie", opened)
    assert "le lundi 18 janvier 2027. " in alone


@given(st.integers(0, 23), st.integers(1, 12), st.integers(0, 23), st.integers(1, 12))
def test_two_in_one_room_are_told_when_they_meet(start: int, length: int, other: int, other_length: int) -> None:
    midnight = MONDAY.replace(hour=0)
    date_held = state(midnight + timedelta(hours=start), length)
    begins = midnight + timedelta(hours=other)
    neighbour = Neighbour(begins, begins + timedelta(hours=other_length), "Atelier")
    meet = set(range(start, start + length)) & set(range(other, other + other_length))
    assert bool(list(in_one_room([date_held], [neighbour]))) is bool(meet)


def test_what_calendars_do_not_reach_yet_is_told() -> None:
    dates = weekly(4)
    [said] = too_far(dates, dates[2].start_utc)
    assert said.endswith("montré plus tard : le lundi 14 décembre 2026, et 1 autre date.")
    assert list(too_far(dates, MONDAY + timedelta(days=30))) == []


def test_one_sentence_for_each_other_activity() -> None:
    dates = weekly(3)
    others = [Neighbour(one.start_utc, one.end_utc, title) for one in dates for title in ("Tricot", "Yoga")]
    said = list(in_one_room(dates, others))
    assert len(said) == 2 and all("et 2 autres dates" in words for words in said)


@pytest.mark.parametrize(
    ("hour", "hours", "odd"),
    [(5, 1, False), (4, 1, True), (4.5, 2, True), (20, 2, False), (20, 2.5, True), (21, 2, True), (8, 3, False)],
)
def test_hours_at_which_hardly_anybody_comes(hour: float, hours: float, odd: bool) -> None:
    """UTC here; one more in Paris."""
    start = MONDAY.replace(hour=0) + timedelta(hours=hour)
    assert bool(list(odd_hours([state(start, hours)]))) is odd


def test_a_rule_of_which_no_date_is_left() -> None:
    rule = RuleSpec(
        id="rule-b", unit="week", start_time=time(9), end_time=time(12), valid_from=date(2026, 9, 1), weekdays=(0,)
    )
    [said] = without_date([rule], [state()], date(2026, 11, 24))
    assert said == "La règle « tous les lundis, de 9 h à 12 h » ne donne aucune date à venir. Vérifiez-la."
    assert not list(without_date([rule], [state(rule="rule-b")], date(2026, 11, 24)))
