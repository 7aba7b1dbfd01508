"""A request becomes a plan once: text, place and order are settled above the engines, without database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.question import planner
from search.question.gazetteer import Choices, Empty, Found, Gazetteer, Unknown
from search.question.planner import Understood, understand
from search.question.reading import Reading, read
from search.question.synonyms import Synonyms
from search.question.territories import CommuneEntry
from search.question.vocabulary import Vocabulary
from search.types import Circle, SearchRequest

HERE = Circle(44.2, 0.62, "votre position", "", 5)


@dataclass
class Knowledge:
    """`asked` says what was needed to answer."""

    words: Vocabulary
    synonyms: Synonyms
    places: Gazetteer
    asked: list[str] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        self.asked.append("vocabulary")
        return self.words

    @property
    def gazetteer(self) -> Gazetteer:
        self.asked.append("gazetteer")
        return self.places


@pytest.fixture
def knowledge(vocabulary: Vocabulary, synonyms: Synonyms, gazetteer: Gazetteer) -> Knowledge:
    return Knowledge(vocabulary, synonyms, gazetteer)


Plan = Callable[..., Understood]


@pytest.fixture
def one(knowledge: Knowledge) -> Plan:
    def one(text: str = "", **fields: Any) -> Understood:
        return understand([SearchRequest(text, **fields)], knowledge)[0]

    return one


def typed(found: Understood) -> list[str]:
    assert found.plan is not None
    return [idea.typed for idea in found.plan.required]


def test_the_place_is_taken_off_and_no_correction_is_lost(one: Plan) -> None:
    found = one("inprimer castelmoron", place_in_text=True, radius_km=30)
    assert (typed(found), found.text) == (["imprimer"], "imprimer")
    assert found.corrections == (("inprimer", "imprimer"),)
    assert found.circle is not None and found.plan is not None and found.plan.circle == found.circle
    assert (found.circle.label, found.circle.radius_km) == ("Castelmoron-sur-Lot (47260)", 30)
    assert isinstance(found.resolution, Found)


def test_a_place_is_looked_for_in_the_text_only_when_it_may_be_named_there(one: Plan) -> None:
    for fields in ({}, {"exact": True, "place_in_text": True}, {"circle": HERE, "place_in_text": True}):
        found = one("impots castelmoron", **fields)
        assert (typed(found), found.text) == (["impots", "castelmoron"], "impots castelmoron")
    beside = one("impots castelmoron", place_in_text=True, where="agen")
    assert beside.circle is not None
    assert (typed(beside), beside.circle.insee) == (["impots", "castelmoron"], "47001")
    nowhere = one("impots castelmoron", place_in_text=True, where="xxxxxxxx")
    assert (typed(nowhere), nowhere.circle) == (["impots", "castelmoron"], None)
    assert isinstance(nowhere.resolution, Unknown)


def test_what_stands_nowhere_keeps_the_place_as_a_word_and_tells_it(one: Plan) -> None:
    found = one("inprimer castelmoron", place_in_text=True, located=False)
    assert (typed(found), found.text, found.circle) == (["imprimer", "castelmoron"], "imprimer", None)
    assert isinstance(found.resolution, Found)
    assert found.corrections == (("inprimer", "imprimer"),)
    postal_code = one("caf 47310", place_in_text=True, located=False)
    assert isinstance(postal_code.resolution, Choices)
    assert (typed(postal_code), postal_code.ambiguous) == (["caf"], False)


def test_a_place_alone_leaves_nothing_to_seek_and_everything_there(one: Plan) -> None:
    found = one("agen", place_in_text=True)
    assert (typed(found), found.text) == ([], "")
    assert found.plan is not None
    assert found.plan.order == "distance"


@pytest.mark.parametrize("text", ["le la les", "??", "\0"])
def test_words_of_which_none_can_be_sought_find_nothing(one: Plan, text: str) -> None:
    assert one(text).plan is None
    assert one(" ").plan is not None


def test_a_commune_to_choose_first(knowledge: Knowledge) -> None:
    far = [
        CommuneEntry(code, "Sainte-Foy", (code,), code[:2], 10, lat, 0)
        for code, lat in (("47999", 44.0), ("47998", 48.0))
    ]
    knowledge.places = Gazetteer(far, frozenset({"47"}))
    (found,) = understand([SearchRequest("impots", where="sainte foy")], knowledge)
    assert isinstance(found.resolution, Choices)
    assert (found.ambiguous, found.plan, found.circle) == (True, None, None)


@pytest.mark.parametrize(
    ("text", "circle", "sort", "order"),
    [
        ("impots", None, "relevance", "relevance"),
        ("impots", HERE, "relevance", "relevance"),
        ("impots", HERE, "distance", "distance"),
        ("impots", None, "distance", "relevance"),
        ("", HERE, "relevance", "distance"),
        ("", HERE, "distance", "distance"),
        ("", None, "relevance", "name"),
        ("", None, "distance", "name"),
    ],
)
def test_the_order(one: Plan, text: str, circle: Circle | None, sort: str, order: str) -> None:
    plan = one(text, circle=circle, sort=sort).plan
    assert plan is not None and plan.order == order


def test_a_text_that_several_share_is_read_once(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[tuple[str, bool]] = []

    def spy(text: str, words: Vocabulary, synonyms: Synonyms, places: Gazetteer | None = None) -> Reading:
        readings.append((text, places is not None))
        return read(text, words, synonyms, places)

    monkeypatch.setattr(planner, "read", spy)
    asked = SearchRequest("impots", place_in_text=True)
    understand([replace(asked, kinds=("lieu",)), replace(asked, kinds=("page",), located=False)], knowledge)
    assert readings == [("impots", True)]
    readings.clear()
    asked = replace(asked, text="impots castelmoron")
    understand([replace(asked, kinds=("lieu", "date")[i : i + 1], located=i < 2) for i in range(4)], knowledge)
    assert readings == [("impots castelmoron", True), ("impots castelmoron", False)]


def test_nothing_is_fetched_that_is_not_needed(knowledge: Knowledge) -> None:
    understand([SearchRequest(circle=HERE), SearchRequest(place_in_text=True)], knowledge)
    assert knowledge.asked == []
    understand([SearchRequest("impots", exact=True, place_in_text=True)], knowledge)
    assert knowledge.asked == []
    understand([SearchRequest("impots")], knowledge)
    assert knowledge.asked == ["vocabulary"]


@given(st.text(max_size=60), st.text(max_size=30), st.booleans(), st.booleans())
def test_any_request_is_understood(
    vocabulary: Vocabulary, synonyms: Synonyms, gazetteer: Gazetteer, text: str, where: str, exact: bool, located: bool
) -> None:
    known = Knowledge(vocabulary, synonyms, gazetteer)
    request = SearchRequest(text, where=where, exact=exact, located=located, place_in_text=True, page=0)
    (found,) = understand([request], known)
    if found.plan is not None:
        assert (found.plan.circle, found.plan.page) == (found.circle, 1)
    if exact:
        assert found.corrections == ()
    if isinstance(found.resolution, Empty):
        assert (found.circle, found.text) == (None, text)
