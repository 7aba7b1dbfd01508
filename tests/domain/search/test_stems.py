"""No two words of different sense share a stem, among those that people ask with."""

import re
from collections import defaultdict
from collections.abc import Collection

import pytest

from search.question.everyday_words import GROUPS
from search.question.text import stem, words

# What the forms of one word, and the words of its family, end with, once the plural is off.
_ENDINGS = re.compile(
    r"(?:e|es|x|ee|er|ez|i|it|ir|al|ale|au|aux|el|elle|le|if|ive|ie|ier|iere|ien|ienne|ique|que|isme|iste|te|ite"
    r"|ant|ante|ent|ente|on|issez|issan|age|ance|ement|iement|ation|ateur|atrice|atif|ative|ion|eur|euse|lir|yer|yante?|ne|a|ise|s|c)?"
)
# « papers » is what an English page says; « pass » is always followed by what it gives right to.
FAMILIES = {"paper", "pass"}


def common(some: Collection[str]) -> str:
    first, last = min(some), max(some)
    return next((first[:i] for i, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), first)


def test_words_of_different_sense_never_share_a_stem() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for group in GROUPS:
        for word in words(" ".join((*group.same, *group.near, *group.only_typed))):
            if word.isalpha() and len(word) > 3:
                found[stem(word)].add(word if word == "francais" else word.removesuffix("s"))
    assert len(found) > 900
    odd = {
        root: sorted(some)
        for root, some in found.items()
        if any(not _ENDINGS.fullmatch(word[len(common({root, *some})) :]) for word in some)
    }
    assert {root: some for root, some in odd.items() if len(some) > 1 and root not in FAMILIES} == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("français", "France"),
        ("loyer", "loi"),
        ("foyers", "fois"),
        ("robotique", "robot"),
        ("étranger", "étrange"),
        ("testament", "test"),
        ("voix", "vois"),
        ("papi", "papiers"),
        ("café", "CAF"),
    ],
)
def test_words_that_the_stemmer_took_for_one(one: str, other: str) -> None:
    assert {stem(word) for word in words(one)}.isdisjoint(stem(word) for word in words(other))


@pytest.mark.parametrize(("one", "other"), [("étrangère", "étranger"), ("françaises", "français"), ("loyers", "loyer")])
def test_their_own_forms_still_meet(one: str, other: str) -> None:
    assert [stem(word) for word in words(one)] == [stem(word) for word in words(other)]
