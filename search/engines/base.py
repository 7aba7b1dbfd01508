"""What any search engine of the portal can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from search.types import SearchPage, SearchRequest


class SearchEngine(Protocol):
    """Answers questions; the same documents and the same question give the same answer whatever the engine."""

    name: str

    def search_many(self, requests: Sequence[SearchRequest]) -> tuple[SearchPage, ...]:
        """Answer several questions asked at the same moment, in their order."""
