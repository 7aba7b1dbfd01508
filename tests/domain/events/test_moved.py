"""What is said of a date that moved."""

from datetime import datetime

import pytest

from events.domain.moved import moved_label, moved_words

START = datetime(2026, 12, 10, 9)


@pytest.mark.parametrize(
    ("moved_from", "room", "label", "words"),
    [
        (None, "", "", ""),
        (START, "", "", ""),
        (datetime(2026, 12, 10, 14, 30), "", "Déplacé", "Déplacé, c’était prévu à 14 h 30"),
        (datetime(2026, 12, 8, 9), "", "Reporté", "Reporté, c’était prévu le mardi 8 décembre à 9 h"),
        (None, "Salle des fêtes", "Déplacé", "Déplacé : Salle des fêtes"),
        (
            datetime(2026, 12, 8, 9), "Salle des fêtes", "Reporté",
            "Reporté, c’était prévu le mardi 8 décembre à 9 h : Salle des fêtes",
        ),
    ],
)  # fmt: skip
def test_moved(moved_from: datetime | None, room: str, label: str, words: str) -> None:
    assert (moved_label(START, moved_from, room), moved_words(START, moved_from, room)) == (label, words)
