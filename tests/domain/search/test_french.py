"""The list of French words, and how it is made of the dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.question.french.derive import endings, forms, kept
from search.question.french.dictionary import is_french
from search.question.text import words

AFFIXES = """
SFX S. Y 2
SFX S. 0 s [^s]
SFX S. al aux al
SFX a0 Y 4
SFX a0 er er/n'q' er
SFX a0 er ant/n'q' [^cg]er
SFX a0 ger geant/n'q' ger
SFX a0 er èrent/n'q' er
""".splitlines()


def test_forms_are_made_of_lemmas_and_endings() -> None:
    made = list(forms(["journal/S.", "été/S.", "ranger/a0", "Paris/L'D'", "ANTS", "", "où"], endings(AFFIXES)))
    assert made == ["journal", "journals", "journaux", "été", "étés", "ranger", "ranger", "rangeant", "où"]


def test_what_is_kept_is_folded_sorted_and_long_enough_to_be_corrected() -> None:
    assert kept(["œuvre", "Été", "vélo", "là", "aujourd’hui", "vélo", "a" * 25]) == ["oeuvre", "velo"]


@pytest.mark.parametrize("word", words("pompier linge tante mariage compte acheter vélos imprimerons cadeaux œuvre"))
def test_everyday_words_are_french(word: str) -> None:
    assert is_french(word)


@pytest.mark.parametrize("word", words("ordinatuer inpots tablete arnak securiter retrete dossie agen"))
def test_misspelt_words_and_names_are_not(word: str) -> None:
    assert not is_french(word)


@given(st.text(max_size=50))
def test_any_text_is_looked_up(text: str) -> None:
    assert is_french(text) in (True, False)
    assert not is_french(f"{text}\n")
    assert not is_french("")
