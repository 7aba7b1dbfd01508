"""What a card tells as its reason."""

import pytest

from search.question.answering import names, strength
from search.question.reading import Reading, read
from search.question.synonyms import Synonyms
from search.question.vocabulary import Vocabulary


@pytest.fixture
def ideas(vocabulary: Vocabulary, synonyms: Synonyms):
    def of(text: str):
        found: Reading = read(text, vocabulary, synonyms)
        return found.required

    return of


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("sécurité sociale", "sécurité sociale", 1.0),
        ("sécurité", "sécurité sociale", 0.0),
        ("carte", "carte grise", 0.0),
        ("refaire ma carte grise", "carte grise", 1.0),
        ("ameli", "Assurance maladie", 0.8),
        ("mon casier judiciaire", "casier judiciaire", 1.0),
        ("tablette", "carte grise", 0.0),
    ],
)
def test_a_phrase_is_named_as_a_whole(ideas, text, phrase, value):
    assert names(ideas(text), phrase) == value


def test_a_text_may_hold_the_word_anywhere(ideas):
    assert strength(ideas("tablette"), "Débuter avec une tablette") == 1.0
    assert strength(ideas("tablette"), "Débuter avec un téléphone") == 0.0
