"""What any search engine of the portal can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from search.types import EngineResults, QueryPlan


class SearchEngine(Protocol):
    """Runs plans; the same documents and the same plan give the same results whatever the engine."""

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        """Run several plans of the same moment, in their order."""
