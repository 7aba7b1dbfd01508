"""What the database and a real Elasticsearch hold, after all that may happen between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch

from search.api import mark_stale
from search.engines.elastic.connection import Unreachable
from search.engines.elastic.writing import TooFew, send, versions
from search.engines.replica import server, sync
from search.engines.replica.breaker import Breaker
from search.engines.replica.outbox import anything_pending, confirm, every_document, pending
from search.engines.replica.status import status
from search.models import SearchDocument, SearchGone, SearchState
from tests.search.conftest import Index
from tests.search.replica.servers import a_server_that
from tests.search.sources import ListSource

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture(autouse=True)
def replicated(
    elasticsearch_url: str, elastic_client: Elasticsearch, alias: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings.ELASTICSEARCH_URL = [elasticsearch_url]
    settings.ELASTICSEARCH_INDEX = alias
    monkeypatch.setattr(sync, "breaker", Breaker(lambda: 0.5))
    yield
    for index in elastic_client.indices.get(index=f"{alias}*"):
        elastic_client.indices.delete(index=index)


@pytest.fixture
def three(places: ListSource, index: Index) -> ListSource:
    for pk in (1, 2, 3):
        places.add(pk, f"Lieu {pk}", services="tablette", lat=44.2, lon=0.62)
    index(places)
    return places


def held(client: Elasticsearch) -> dict[str, int]:
    return dict(versions(client, server.alias()))


def stored() -> dict[str, int]:
    return dict(SearchDocument.objects.values_list("key", "revision"))


def test_the_first_sync_builds_the_index(three: ListSource, elastic_client: Elasticsearch) -> None:
    assert status().index == ""
    assert sync.sync() == 3
    assert held(elastic_client) == stored()
    assert not anything_pending()
    assert status().index.startswith(server.alias())


def test_changes_deletions_and_what_comes_back(three: ListSource, index: Index, elastic_client: Elasticsearch) -> None:
    sync.sync()
    three.add(1, "Autre nom")
    gone = three.held.pop(2)
    mark_stale("lieu", [1, 2])
    assert {(change.key, change.document is None) for change in pending(10)} == {("lieu:1", False), ("lieu:2", True)}
    assert sync.sync() == 2
    assert held(elastic_client) == stored()
    assert not SearchGone.objects.exists()
    three.held[2] = gone
    mark_stale("lieu", [2])
    assert sync.sync() == 1
    assert held(elastic_client) == stored()
    assert not sync.check()


def test_a_key_that_goes_and_comes_before_anything_is_sent(three: ListSource, elastic_client: Elasticsearch) -> None:
    sync.sync()
    kept = three.held.pop(2)
    mark_stale("lieu", [2])
    three.held[2] = kept
    mark_stale("lieu", [2])
    assert not SearchGone.objects.exists()
    sync.sync()
    assert held(elastic_client) == stored()


def test_what_is_written_while_it_is_sent_stays_to_be_sent(
    three: ListSource, elastic_client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.sync()
    three.add(1, "Un")
    mark_stale("lieu", [1])

    def slowly(*args: Any) -> frozenset[str]:
        confirmed: frozenset[str] = send(*args)
        three.add(1, "Deux")
        mark_stale("lieu", [1])
        return confirmed

    monkeypatch.setattr(sync, "send", slowly)
    sync.push(10, 5.0)
    assert [change.key for change in pending(10)] == ["lieu:1"]
    monkeypatch.undo()


def test_what_an_older_sender_brings_late_does_not_win(three: ListSource, elastic_client: Elasticsearch) -> None:
    sync.sync()
    three.add(1, "Un")
    mark_stale("lieu", [1])
    late = pending(10)
    three.add(1, "Deux")
    mark_stale("lieu", [1])
    sync.sync()
    confirm(late, send(elastic_client, server.alias(), late, 5.0))
    elastic_client.indices.refresh(index=server.alias())
    assert held(elastic_client) == stored()
    assert elastic_client.get(index=server.alias(), id="lieu:1")["_source"]["sort_title"] == "deux"
    assert not anything_pending()


def test_what_changes_during_a_rebuild_is_in_the_new_index(
    three: ListSource, elastic_client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.sync()
    before = status().index

    def meanwhile() -> Iterator[Any]:
        yield from list(every_document())
        three.add(1, "Autre nom")
        three.add(4, "Nouveau")
        del three.held[2]
        mark_stale("lieu", [1, 2, 4])
        sync.push(10, 5.0)  # to the old index, which still answers

    monkeypatch.setattr(sync, "every_document", meanwhile)
    sync.rebuild()
    assert status().index != before
    assert held(elastic_client) == stored()
    assert set(stored()) == {"lieu:1", "lieu:3", "lieu:4"}
    assert not anything_pending()


def test_a_rebuild_that_finds_too_little_changes_nothing(
    three: ListSource, elastic_client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync.sync()
    before = status().index
    monkeypatch.setattr(sync, "every_document", lambda: iter(()))
    monkeypatch.setattr(sync, "_catch_up", lambda _index: None)
    with pytest.raises(TooFew):
        sync.rebuild()
    assert status().index == before
    assert held(elastic_client) == stored()


def test_drift_is_told_and_mended(three: ListSource, elastic_client: Elasticsearch, capsys: Any) -> None:
    sync.sync()
    SearchState.objects.update(revision=1_000)
    elastic_client.delete(index=server.alias(), id="lieu:1", version=500, version_type="external")
    elastic_client.index(
        index=server.alias(), id="lieu:9", version=1, version_type="external", document={"key": "lieu:9"}
    )
    SearchDocument.objects.filter(key="lieu:2").update(revision=900)
    SearchDocument.objects.filter(key="lieu:1").update(revision=901)
    with pytest.raises(SystemExit):
        call_command("search_check")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Elasticsearch : manque lieu:1",
        "Elasticsearch : périmé lieu:2",
        "Elasticsearch : fantôme lieu:9",
    ]
    call_command("search_check", "--repair")
    assert held(elastic_client) == stored()
    assert capsys.readouterr().out.splitlines()[-1] == "3 documents, aucun écart."


def test_a_database_brought_back_from_a_copy_asks_for_a_rebuild(
    three: ListSource, elastic_client: Elasticsearch, capsys: Any
) -> None:
    SearchDocument.objects.update(revision=500)
    sync.sync()
    SearchDocument.objects.update(revision=7)
    with pytest.raises(SystemExit):
        call_command("search_check", "--repair")
    assert "reconstruisez (search_rebuild)" in capsys.readouterr().out
    call_command("search_rebuild")
    assert held(elastic_client) == stored()
    call_command("search_check")


def test_nothing_is_marked_as_sent_when_nobody_answers(three: ListSource, settings: Any) -> None:
    with a_server_that("500") as (address, _asked):
        settings.ELASTICSEARCH_URL = [address]
        with pytest.raises(Unreachable):
            sync.sync()
        with pytest.raises(CommandError, match="Elasticsearch ne répond pas bien"):
            call_command("search_sync")
    assert len(pending(10)) == 3
    assert status().pending == 3


def test_without_elasticsearch_nothing_waits(
    three: ListSource, places: ListSource, index: Index, settings: Any
) -> None:
    sync.sync()
    settings.ELASTICSEARCH_URL = []
    del three.held[2]
    three.add(1, "Autre nom")
    mark_stale("lieu", [1, 2])
    assert not anything_pending()
    assert not status().replicated
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search_sync")
