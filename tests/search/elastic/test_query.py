"""The server finds, scores and sorts by the formula itself: the engine has only near-ties left to put right."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pytest

from search import memory
from search.engines.database import DatabaseEngine
from search.engines.elastic.choices import Choices
from search.engines.elastic.query import Ask
from search.engines.elastic.wording import Wording
from search.types import Circle, Idea, Order, QueryPlan, WeightedTerm
from tests.search.conftest import Index
from tests.search.mirror import PATIENCE, MirrorEngine
from tests.search.sources import ListSource
from tests.search.test_brute_force import make

pytestmark = pytest.mark.elasticsearch


def idea(*stems: str, weight: float = 1.0) -> Idea:
    return Idea((WeightedTerm(stems, weight), WeightedTerm(("tablet",), 0.8)))


QUESTIONS = {
    "one idea": QueryPlan(required=(idea("impot"),)),
    "two ideas, a soft one": QueryPlan(required=(idea("cart", "gris"), idea("emploi")), optional=(idea("imprim"),)),
    "a phrase of three": QueryPlan(required=(idea("sant", "cart", "gris"),)),
    "nothing but a soft word": QueryPlan(optional=(idea("imprim"),)),
}
NEAR = Circle(44.2, 0.6, "", "", 40)


def asked(engine: MirrorEngine, plan: QueryPlan) -> list[dict[str, Any]]:
    """The hits of the complete matches, as the server gives them."""
    token = memory.current_state().index_token
    ask = Ask(plan, Wording(plan, memory.statistics.at(token)), Choices(plan, ()), part=False)
    hits: list[dict[str, Any]] = engine._client.search(index=engine.alias, **ask.body(PATIENCE))["hits"]["hits"]
    return hits


@pytest.fixture
def corpus(places: ListSource, index: Index, now: datetime) -> None:
    make(places, random.Random(11), now)
    index(places)


@pytest.mark.parametrize("circle", [None, NEAR], ids=["anywhere", "near"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_score_of_the_server_is_the_formula(
    corpus: None, database_engine: DatabaseEngine, elastic_engine: MirrorEngine, name: str, circle: Circle | None
) -> None:
    plan = QueryPlan(QUESTIONS[name].required, QUESTIONS[name].optional, circle=circle, order="relevance", size=500)
    elastic_engine.answer([plan])  # sends the corpus
    (expected,) = database_engine.answer([plan])
    hits = asked(elastic_engine, plan)
    scores = {one.key: one.score for one in expected.keys}
    assert len(hits) > 3
    assert {hit["_id"]: hit["_score"] for hit in hits} == pytest.approx(
        {hit["_id"]: scores[hit["_id"]] for hit in hits}
    )


@pytest.mark.parametrize("order", ["relevance", "distance", "name"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_order_of_the_server_is_nearly_that_of_the_plan(
    corpus: None, database_engine: DatabaseEngine, elastic_engine: MirrorEngine, name: str, order: Order
) -> None:
    plan = QueryPlan(QUESTIONS[name].required, QUESTIONS[name].optional, circle=NEAR, order=order, size=500)
    elastic_engine.answer([plan])
    (expected,) = database_engine.answer([plan])
    ranks = {one.key: rank for rank, one in enumerate(expected.keys)}
    moved = [abs(ranks[hit["_id"]] - rank) for rank, hit in enumerate(asked(elastic_engine, plan))]
    assert max(moved) <= 2


def test_what_answers_by_its_own_words_comes_first_in_the_list_of_help(
    corpus: None, database_engine: DatabaseEngine, elastic_engine: MirrorEngine
) -> None:
    plan = QueryPlan((idea("impot"), idea("emploi", weight=0.4)), order="help", size=500)
    elastic_engine.answer([plan])
    (expected,) = database_engine.answer([plan])
    ranks = {one.key: rank for rank, one in enumerate(expected.keys)}
    found = [ranks[hit["_id"]] for hit in asked(elastic_engine, plan)]
    assert found == sorted(found)


def test_a_document_without_position_counts_as_far_away(
    places: ListSource, index: Index, elastic_engine: MirrorEngine
) -> None:
    """Left alone, a decay function gives it 1, as if it were here."""
    places.add(1, "Impôts", lat=44.2, lon=0.6)
    places.add(2, "Impôts")
    index(places)
    plan = QueryPlan((Idea((WeightedTerm(("impot",)),)),), circle=NEAR, order="relevance")
    elastic_engine.answer([plan])
    token = memory.current_state().index_token
    ask = Ask(plan, Wording(plan, memory.statistics.at(token)), Choices(plan, ()), part=False)
    body = dict(ask.body(PATIENCE))
    body["query"] = {"bool": {"must": body["query"]["bool"]["must"]}}  # no circle, as if it were not left out
    found = elastic_engine._client.search(index=elastic_engine.alias, **body)
    scores = {hit["_id"]: hit["_score"] for hit in found["hits"]["hits"]}
    assert scores["lieu:2"] == pytest.approx(0.2 * scores["lieu:1"])
