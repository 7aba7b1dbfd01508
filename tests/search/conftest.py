from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from search import registry
from search.api import mark_stale, search
from search.types import SearchPage, SearchRequest
from tests.search.sources import ListSource


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room has registered anything."""
    monkeypatch.setattr(registry, "_sources", {})


@pytest.fixture
def places(no_sources: None, db: None) -> ListSource:
    source = ListSource()
    registry.register(source)
    return source


@pytest.fixture
def pages(places: ListSource) -> ListSource:
    source = ListSource(kind="page", label="Articles et pages", order=30, located=False, facet_labels={})
    registry.register(source)
    return source


@pytest.fixture
def index() -> Callable[[ListSource], None]:
    """Index all that a source holds."""
    return lambda source: mark_stale(source.kind, source.held)


@pytest.fixture
def ask(places: ListSource) -> Iterator[Callable[..., SearchPage]]:
    def ask(text: str = "", **fields: Any) -> SearchPage:
        return search(SearchRequest(text=text, **{"kinds": ("lieu",), "size": 500, **fields}))

    yield ask
