"""Elasticsearch while it is well and holds all that was published; else the database, which always does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.engines.elastic.engine import ElasticEngine
from search.engines.replica.breaker import Breaker
from search.engines.replica.outbox import anything_pending
from search.engines.replica.server import alias, breaker, configured, guarded, server
from search.types import EngineResults, QueryPlan

BUDGET_S = 0.4  # of a question; then the database answers it


class ResilientEngine:
    """Asks `primary` while its breaker lets it and it is not `behind`; `fallback` answers otherwise.

    An answer that `fallback` gives because the other one failed is `degraded`. One that it gives because something was
    published a moment ago is not: it is the newer one.
    """

    def __init__(
        self, primary: SearchEngine, fallback: SearchEngine, breaker: Breaker, behind: Callable[[], bool]
    ) -> None:
        self._primary, self._fallback, self._breaker, self._behind = primary, fallback, breaker, behind

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        if self._behind():
            return self._fallback.answer(plans)
        return guarded(self._breaker, lambda: self._primary.answer(plans), lambda: self._degraded(plans))

    def _degraded(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        return tuple(replace(results, degraded=True) for results in self._fallback.answer(plans))


def chosen_engine() -> SearchEngine:
    """The engine that the settings ask for: the database alone, or Elasticsearch in front of it."""
    database = DatabaseEngine()
    if not configured():
        return database
    return ResilientEngine(ElasticEngine(server(), alias(), BUDGET_S), database, breaker, anything_pending)
