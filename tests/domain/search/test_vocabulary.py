import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.question.vocabulary import Vocabulary

SMALL = Vocabulary(
    {
        "tablette": 9,
        "tableau": 1,
        "impots": 5,
        "caf": 4,
        "cpam": 1,
        "rsa": 2,
        "photocopie": 1,
        "poste": 6,
        "porte": 2,
    }
)


def best(word: str) -> str | None:
    return next((" ".join(correction.words) for correction in SMALL.corrections(word)), None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tablete", "tablette"),
        ("tabelttes", "tablette"),
        ("inpots", "impots"),
        ("dimpots", "impots"),
        ("fotocopi", "photocopie"),
        ("psote", "poste"),
        ("kaf", "caf"),
        ("cpm", "cpam"),
        ("ras", "rsa"),
    ],
)
def test_corrections(typed, meant):
    assert best(typed) == meant


@pytest.mark.parametrize("typed", ["zorglub", "car", "sac", "ma", "12345", "é", "", "x" * 5_000, "cuisine"])
def test_no_far_fetched_correction(typed):
    assert best(typed) is None


def test_ties_go_to_the_most_frequent_word():
    assert best("pofte") == "poste"
    assert best("posrte") == "poste"


@pytest.mark.parametrize("word", ["tablette", "tablettes", "impot", "rsa"])
def test_any_form_of_an_indexed_word_is_known(word):
    assert word in SMALL


@pytest.mark.parametrize(("typed", "other"), [("canada", "canal"), ("causer", "casier"), ("espace", "especes")])
def test_two_slips_are_not_believed_in_a_short_word(typed, other):
    assert Vocabulary({other: 3}).corrections(typed) == []


def test_two_slips_need_the_same_beginning():
    assert Vocabulary({"voisine": 3}).corrections("cuisine") == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_word_is_answered_in_order(word):
    found = SMALL.corrections(word)
    assert found == sorted(found)
    assert all(target in SMALL.words or target in SMALL for correction in found for target in correction.words)
