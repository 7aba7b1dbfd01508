"""A server that is away is never an error for a visitor nor for a writer, and costs each of them little."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Site

from search.api import search
from search.engines.database import DatabaseEngine
from search.engines.elastic.connection import client
from search.engines.elastic.engine import ElasticEngine
from search.engines.replica import server, sync
from search.engines.replica.breaker import FAILURES, Breaker
from search.engines.replica.outbox import anything_pending
from search.engines.replica.resilient import BUDGET_S, ResilientEngine
from search.index.writing import written
from search.models import SearchDocument
from search.types import SearchRequest
from tests.search.conftest import Index
from tests.search.replica.servers import TALKS, UNWELL, a_server_that
from tests.search.sources import ListSource
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
SLACK_S = 2.0  # what a busy machine may add; a server that hangs would take for ever

Unwell = Callable[[str], tuple[list[int], Breaker]]


@pytest.fixture
def unwell(
    monkeypatch: pytest.MonkeyPatch, settings: Any, site: Site, places: ListSource, index: Index
) -> Iterator[Unwell]:
    """`unwell(name)`: one place is known, and Elasticsearch is that server."""
    places.add(1, "Médiathèque", services="tablette", lat=44.2, lon=0.62)
    index(places)
    running = []

    def begin(name: str) -> tuple[list[int], Breaker]:
        held = a_server_that(name)
        address, asked = held.__enter__()
        running.append(held)
        settings.ELASTICSEARCH_URL = [address]
        breaker = Breaker(lambda: 0.5, server._tell)
        monkeypatch.setattr(sync, "breaker", breaker)
        primary = ElasticEngine(client((address,)), "essai", BUDGET_S)
        engine = ResilientEngine(primary, DatabaseEngine(), breaker, anything_pending)
        monkeypatch.setattr("search.api._engine", engine)
        return asked, breaker

    yield begin
    for held in running:
        held.__exit__(None, None, None)


@pytest.mark.parametrize("name", TALKS)
def test_the_database_answers_within_the_budget(unwell: Unwell, name: str) -> None:
    unwell(name)
    start = monotonic()
    answer = search(SearchRequest(text="tablette", kinds=("lieu",)))
    assert monotonic() - start < BUDGET_S + SLACK_S
    assert [hit.key for hit in answer.hits] == ["lieu:1"]
    assert answer.degraded


@pytest.mark.parametrize("name", UNWELL)
def test_after_two_failures_it_is_asked_no_more(unwell: Unwell, name: str, caplog: pytest.LogCaptureFixture) -> None:
    asked, breaker = unwell(name)
    with caplog.at_level(logging.INFO, "search.engines.replica"):
        for _ in range(5):
            assert search(SearchRequest(text="tablette", kinds=("lieu",))).total == 1
    assert breaker.state == "open"
    assert len(asked) in (0, FAILURES)  # nothing counts those that nobody accepts
    said = [record.getMessage() for record in caplog.records if record.name == server.logger.name]
    assert said == ["Elasticsearch does not answer: the database does, meanwhile"]


@pytest.mark.parametrize("name", ["400", "401"])
def test_a_refusal_is_told_and_asked_again(unwell: Unwell, name: str, caplog: pytest.LogCaptureFixture) -> None:
    asked, breaker = unwell(name)
    for _ in range(5):
        assert search(SearchRequest(text="tablette", kinds=("lieu",))).total == 1
    assert breaker.state == "closed"
    assert len(asked) == 5
    assert caplog.text.count("Elasticsearch refused") == 5


@pytest.mark.parametrize("name", ["hangs", "trickles", "500", "refuses"])
def test_a_page_is_shown_as_ever(unwell: Unwell, client: StrictClient, name: str) -> None:
    unwell(name)
    page = client.get(reverse("search"), {"q": "aquarelle"})
    assert page.status_code == 200


@pytest.mark.parametrize("name", TALKS)
def test_what_follows_a_save_keeps_its_budget_and_loses_nothing(
    unwell: Unwell, places: ListSource, index: Index, django_capture_on_commit_callbacks: Any, name: str
) -> None:
    unwell(name)
    written.connect(sync.push_soon)
    try:
        start = monotonic()
        with django_capture_on_commit_callbacks(execute=True) as followed:
            places.add(2, "Mairie", services="tablette", lat=44.2, lon=0.62)
            index(places)
        assert monotonic() - start < sync.BUDGET_S + SLACK_S
        assert followed
    finally:
        written.disconnect(sync.push_soon)
    assert SearchDocument.objects.get(key="lieu:2").es_revision == 0
    assert anything_pending()
    assert search(SearchRequest(text="tablette", kinds=("lieu",))).total == 2


def test_what_was_published_a_moment_ago_is_found_in_the_database(
    unwell: Unwell, places: ListSource, index: Index
) -> None:
    asked, _ = unwell("hangs")
    places.add(2, "Mairie", services="tablette", lat=44.2, lon=0.62)
    index(places)
    answer = search(SearchRequest(text="tablette", kinds=("lieu",)))
    assert (answer.total, answer.degraded, asked) == (2, False, [])
