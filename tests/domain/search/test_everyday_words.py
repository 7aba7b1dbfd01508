"""The files of everyday words: how they are read, and what they hold."""

import pytest

from search.question.everyday_words import GROUPS, SERVICES, SPELLINGS, read_groups
from search.question.synonyms import SynonymGroup


def test_a_group_is_read_line_by_line() -> None:
    text = """
carte grise, immatriculation
  proche: ANTS
  service: démarches, outils
  question: voiture,
    plaque

justice
"""
    assert list(read_groups(text)) == [
        SynonymGroup(
            ("carte grise", "immatriculation"),
            ("ANTS",),
            ("démarches administratives", "outils numériques", "numérique du quotidien"),
            ("voiture", "plaque"),
        ),
        SynonymGroup(("justice",)),
    ]


@pytest.mark.parametrize(
    "text",
    ["carte grise\n  voisin: ANTS", "carte grise\n  proche: ANTS\n  proche: préfecture", "carte\n  service: papiers"],
)
def test_a_line_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        list(read_groups(text))


def test_several_hundred_words_of_all_domains() -> None:
    assert len(GROUPS) >= 90
    assert sum(len(group.same) + len(group.near) + len(group.only_typed) for group in GROUPS) >= 1_500
    assert {label for group in GROUPS for label in group.served_by} == {
        one for some in SERVICES.values() for one in some
    }


def test_folded_words_find_their_accents_again() -> None:
    assert (SPELLINGS["impots"], SPELLINGS["mediatheque"]) == ("impôts", "médiathèque")
