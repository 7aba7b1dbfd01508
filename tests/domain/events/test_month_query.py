"""Which month is put on paper."""

from datetime import date

import pytest

from events.agenda.month_query import in_reach, month_address, read_month
from events.agenda.query import AgendaQuery
from events.agenda.reach import month_after, month_before
from events.domain.filters import known_codes
from portal.words.french import month_words

KNOWN = known_codes(("permanence", "series", "workshop"))
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 23), date(2026, 11, 1)),
        (date(2026, 11, 24), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_with_less_than_a_week_left_the_month_is_the_next_one(today: date, month: date) -> None:
    assert read_month({}, KNOWN, today) == (AgendaQuery(), month, False, ())


def test_a_month_is_read_and_written_alike() -> None:
    query, month, folded, notices = read_month({"ou": ["lafox"], "rayon": ["10"], "mois": ["2027-01"]}, KNOWN, TODAY)
    assert not folded
    assert (query, month, notices) == (AgendaQuery(where="lafox", radius=10), date(2027, 1, 1), ())
    assert month_address(query, month) == "/agenda/mois/?ou=lafox&rayon=10&mois=2027-01"
    assert month_address(AgendaQuery()) == "/agenda/mois/"


@pytest.mark.parametrize("typed", ["2026-10", "2026-13", "2028-06", "décembre", "2026-1", "9999-99", "２０２６-12"])
def test_a_month_without_dates_is_said(typed: str) -> None:
    _query, month, _folded, (notice,) = read_month({"mois": [typed]}, KNOWN, TODAY)
    assert month == date(2026, 12, 1)
    assert "Nous n’avons pas de dates" in notice and "décembre 2026" in notice


def test_months_follow_each_other_over_the_year_and_stop_where_dates_do() -> None:
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1) and month_before(date(2027, 1, 1)) == date(2026, 12, 1)
    assert in_reach(date(2026, 11, 1), TODAY) and in_reach(date(2027, 12, 1), TODAY)
    assert not in_reach(date(2026, 10, 1), TODAY) and not in_reach(date(2028, 1, 1), TODAY)
    assert month_words(date(2026, 8, 1)) == "août 2026"


def test_the_sheet_to_fold_has_an_address() -> None:
    _query, month, folded, notices = read_month({"format": ["a5"], "mois": ["2027-01"]}, KNOWN, TODAY)
    assert folded and not notices
    assert month_address(AgendaQuery(), month, folded).endswith("?mois=2027-01&format=a5")
