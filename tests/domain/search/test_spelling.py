"""What is well spelt stays, what is not is read as what it was meant to be: a word, several run together, a commune."""

import pytest

from search.question.gazetteer import Found, Gazetteer
from search.question.reading import read
from search.question.synonyms import Synonyms
from search.question.territories import CommuneEntry
from search.question.text import words
from search.question.vocabulary import Vocabulary
from tests.domain.search.conftest import Ask

CORRECT_FRENCH = words("""
    pompier linge tante mariage vélo cuisine voisin moteur jardin chien football danse plombier boulanger anniversaire
    restaurant cinéma soleil montagne camion chaussure fromage bateau piscine guitare chanson police bijou rideau
""")


@pytest.mark.parametrize("word", CORRECT_FRENCH)
def test_correct_french_is_never_corrected(ask: Ask, word: str) -> None:
    assert ask(word).corrections == ()
    assert ask(f"{word} ordinateur").corrections == ()


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("numerodesecu", "numero de secu"),
        ("motdepasse", "mot de passe"),
        ("cartedidentite", "carte d identite"),
        ("cartegrise", "carte grise"),
        ("permisdeconduire", "permis de conduire"),
    ],
)
def test_words_run_together_with_a_small_word_inside(ask: Ask, text: str, used: str) -> None:
    assert ask(text).left == used


def test_a_word_too_short_to_be_corrected_is_read_with_its_neighbour(ask: Ask) -> None:
    assert ask("mo de passe").corrections == (("mo", "mot"),)
    assert ask("mo de terre").corrections == ()


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("impôts pujos", "47215"),
        ("imprimer à braax", "47040"),
        ("tablette sainte colombe en bruilhosi", "47238"),
        ("caf de saint piere de clairac", "47269"),
        ("carte grise à la sauvetat surl ede", "47291"),
    ],
)
def test_a_misspelt_commune_is_understood_inside_a_sentence(
    ask: Ask, gazetteer: Gazetteer, text: str, insee: str
) -> None:
    found = gazetteer.resolve(ask(text).place or "")
    assert isinstance(found, Found) and found.commune.insee == insee


def test_what_the_place_box_understands_is_understood_inside_a_sentence(
    ask: Ask, gazetteer: Gazetteer, communes: list[CommuneEntry]
) -> None:
    """Each commune of home with two letters swapped, where its own box reads it; 0.81 without the resolver."""
    understood = []
    for commune in communes:
        name = " ".join(words(commune.name))
        middle = len(name) // 2
        slip = f"{name[: middle - 1]}{name[middle]}{name[middle - 1]}{name[middle + 1 :]}"
        alone = gazetteer.resolve(slip)
        if commune.departement == "47" and isinstance(alone, Found) and alone.commune == commune and slip != name:
            within = gazetteer.resolve(ask(f"impots {slip}").place or "")
            understood.append(isinstance(within, Found) and within.commune == commune)
    assert len(understood) > 200
    assert sum(understood) / len(understood) >= 0.95


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("foto", "photo"),  # the same sound, rather than moto, one slip away
        ("junes", "jeunes"),  # a word of a need, rather than « unes » or an elided « j’unes »
        ("espace de vie socale", "espace de vie sociale"),  # the phrase, rather than « locale »
    ],
)
def test_of_readings_as_close_the_one_that_was_meant(synonyms: Synonyms, text: str, used: str) -> None:
    index = Vocabulary(dict.fromkeys(words("moto unes locale gros"), 50))
    assert read(text, index, synonyms).left == used


def test_a_misspelt_commune_is_told_by_its_name(ask: Ask) -> None:
    found = ask("impôts foulayronne")
    assert (found.place, found.corrections) == ("foulayronnes", (("foulayronne", "foulayronnes"),))
