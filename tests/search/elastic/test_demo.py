"""The questions of tests/data/search on the places and dates of the demo: both engines show people the same pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest

from directory.finder.answer import answer as find
from directory.finder.answer import known_codes
from directory.finder.query import FinderQuery
from search.engines.base import SearchEngine
from search.page.answer import answer as search_site
from search.page.query import SiteQuery
from search.types import EngineResults, QueryPlan
from tests.search.mirror import MirrorEngine

pytestmark = pytest.mark.elasticsearch

DATA = Path(__file__).parents[2] / "data" / "search"
NEEDS = json.loads((DATA / "needs.json").read_text(encoding="utf-8"))["queries"]
SENTENCES = [one["query"] for one in json.loads((DATA / "queries.json").read_text(encoding="utf-8"))["queries"]]


@dataclass
class BothEngines:
    """Gives what the first one answers; keeps the plans to which the second one answers anything else."""

    first: SearchEngine
    second: SearchEngine
    asked: int = 0
    found: int = 0
    differing: list[QueryPlan] = field(default_factory=list)

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        both = self.first.answer(plans), self.second.answer(plans)
        self.asked += len(plans)
        self.found += sum(1 for one in both[0] if one.keys)
        self.differing += [plan for plan, one, other in zip(plans, *both, strict=True) if one != other]
        return both[0]


@pytest.fixture
def both(
    demo: list[str], database_engine: SearchEngine, elastic_engine: MirrorEngine, monkeypatch: pytest.MonkeyPatch
) -> BothEngines:
    engines = BothEngines(database_engine, elastic_engine)
    monkeypatch.setattr("search.api._engine", engines)
    return engines


def test_the_finder(both: BothEngines, now: datetime) -> None:
    public = frozenset(sorted(known_codes(now)["public"])[:3])
    filters: tuple[dict[str, frozenset[str]], ...] = (
        {},
        {"quand": frozenset({"samedi"})},
        {"quand": frozenset({"maintenant", "lundi"}), "public": public},
    )
    for facets, page, one in zip(cycle(filters), cycle((1, 2)), NEEDS, strict=False):
        find(FinderQuery(one["quoi"], one.get("ou", ""), facets=facets, page=page), now)
    assert both.asked > 100 and both.found > 70
    assert both.differing == []


def test_the_site_search(both: BothEngines, now: datetime) -> None:
    for text in SENTENCES:
        search_site(SiteQuery(text=text), now)
    assert both.asked > 200
    assert both.differing == []


def test_a_place_alone_and_everything(both: BothEngines, now: datetime) -> None:
    for where in ("Agen", "Lafox", "47000", "Lot-et-Garonne", "Villeneuve-sur-Lot", ""):
        for page in (1, 2, 9):
            find(FinderQuery(where=where, page=page), now)
    assert both.asked >= 18
    assert both.differing == []
