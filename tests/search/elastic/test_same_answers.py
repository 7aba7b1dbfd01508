"""Whatever the plan, both engines give the same keys in the same order, the same totals, counts, scores and degrees."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.engines.database import DatabaseEngine
from search.engines.elastic.query import MARGIN
from search.question.text import terms
from search.scoring import WIDE, WORTH_STEP
from search.types import Circle, Dates, EngineResults, Idea, QueryPlan, SpanFilter, WeightedTerm
from tests.conftest import NOW
from tests.search.conftest import Index
from tests.search.mirror import MirrorEngine
from tests.search.sources import FACETS, ListSource
from tests.search.test_brute_force import WORDS, later, make, stretches

pytestmark = pytest.mark.elasticsearch

STEMS = sorted({stem for word in WORDS for stem in terms(word)} | {"inconnu"})
PHRASES = [tuple(terms(words)) for words in ("carte grise", "déclaration revenus", "santé carte grise", "emploi carte")]
GROUPS = ("service", "acces", "publics", "quand")


def span_filters(zone: ZoneInfo) -> tuple[SpanFilter, ...]:
    return (
        SpanFilter("quand", "maintenant", ("open",), NOW, NOW),
        SpanFilter("quand", "semaine", ("open", "date"), *later(NOW, 2, 9, zone)),
        SpanFilter("quand", "semaine", ("open", "date"), *later(NOW, 170, 177, zone)),
        SpanFilter("acces", "libre", ("other",), *later(NOW, 0, 6, zone)),
    )


words = st.builds(
    WeightedTerm,
    st.sampled_from([*PHRASES, *((stem,) for stem in STEMS)]),
    st.sampled_from((1.0, 0.8, 0.5, 0.4, WIDE)),
)
ideas = st.builds(
    Idea, st.lists(words, min_size=1, max_size=4).map(tuple), worth=st.sampled_from((1.0, WORTH_STEP, 2.5))
)
circles = st.builds(
    Circle,
    lat=st.sampled_from((44.2, 44.25)),
    lon=st.sampled_from((0.6, 0.55)),
    label=st.just(""),
    insee=st.sampled_from(("", "47001", "47999")),
    radius_km=st.sampled_from((0.5, 8, 25, 60, 20_000)),
    communes=st.sampled_from((frozenset(), frozenset({"47001", "47002"}))),
    whole=st.booleans(),
)
facets = st.fixed_dictionaries(
    {}, optional={group: st.frozensets(st.sampled_from(FACETS[group]), max_size=2) for group in GROUPS}
)
days = st.lists(st.integers(0, 9), max_size=2)
plans = st.builds(
    QueryPlan,
    required=st.lists(ideas, max_size=3).map(tuple),
    optional=st.lists(ideas, max_size=2).map(tuple),
    kinds=st.sampled_from((("lieu",), (), ("page", "lieu"))),
    circle=st.none() | circles,
    facets=facets,
    open_groups=st.frozensets(st.sampled_from(GROUPS)),
    spans=st.sampled_from((span_filters, lambda _zone: ())),
    dates=st.none() | days.map(lambda some: Dates("date", NOW, partial(stretches, NOW, some))),
    counted=st.frozensets(st.sampled_from(GROUPS)),
    order=st.sampled_from(("relevance", "distance", "help", "name")),
    page=st.integers(1, 4),
    size=st.sampled_from((1, 5, 20, 200)),
)


def told(results: EngineResults) -> tuple[object, ...]:
    counts: Mapping[str, Mapping[str, int]] = {group: dict(found) for group, found in results.counts.items()}
    return results.keys, results.total, counts, results.degraded


@pytest.fixture(params=range(2))
def corpus(request: pytest.FixtureRequest, places: ListSource, pages: ListSource, index: Index, now: datetime) -> None:
    chance = random.Random(request.param)
    make(places, chance, now)
    for pk, document in [*places.held.items()][::7]:
        # Several at the same place, which only the key tells apart, and a few at the centre of the circles.
        twin = replace(document, key=f"lieu:{pk + 500}", pk=str(pk + 500))
        places.held[pk + 500] = replace(twin, lat=44.2, lon=0.6) if chance.random() < 0.5 else twin
    pages.add(1, "Les impôts en ligne", services="carte grise")
    index(places)
    index(pages)


@pytest.fixture(params=(MARGIN, 12))
def margin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve: all pages but the first do not begin at the first document for the server."""
    monkeypatch.setattr("search.engines.elastic.query.MARGIN", request.param)


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans)
@example(plan=QueryPlan(page=10**9))
@example(plan=QueryPlan(required=(Idea((WeightedTerm(("inconnu",)),)),), order="help"))
def test_both_engines_answer_alike(
    corpus: None, margin: None, database_engine: DatabaseEngine, elastic_engine: MirrorEngine, plan: QueryPlan
) -> None:
    (expected,), (found,) = database_engine.answer([plan]), elastic_engine.answer([plan])
    assert told(found) == told(expected)
