"""What a network of places helps with everywhere."""

from __future__ import annotations

import pytest

from directory.domain.place_kind import LIBRARY, PLACE_KINDS, POST
from directory.domain.topics import topics_named, topics_of
from search.question.text import terms


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("impôts", "impôts"),
        ("impots", "impôts"),
        ("refaire ma carte grise", "carte grise"),
        ("je dois renouveler mon permis de conduire", "permis de conduire"),
        ("ma carte d'identité", "carte d’identité et passeport"),
        ("caf", "allocations de la CAF"),
        ("sécurité sociale", "Assurance maladie"),
        ("demander ma retraite", "retraite"),
        ("france travail", "emploi"),
        ("chèque énergie", "chèque énergie"),
        ("point justice", "justice et droits"),
        ("urssaf", "Urssaf"),
    ],
)
def test_a_need_names_its_topic(typed: str, label: str) -> None:
    assert [topic.label for topic in topics_named(topics_of("france-services"), typed)] == [label]


def test_a_word_inside_another_names_nothing() -> None:
    assert topics_named(topics_of("france-services"), "une carte de visite, un atelier tablette") == ()


def test_only_networks_promise_something() -> None:
    assert topics_of(LIBRARY.code) == ()
    assert [topic.label for topic in topics_of(LIBRARY.code, ["pix", "caf"])] == ["allocations de la CAF"]
    assert [topic.label for topic in topics_of(POST.code)] == ["courrier et colis"]


def test_a_programme_adds_no_topic_twice() -> None:
    topics = topics_of("france-services", ["caf", "france-services"])
    assert len(topics) == len(set(topics)) == len({topic.label for topic in topics})


def test_every_word_can_be_sought() -> None:
    for kind in PLACE_KINDS:
        assert all(terms(words) for topic in topics_of(kind.code) for words in topic.words)
