"""How often a rule comes back, as one choice."""

from datetime import date, time
from itertools import product

import pytest

from events.domain.recurrence import MAX_INTERVAL, RuleSpec, problems_of
from events.domain.rhythms import read_rhythm, rhythm, rhythm_words, rhythms


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("week:1:any", "Toutes les semaines"),
        ("week:1:even", "Une semaine sur deux : les semaines paires"),
        ("week:1:odd", "Une semaine sur deux : les semaines impaires"),
        ("week:2:any", "Une semaine sur deux, à partir de la première"),
        ("week:3:any", "Toutes les 3 semaines"),
        ("month_nth:1:any", "Tous les mois, tel jour de la semaine (le 2e mardi…)"),
        ("month_day:2:any", "Un mois sur deux, à date fixe (le 15…)"),
        ("month_day:6:any", "Tous les 6 mois, à date fixe (le 15…)"),
        ("week:2:odd", "Une semaine sur deux, à partir de la première (les semaines impaires)"),
    ],
)
def test_it_is_said_as_people_do(code: str, words: str) -> None:
    assert rhythm_words(code) == words


def test_everything_that_a_rule_may_say_is_proposed_once_in_words_of_its_own() -> None:
    def well_formed(unit: str, interval: int, parity: str) -> bool:
        rule = RuleSpec(
            id="", unit=unit, interval=interval, week_parity=parity, weekdays=(0,), nth=(1,), month_days=(1,),  # type: ignore[arg-type]
            start_time=time(9), end_time=time(12), valid_from=date(2026, 9, 1),
        )  # fmt: skip
        return not problems_of(rule)

    every = product(("week", "month_nth", "month_day"), range(MAX_INTERVAL + 2), ("any", "even", "odd"))
    proposed = list(rhythms())
    assert sorted(proposed) == sorted(rhythm(*one) for one in every if well_formed(*one))
    assert len({rhythm_words(code) for code in proposed}) == len(proposed)
    assert [rhythm(*read_rhythm(code)) for code in proposed] == proposed
