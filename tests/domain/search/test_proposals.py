"""What is proposed for a text with slips in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggest.entries import Entries, Entry
from search.suggest.needs import NEEDS

ENTRIES = Entries(
    [Entry("Impôts"), Entry("Carte grise"), Entry("Préfecture", "Agen"), Entry("Gueyze", "47170", ("Sos",))]
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("prefecure", "Préfecture"), ("grise carte", "Carte grise"), ("carte gri", "Carte grise"), ("sos", "Gueyze")],
)
def test_the_nearest_comes_first(typed: str, first: str) -> None:
    assert [entry.label for entry in ENTRIES.closest(typed, 5)][:1] == [first]


@pytest.mark.parametrize("typed", ["", "im", "facture", "«»", "zzzzzz"])
def test_two_letters_and_far_words_propose_nothing(typed: str) -> None:
    assert ENTRIES.closest(typed, 5) == ()


@given(st.text(max_size=40), st.integers(0, 4))
def test_never_more_than_asked_nor_twice_the_same(typed: str, limit: int) -> None:
    found = ENTRIES.closest(typed, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)


def test_an_entry_in_the_list_has_no_empty_end() -> None:
    assert Entry("Impôts").compact == ["Impôts"]
    assert Entry("Gueyze", "47170", ("Sos",)).compact == ["Gueyze", "47170", "Sos"]
    assert Entry("A", "", ("B",)).compact == ["A", "", "B"]


def test_needs_are_said_once() -> None:
    assert len(set(NEEDS)) == len(NEEDS)
