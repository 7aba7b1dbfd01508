"""OpenStreetMap hours in one line of French."""

import pytest

from directory.domain.hours.usual import usual_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:00", "lundi à vendredi 9 h à 12 h et 14 h à 17 h"),
        ("Mo-Th 09:00-12:00; Fr 14:00-17:30; PH off", "lundi à jeudi 9 h à 12 h ; vendredi 14 h à 17 h 30"),
        ("24/7", "lundi à dimanche jour et nuit"),
        ('Mo "sur rendez-vous"', "lundi sur rendez-vous"),
        ("", ""),
        # What one line cannot say stays as it was written.
        ("Apr-Oct Mo 09:00-12:00", "Apr-Oct Mo 09:00-12:00"),
        ("week 1-53/2 Mo 09:00-12:00", "week 1-53/2 Mo 09:00-12:00"),
        ("Mo[1] 09:00-12:00", "Mo[1] 09:00-12:00"),
        ("Mo 09:00-12:00; SH off", "Mo 09:00-12:00; SH off"),
        ("sur demande", "sur demande"),
    ],
)
def test_usual_words(text: str, words: str) -> None:
    assert usual_words(text).replace("\u00a0", " ").replace("\u202f", " ") == words
