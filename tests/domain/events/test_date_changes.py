"""What a person changed of a date, in words."""

from datetime import date
from typing import Any

import pytest

from events.domain.date_changes import change_words
from portal.words.zone import PARIS

BEFORE = {
    "status": "confirmed",
    "reason": "",
    "start": "2026-12-07T08:00:00+00:00",
    "end": "2026-12-07T11:00:00+00:00",
    "note": "Salle A",
    "places_left": None,
}


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({}, "enregistrée sans changement"),
        ({"status": "cancelled", "reason": "neige"}, "annulée, raison « neige »"),
        ({"start": "2026-12-08T09:00:00+00:00", "end": "2026-12-08T11:00:00+00:00"},
         "déplacée au mardi 8 décembre 2026, 10 h à 12 h (avant : lundi 7 décembre 2026, 9 h à 12 h)"),
        ({"note": "Salle B"}, "note « Salle B » au lieu de « Salle A »"),
        ({"note": ""}, "note « Salle A » retirée"),
        ({"places_left": 0}, "places restantes : 0 au lieu de non dites"),
        ({"note": "", "places_left": 3}, "note « Salle A » retirée, places restantes : 3 au lieu de non dites"),
    ],
)  # fmt: skip
def test_each_change_is_said(after: dict[str, Any], words: str) -> None:
    assert change_words(date(2026, 12, 7), BEFORE, BEFORE | after, PARIS) == f"lundi 7 décembre 2026 : {words}"


def test_what_was_called_off_is_restored_or_gets_another_reason() -> None:
    cancelled = BEFORE | {"status": "cancelled", "reason": "neige"}
    day = date(2026, 12, 7)
    assert change_words(day, cancelled, BEFORE, PARIS).endswith(": rétablie")
    other = change_words(day, cancelled, cancelled | {"reason": "verglas"}, PARIS)
    assert other.endswith(": raison « verglas » au lieu de « neige »")
    assert change_words(day, BEFORE, BEFORE, PARIS, follows_rule=True).endswith(": rendue à l’heure de sa règle")
