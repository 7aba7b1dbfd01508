from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.recurrence import Closed, RuleSpec, slots, validate

from .builders import WINDOW, days, rule, rules

ARMISTICE = {date(2026, 11, 11): "Armistice 1918"}
SCHOOL = [Closed(date(2026, 10, 17), date(2026, 11, 1), "school", "Vacances de la Toussaint")]


def days_of(*some: RuleSpec, window=WINDOW, closures=(), public=None, school=()) -> list[date]:
    return [slot.local_date for slot in slots(some, closures, public or {}, school, window).slots]


def is_on(one: RuleSpec, day: date) -> bool:
    """The rule read day by day with plain arithmetic, without the library: the oracle."""
    if day < one.valid_from or (one.valid_until and day > one.valid_until):
        return False
    if one.unit == "week":
        week_of_start = one.valid_from - timedelta(days=one.valid_from.weekday())
        week = day - timedelta(days=day.weekday())
        number = int(day.strftime("%V"))
        parity = {"any": True, "even": number % 2 == 0, "odd": number % 2 == 1}[one.week_parity]
        return day.weekday() in one.weekdays and (week - week_of_start).days // 7 % one.interval == 0 and parity
    months = 12 * (day.year - one.valid_from.year) + day.month - one.valid_from.month
    if months % one.interval:
        return False
    if one.unit == "month_day":
        return day.day in one.month_days
    ranks = {(day.day - 1) // 7 + 1}
    if day.day + 7 > monthrange(day.year, day.month)[1]:
        ranks.add(-1)
    return day.weekday() in one.weekdays and bool(ranks & set(one.nth))


@given(rules(), days, st.integers(0, 450))
def test_slots_are_the_days_of_the_rule(one: RuleSpec, first: date, length: int) -> None:
    one = replace(one, public_holidays="keep", school_holidays="keep")
    window = (first, first + timedelta(days=length))
    all_days = [first + timedelta(days=offset) for offset in range(length + 1)]
    assert days_of(one, window=window) == [day for day in all_days if is_on(one, day)]


@given(rules(), days)
def test_a_longer_window_changes_no_slot(one: RuleSpec, first: date) -> None:
    """What a window gives depends on the rule alone: next month's reckoning agrees with today's."""
    near, far = (first, first + timedelta(days=60)), (first - timedelta(days=300), first + timedelta(days=90))
    assert days_of(one, window=near) == [day for day in days_of(one, window=far) if near[0] <= day <= near[1]]


@given(rules(), st.lists(st.tuples(days, st.integers(0, 30)), max_size=5))
def test_a_local_closure_always_closes_and_is_told(one: RuleSpec, spans: list[tuple[date, int]]) -> None:
    closures = [Closed(day, day + timedelta(days=length), "local", "Mairie fermée") for day, length in spans]
    window = (date(2025, 6, 1), date(2028, 6, 1))
    before, after = slots([one], [], {}, [], window), slots([one], closures, {}, [], window)
    shut = {slot for slot in before.slots if any(c.first <= slot.local_date <= c.last for c in closures)}
    assert set(after.slots) == set(before.slots) - shut
    assert shut <= {closed.slot for closed in after.closed}
    assert all(closed.label == "Mairie fermée" and closed.kind == "local" for closed in after.closed)


def test_odd_weeks_follow_each_other_across_new_year() -> None:
    """2026 has 53 ISO weeks: week 53, then week 1 of 2027, seven days later."""
    odd = rule(weekdays=(1,), week_parity="odd")
    found = days_of(odd, window=(date(2026, 12, 1), date(2027, 1, 31)))
    assert found == [date(2026, 12, day) for day in (1, 15, 29)] + [date(2027, 1, day) for day in (5, 19)]
    assert [day.isocalendar().week for day in found] == [49, 51, 53, 1, 3]


def test_even_weeks_wait_three_weeks_across_new_year() -> None:
    even = rule(weekdays=(1,), week_parity="even")
    found = days_of(even, window=(date(2026, 12, 1), date(2027, 1, 31)))
    assert [day.isocalendar().week for day in found] == [50, 52, 2, 4]


def test_an_interval_counts_from_the_week_of_valid_from() -> None:
    """valid_from is a Thursday: the Monday of that week is past, the count still begins in that week."""
    fortnight = rule(interval=2, valid_from=date(2026, 10, 1))
    assert days_of(fortnight, window=(date(2026, 10, 1), date(2026, 11, 1))) == [date(2026, 10, 12), date(2026, 10, 26)]


def test_fifth_and_last_weekday_of_the_month() -> None:
    window = (date(2026, 10, 1), date(2026, 12, 31))
    fifth_or_last = rule(unit="month_nth", weekdays=(3,), nth=(5, -1))
    assert days_of(fifth_or_last, window=window) == [date(2026, 10, 29), date(2026, 11, 26), date(2026, 12, 31)]
    assert days_of(replace(fifth_or_last, nth=(5,)), window=window) == [date(2026, 10, 29), date(2026, 12, 31)]


def test_day_31_skips_short_months() -> None:
    assert days_of(rule(unit="month_day", month_days=(31,)), window=(date(2026, 9, 1), date(2026, 12, 31))) == [
        date(2026, 10, 31),
        date(2026, 12, 31),
    ]


def test_hours_are_the_wall_clock_on_both_sides_of_a_change_of_time() -> None:
    plan = slots([rule(weekdays=(5, 6))], [], {}, [], (date(2026, 10, 24), date(2026, 10, 25)))
    assert [(slot.start, slot.end) for slot in plan.slots] == [
        (datetime(2026, 10, 24, 9), datetime(2026, 10, 24, 12)),
        (datetime(2026, 10, 25, 9), datetime(2026, 10, 25, 12)),
    ]
    assert plan.slots[0].key == "1:2026-10-24"


def test_public_holidays_are_skipped_and_told_unless_kept() -> None:
    wednesday = rule(weekdays=(2,))
    window = (date(2026, 11, 1), date(2026, 11, 30))
    plan = slots([wednesday], [], ARMISTICE, [], window)
    assert date(2026, 11, 11) not in {slot.local_date for slot in plan.slots}
    assert [(closed.slot.local_date, closed.kind, closed.label) for closed in plan.closed] == [
        (date(2026, 11, 11), "public", "Armistice 1918")
    ]
    kept = slots([replace(wednesday, public_holidays="keep")], [], ARMISTICE, [], window)
    assert len(kept.slots) == 4 and not kept.closed


def test_public_holidays_may_also_come_as_closures() -> None:
    closure = Closed(date(2026, 11, 11), date(2026, 11, 11), "public", "Armistice 1918")
    window = (date(2026, 11, 1), date(2026, 11, 30))
    by_closure = slots([rule(weekdays=(2,))], [closure], {}, [], window)
    assert by_closure == slots([rule(weekdays=(2,))], [], ARMISTICE, [], window)
    assert len(slots([rule(weekdays=(2,), public_holidays="keep")], [closure], {}, [], window).slots) == 4


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("keep", [5, 12, 19, 26]), ("skip", [5, 12]), ("only", [19, 26])],
)
def test_school_holidays(policy: str, expected: list[int]) -> None:
    monday = rule(school_holidays=policy)
    found = days_of(monday, window=(date(2026, 10, 1), date(2026, 10, 31)), school=SCHOOL)
    assert [day.day for day in found] == expected


def test_two_rules_with_the_same_start_make_one_slot_and_one_warning() -> None:
    plan = slots([rule(id=1), rule(id=2, end_time=time(11))], [], {}, [], (date(2026, 10, 1), date(2026, 10, 31)))
    assert [(slot.rule_id, slot.end.hour) for slot in plan.slots] == [(1, 12)] * 4
    assert plan.warnings == (
        "Deux règles donnent la même date : le lundi 5 octobre 2026 à 9 h (et 3 autres dates). "
        "Une seule est gardée. Supprimez une des deux règles, ou changez ses heures.",
    )


@given(st.lists(rules(), max_size=4), days)
def test_slots_are_sorted_and_no_start_comes_twice(some: list[RuleSpec], first: date) -> None:
    some = [replace(one, id=number) for number, one in enumerate(some)]
    plan = slots(some, SCHOOL, ARMISTICE, [], (first, first + timedelta(days=200)))
    starts = [slot.start for slot in plan.slots]
    assert starts == sorted(set(starts))
    assert not set(starts) & {closed.slot.start for closed in plan.closed}


def test_two_slots_the_same_day_at_different_hours_are_both_kept() -> None:
    plan = slots([rule(id=1), rule(id=2, start_time=time(14), end_time=time(17))], [], {}, [], (date(2026, 10, 5),) * 2)
    assert [slot.start.hour for slot in plan.slots] == [9, 14] and not plan.warnings


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"end_time": time(9)}, "L’heure de fin"),
        ({"valid_until": date(2025, 12, 31)}, "fin de validité"),
        ({"interval": 0}, "entre 1 et 12"),
        ({"interval": 13}, "entre 1 et 12"),
        ({"interval": 2, "week_parity": "odd"}, "pas les deux"),
        ({"unit": "month_day", "month_days": (1,), "week_parity": "odd"}, "règle par semaine"),
        ({"weekdays": ()}, "au moins un jour"),
        ({"weekdays": (7,)}, "n’existe pas"),
        ({"unit": "month_nth"}, "semaines du mois"),
        ({"unit": "month_nth", "nth": (6,)}, "semaines du mois"),
        ({"unit": "month_nth", "nth": (0,)}, "semaines du mois"),
        ({"unit": "month_day"}, "entre 1 et 31"),
        ({"unit": "month_day", "month_days": (32,)}, "entre 1 et 31"),
        ({"valid_until": date(2026, 9, 30)}, "aucune date dans les 12 prochains mois"),
        ({"valid_from": date(2028, 1, 1)}, "aucune date dans les 12 prochains mois"),
        ({"unit": "month_day", "interval": 12, "month_days": (30,), "valid_from": date(2026, 2, 1)}, "aucune date"),
    ],
)
def test_a_bad_rule_is_refused_in_words(fields: dict, words: str) -> None:
    problems = validate(rule(**fields), date(2026, 10, 1))
    assert len(problems) == 1 and words in problems[0]
    # A bad rule that is in the database all the same gives no slot and never hangs.
    plan = slots([rule(**fields)], [], {}, [], (date(2026, 10, 1), date(2027, 9, 30)))
    assert plan.slots == ()
    assert plan.warnings == (problems if "aucune date" not in words else ())


def test_a_rule_wholly_closed_says_so() -> None:
    closure = Closed(date(2026, 1, 1), date(2028, 1, 1), "local", "Travaux")
    (problem,) = validate(rule(), date(2026, 10, 1), [closure])
    assert "fermeture" in problem


def test_a_rule_for_school_holidays_needs_their_dates_to_be_refused() -> None:
    only = rule(school_holidays="only", valid_from=date(2026, 11, 2))
    assert validate(only, date(2026, 11, 2)) == ()
    assert validate(only, date(2026, 11, 2), school_holidays=SCHOOL) != ()


@given(rules())
def test_a_rule_that_gives_a_coming_date_is_accepted(one: RuleSpec) -> None:
    today = date(2026, 6, 1)
    one = replace(one, school_holidays="keep")
    assert (validate(one, today) == ()) == bool(days_of(one, window=(today, today + timedelta(days=366))))
