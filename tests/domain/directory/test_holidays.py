from datetime import date, timedelta
from itertools import pairwise

import pytest

from directory.domain.holidays import public_holidays, school_holidays


def test_public_holidays_of_2026() -> None:
    found = public_holidays(2026)
    assert len(found) == 11
    assert list(found) == sorted(found)
    assert found[date(2026, 12, 25)] == "Noël"
    assert found[date(2026, 1, 1)] == "Jour de l’an"
    assert found[date(2026, 4, 6)] == "Lundi de Pâques"
    # Alsace-Moselle only.
    assert date(2026, 4, 3) not in found
    assert date(2026, 12, 26) not in found


@pytest.mark.parametrize("year", range(2024, 2040))
def test_easter_days_against_the_gregorian_computus(year: int) -> None:
    # Meeus, Jones and Butcher's arithmetic, an oracle apart from the package.
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    easter = date(year, f // 31, f % 31 + 1)
    found = public_holidays(year)
    assert len(set(found.values())) == 11
    for offset, label in ((1, "Lundi de Pâques"), (39, "Ascension"), (50, "Lundi de Pentecôte")):
        assert label in found[easter + timedelta(days=offset)]


def test_school_holidays_of_zone_a() -> None:
    # The school year 2026-2027 as published for zone A.
    found = {(h.first, h.last): h for h in school_holidays("A", 2026, 2027)}
    for first, last, label in (
        (date(2026, 10, 17), date(2026, 11, 1), "Vacances de la Toussaint"),
        (date(2026, 12, 19), date(2027, 1, 3), "Vacances de Noël"),
        (date(2027, 2, 13), date(2027, 2, 28), "Vacances d’hiver"),
        (date(2027, 4, 10), date(2027, 4, 25), "Vacances de printemps"),
    ):
        assert found[first, last].label == label
        assert found[first, last].certain
        assert found[first, last].zone == "A"


def test_periods_come_whole_in_order_and_apart() -> None:
    found = school_holidays("A", 2026, 2026)
    assert found[0].first == date(2025, 12, 20), "Christmas holidays of the year before reach into January"
    assert found[-1].last == date(2027, 1, 3)
    assert all(before.last < after.first for before, after in pairwise(found))


def test_later_years_are_not_certain() -> None:
    found = school_holidays("A", 2028, 2029)
    assert {h.certain for h in found if h.first <= date(2028, 8, 31)} == {True}
    assert {h.certain for h in found if h.first > date(2028, 8, 31)} == {False}


def test_zones_differ_and_unknown_ones_are_refused() -> None:
    assert school_holidays("B", 2027, 2027) != school_holidays("A", 2027, 2027)
    with pytest.raises(ValueError, match="zone"):
        school_holidays("Zone A", 2027, 2027)
