"""Floors of the quality of answers on the demo, for the visible list and for the one kept apart while it was tuned.

`manage.py search_eval --each` tells what each question lacks; figures of the day in docs/search-quality.md.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from search.management.evaluating import HELP, MISSPELT, SITE, Judged, evaluate, questions_of

LISTS = Path(__file__).parents[1] / "data" / "search"


@pytest.fixture(params=["queries.json", "kept_apart.json"])
def judged(request: pytest.FixtureRequest, demo: list[str], now: datetime) -> list[Judged]:
    return evaluate(questions_of(LISTS / request.param), now)


def recall(some: Sequence[Judged]) -> float:
    found = [one.recall for one in some if one.recall is not None]
    return sum(found) / len(found)


def test_the_answers_are_good(judged: list[Judged]) -> None:
    misspelt = [one for one in judged if one.question.family in MISSPELT]
    overlaps = [one.overlap for one in misspelt if one.overlap is not None]
    for where in (HELP, SITE):
        assert recall([one for one in judged if one.where == where]) >= 0.90
        assert recall([one for one in misspelt if one.where == where]) >= 0.85
    assert sum(overlaps) / len(overlaps) >= 0.85
    assert [one.question.query for one in judged if one.empty] == []


def test_the_lists_can_judge(judged: list[Judged]) -> None:
    """Nearly every question has something to find, and the right answers are not all that there is."""
    assert len({one.question.query for one in judged}) == len(judged) / 2
    assert sum(one.right > 0 for one in judged) >= 0.9 * len(judged)
