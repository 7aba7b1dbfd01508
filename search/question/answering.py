"""Whether a short text of a card holds what was asked: the reason why an answer is one is told with it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from search.question.text import terms
from search.types import Idea


def strength(ideas: Collection[Idea], text: str) -> float:
    """Planner weight of the best term that the text holds, of any of the ideas: 1.0 as typed, 0.0 for none of them.

    One idea is enough: « refaire ma carte grise sans mon fils » is answered by a workshop on the « carte grise ».
    """
    stems = _sequence(text)
    found = (term.weight for idea in ideas for term in idea.terms if f" {' '.join(term.stems)} " in stems)
    return max(found, default=0.0)


def names(ideas: Collection[Idea], phrase: str) -> float:
    """Planner weight of the best term that is the whole phrase, not a word inside it: « sécurité » is not « sécurité
    sociale ». A phrase of the question that runs over several ideas (« casier judiciaire ») counts as typed."""
    sought = _sequence(phrase)
    if sought in _sequence(" ".join(idea.typed for idea in ideas)):
        return 1.0
    found = (term.weight for idea in ideas for term in idea.terms if f" {' '.join(term.stems)} " == sought)
    return max(found, default=0.0)


@lru_cache(maxsize=8192)
def _sequence(text: str) -> str:
    return f" {' '.join(terms(text))} "
