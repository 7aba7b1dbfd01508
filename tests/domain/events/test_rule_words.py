from datetime import date, time

import pytest
from hypothesis import given

from events.domain.recurrence import RuleSpec
from events.domain.rule_words import sentence, told_on

from .builders import rule, rules


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start_time": time(14), "end_time": time(17)}, "Tous les lundis, de 14 h à 17 h"),
        ({"weekdays": (3,), "week_parity": "even"}, "Un jeudi sur deux (semaines paires), de 9 h à 12 h"),
        ({"weekdays": (3,), "interval": 3}, "Un jeudi sur trois, de 9 h à 12 h"),
        ({"weekdays": (3, 0)}, "Tous les lundis et jeudis, de 9 h à 12 h"),
        ({"weekdays": (0, 1, 2, 3, 4)}, "Du lundi au vendredi, de 9 h à 12 h"),
        ({"weekdays": tuple(range(7))}, "Tous les jours, de 9 h à 12 h"),
        (
            {"weekdays": (0, 3), "week_parity": "odd"},
            "Le lundi et le jeudi, une semaine sur deux (semaines impaires), de 9 h à 12 h",
        ),
        (
            {"unit": "month_nth", "weekdays": (1,), "nth": (2, 4), "end_time": time(12, 30)},
            "Le 2e et le 4e mardi du mois, de 9 h à 12 h 30",
        ),
        (
            {"unit": "month_nth", "weekdays": (1,), "nth": (-1, 1), "interval": 2},
            "Le 1er et le dernier mardi du mois, un mois sur deux, de 9 h à 12 h",
        ),
        (
            {"unit": "month_nth", "weekdays": (4, 1), "nth": (1,)},
            "Le 1er mardi et le 1er vendredi du mois, de 9 h à 12 h",
        ),
        ({"unit": "month_day", "month_days": (15, 1)}, "Le 1er et le 15 du mois, de 9 h à 12 h"),
        ({"school_holidays": "skip"}, "Tous les lundis, de 9 h à 12 h, hors vacances scolaires"),
        ({"school_holidays": "only"}, "Tous les lundis, de 9 h à 12 h, pendant les vacances scolaires"),
    ],
)
def test_sentences(fields: dict, expected: str) -> None:
    assert sentence(rule(**fields)) == expected


@given(rules())
def test_every_rule_has_a_sentence(one: RuleSpec) -> None:
    words = sentence(one)
    assert words[0].isupper() or words[0].isdigit()
    assert " de " in words and "  " not in words and "None" not in words


def test_a_rule_that_has_ended_is_told_no_more() -> None:
    ended, last_day, endless = (
        rule(valid_until=date(2026, 11, 23)),
        rule(valid_until=date(2026, 11, 24)),
        rule(valid_until=None),
    )
    assert told_on([endless, ended, last_day], date(2026, 11, 24)) == [endless, last_day]
