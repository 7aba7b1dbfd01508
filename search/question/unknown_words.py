"""Which words of a search without answer are worth telling the team; and when. No Django.

What people type is theirs: a sentence is never kept. A single word may still name somebody, so it stays unreadable
until several searches on several days have it: then it is a word of the language that the portal does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from search.question.reading import Lexicon
from search.question.text import COUNTRIES, words

SHORTEST, LONGEST = 3, 20  # letters
SEARCHES, DAYS = 5, 3  # before a word can be read
KEPT = timedelta(days=30)  # since it was last typed, for one that cannot be


def unknown_words(text: str, lexicon: Lexicon, names_a_place: Callable[[str], bool]) -> frozenset[str]:
    """The folded words of `text` that mean nothing here, nor are a country or a commune."""
    return frozenset(
        word
        for word in words(text)
        if SHORTEST <= len(word) <= LONGEST
        and word.isalpha()
        and word not in COUNTRIES
        and not lexicon.means(word)
        and not names_a_place(word)
    )


def readable(searches: int, days: int) -> bool:
    return searches >= SEARCHES and days >= DAYS
