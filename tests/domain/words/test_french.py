from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words import french


@pytest.mark.parametrize(
    ("moment", "alone", "figures"),
    [
        (time(9), "9 h", "9 h"),
        (time(13, 30), "13 h 30", "13 h 30"),
        (time(8, 5), "8 h 05", "8 h 05"),
        (time(12), "midi", "12 h"),
        (time(0), "minuit", "0 h"),
        (time(0, 30), "0 h 30", "0 h 30"),
    ],
)
def test_hours(moment: time, alone: str, figures: str) -> None:
    assert french.hour_words(moment) == alone
    assert french.clock_words(moment) == figures


def test_time_ranges() -> None:
    assert french.time_range_words(time(14), time(17)) == "14 h à 17 h"
    assert french.time_range_words(time(9), time(12)) == "9 h à 12 h"
    assert french.time_range_words(time(20), time(0)) == "20 h à minuit"


def test_days_are_said_as_seen_from_today() -> None:
    today = date(2026, 11, 24)
    assert french.day_words(today, today) == "aujourd’hui"
    assert french.day_words(date(2026, 11, 25), today) == "demain"
    assert french.day_words(date(2026, 11, 23), today) == "hier"
    assert french.day_words(date(2026, 11, 26), today) == "jeudi 26 novembre"
    assert french.day_words(date(2027, 1, 1), today) == "vendredi 1er janvier"
    assert french.day_words(date(2027, 11, 24), today) == "mercredi 24 novembre 2027"
    assert french.day_words(date(2022, 12, 1), today) == "jeudi 1er décembre 2022"


def test_dates_and_spans() -> None:
    assert french.date_words(date(2026, 8, 1)) == "samedi 1er août 2026"
    assert french.date_words(date(2026, 8, 1), weekday=False, year=False) == "1er août"
    assert french.date_span_words(date(2026, 8, 3), date(2026, 8, 3)) == "le 3 août"
    assert french.date_span_words(date(2026, 8, 3), date(2026, 8, 14)) == "du 3 au 14 août"
    assert french.date_span_words(date(2026, 7, 30), date(2026, 8, 4)) == "du 30 juillet au 4 août"
    assert french.date_span_words(date(2026, 12, 24), date(2027, 1, 1)) == "du 24 décembre 2026 au 1er janvier 2027"


def test_week_53_is_followed_by_another_odd_week() -> None:
    assert french.week_parity(date(2026, 12, 31)) == "odd"
    assert french.week_parity(date(2027, 1, 7)) == "odd"
    assert french.week_parity(date(2027, 1, 14)) == "even"
    assert french.week_parity_words("even") == "semaine paire"
    assert french.week_parity_words("odd") == "semaine impaire"


@given(st.dates(date(2000, 1, 3), date(2099, 12, 1)))
def test_parity_is_one_for_the_seven_days_of_a_week(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    assert len({french.week_parity(monday + timedelta(days=n)) for n in range(7)}) == 1


def test_join_words() -> None:
    assert french.join_words([]) == ""
    assert french.join_words(["lundi"]) == "lundi"
    assert french.join_words(["lundi", "mardi", "jeudi"]) == "lundi, mardi et jeudi"
    assert french.join_words(("Nérac", "Mézin"), last="ou") == "Nérac ou Mézin"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Laplume (47310)", "de Laplume (47310)"),
        ("Agen (47000)", "d’Agen (47000)"),
        ("Éauze", "d’Éauze"),
        ("Hautefage-la-Tour", "d’Hautefage-la-Tour"),
        ("Yvrac", "d’Yvrac"),
        ("Le Passage", "du Passage"),
        ("Les Lèves-et-Thoumeyragues", "des Lèves-et-Thoumeyragues"),
        ("La Réole", "de La Réole"),
        ("Lesparre-Médoc", "de Lesparre-Médoc"),
        ("47310", "de 47310"),
        ("votre position", "de votre position"),
        ("", "de "),
    ],
)
def test_of_a_place(name: str, said: str) -> None:
    assert french.of_place(name) == said


def test_the_first_letter_alone_changes() -> None:
    assert french.upper_first("samedi après-midi, à Agen") == "Samedi après-midi, à Agen"
    assert french.upper_first("école") == "École"
    assert french.lower_first("Aide à Agen") == "aide à Agen"
    assert (french.upper_first(""), french.lower_first("")) == ("", "")
