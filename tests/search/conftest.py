from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from search import registry
from search.api import SearchAnswer, mark_stale, search
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.engines.elastic.connection import client
from search.types import SearchRequest
from tests.judges import elasticsearch
from tests.search.mirror import MirrorEngine
from tests.search.sources import FACETS, ListSource

Ask = Callable[..., SearchAnswer]
Index = Callable[[ListSource], None]

# Every engine of the portal, by the fixture that gives it: each passes all that `ask` and `engine` are used for.
ENGINES = ("database_engine", pytest.param("elastic_engine", marks=pytest.mark.elasticsearch))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a real server, one for all the tests of the session."""
    elasticsearch.require()
    with elasticsearch.server() as url:
        yield url


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
    source = ListSource(kind="page", label="Articles et pages", order=30, located=False)
    registry.register(source)
    return source


@pytest.fixture
def index() -> Index:
    """Index all that a source holds."""
    return lambda source: mark_stale(source.kind, source.held)


@pytest.fixture(scope="session")
def database_engine() -> DatabaseEngine:
    return DatabaseEngine()


@pytest.fixture(scope="session")
def elastic_engine(elasticsearch_url: str, django_db_setup: None) -> Iterator[MirrorEngine]:
    server = client((elasticsearch_url,))
    made = MirrorEngine(server)
    yield made
    server.indices.delete(index=made.index)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SearchEngine:
    """The engine that answers, one after the other."""
    made: SearchEngine = request.getfixturevalue(request.param)
    monkeypatch.setattr("search.api._engine", made)
    return made


@pytest.fixture
def ask(places: ListSource, engine: SearchEngine) -> Ask:
    """Ask one question about the places, all filters counted and all answers on one page unless told otherwise."""

    def ask(text: str = "", **fields: Any) -> SearchAnswer:
        usual = {"kinds": ("lieu",), "counted": frozenset(FACETS), "size": 500}
        return search(SearchRequest(text=text, **{**usual, **fields}))

    return ask
