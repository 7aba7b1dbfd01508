"""What a timetable told in words says of the days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.timetable_words import days_named


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("le mardi, heures à demander", {(1, "")}),
        ("le mercredi et le vendredi matin, heures à demander", {(2, ""), (4, "matin")}),
        ("Les jeudis après-midi : appelez", {(3, "apres-midi")}),
        ("le lundi le matin", {(0, "matin")}),
        ("du lundi au mercredi", {(0, ""), (1, ""), (2, "")}),
        ("le 1er mardi du mois", {(1, "")}),
        ("jours et heures à demander", set()),
        ("sur rendez-vous", set()),
        ("tous les jours sauf le lundi", set()),
        ("", set()),
    ],
)
def test_days_named(note: str, days: set[tuple[int, str]]) -> None:
    assert days_named(note) == days


@given(st.text())
def test_any_note_is_read(note: str) -> None:
    assert all(0 <= weekday < 7 and part in ("", "matin", "apres-midi", "soir") for weekday, part in days_named(note))
