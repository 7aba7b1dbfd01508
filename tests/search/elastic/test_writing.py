"""What is sent to a real server, what it confirms, and how an index takes the place of another."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.engines.elastic.change import Change
from search.engines.elastic.connection import Refused, Unreachable, client
from search.engines.elastic.documents import digest_of_index
from search.engines.elastic.writing import TooFew, current, rebuild, send, up_to_date, versions
from search.models import SearchDocument
from tests.running_portal import free_port
from tests.search.conftest import Index
from tests.search.sources import ListSource

pytestmark = pytest.mark.elasticsearch

PATIENCE = 10.0


@pytest.fixture
def rows(places: ListSource, index: Index) -> dict[str, SearchDocument]:
    for pk in range(1, 6):
        places.add(pk, f"Lieu {pk}", services="impôts", lat=44.0, lon=0.5)
    index(places)
    return {row.key: row for row in SearchDocument.objects.prefetch_related("spans")}


@pytest.fixture
def live(elastic_client: Elasticsearch, alias: str, rows: dict[str, SearchDocument]) -> str:
    """An alias that leads to an index with those rows, at revision 1."""
    rebuild(elastic_client, alias, all_of(rows), floor=5)
    return alias


def all_of(rows: dict[str, SearchDocument], revision: int = 1) -> Iterator[Change]:
    return (Change(key, revision, row) for key, row in rows.items())


class TestSend:
    def test_what_is_sent_is_confirmed_and_there(
        self, elastic_client: Elasticsearch, live: str, rows: dict[str, SearchDocument]
    ) -> None:
        changes = [Change("lieu:1", 2, rows["lieu:1"]), Change("lieu:2", 7, None), Change("lieu:99", 1, None)]
        assert send(elastic_client, live, changes, PATIENCE) == {"lieu:1", "lieu:2", "lieu:99"}
        assert versions(elastic_client, live) == {"lieu:1": 2, "lieu:3": 1, "lieu:4": 1, "lieu:5": 1}
        assert send(elastic_client, live, [], PATIENCE) == frozenset()

    def test_an_older_revision_never_wins_and_counts_as_known(
        self, elastic_client: Elasticsearch, live: str, rows: dict[str, SearchDocument]
    ) -> None:
        for change in (Change("lieu:1", 5, rows["lieu:1"]), Change("lieu:1", 4, None), Change("lieu:1", 5, None)):
            assert send(elastic_client, live, [change], PATIENCE) == {"lieu:1"}
        assert "lieu:1" not in versions(elastic_client, live)
        # It is deleted at revision 5, and a late 4 does not bring it back.
        assert send(elastic_client, live, [Change("lieu:1", 4, rows["lieu:1"])], PATIENCE) == {"lieu:1"}
        assert "lieu:1" not in versions(elastic_client, live)

    def test_one_that_is_refused_does_not_keep_the_others_away(
        self,
        elastic_client: Elasticsearch,
        live: str,
        rows: dict[str, SearchDocument],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        rows["lieu:1"].latitude = 1_000.0
        with caplog.at_level(logging.ERROR, "search.engines.elastic"):
            assert send(elastic_client, live, list(all_of(rows, 2)), PATIENCE) == rows.keys() - {"lieu:1"}
        assert "lieu:1" in caplog.text

    def test_nothing_is_written_before_an_index_was_built(
        self, elastic_client: Elasticsearch, alias: str, rows: dict[str, SearchDocument]
    ) -> None:
        with pytest.raises(Refused):
            send(elastic_client, alias, list(all_of(rows)), PATIENCE)
        assert current(elastic_client, alias) is None

    def test_nobody_there(self, rows: dict[str, SearchDocument]) -> None:
        nobody = client((f"http://127.0.0.1:{free_port()}",))
        with pytest.raises(Unreachable):
            send(nobody, "essai", list(all_of(rows)), PATIENCE)
        with pytest.raises(Unreachable):
            versions(nobody, "essai")


class TestRebuild:
    def test_the_alias_leads_to_the_new_index_and_the_previous_one_is_kept(
        self, elastic_client: Elasticsearch, alias: str, rows: dict[str, SearchDocument]
    ) -> None:
        names = [rebuild(elastic_client, alias, all_of(rows), floor=5) for _ in range(3)]
        assert current(elastic_client, alias) == names[2]
        assert set(elastic_client.indices.get(index=f"{alias}-*")) == set(names[1:])
        assert elastic_client.count(index=alias)["count"] == 5
        assert up_to_date(names[2]) and not up_to_date(names[2].replace(digest_of_index(), "0" * 8))

    def test_under_the_floor_the_former_index_goes_on(
        self, elastic_client: Elasticsearch, live: str, rows: dict[str, SearchDocument]
    ) -> None:
        before = current(elastic_client, live)
        del rows["lieu:1"]
        with pytest.raises(TooFew, match="n’a que 4 documents, il en faut 5"):
            rebuild(elastic_client, live, all_of(rows), floor=5)
        assert current(elastic_client, live) == before
        assert set(elastic_client.indices.get(index=f"{live}-*")) == {before}

    def test_what_changed_meanwhile_is_there_at_the_turn(
        self, elastic_client: Elasticsearch, live: str, rows: dict[str, SearchDocument]
    ) -> None:
        late = [Change("lieu:1", 3, None), Change("lieu:2", 4, rows["lieu:2"])]
        rebuild(elastic_client, live, all_of(rows), 4, catch_up=lambda name: send(elastic_client, name, late, PATIENCE))
        assert versions(elastic_client, live) == {"lieu:2": 4, "lieu:3": 1, "lieu:4": 1, "lieu:5": 1}

    def test_the_indexes_of_another_portal_are_left_alone(
        self, elastic_client: Elasticsearch, alias: str, rows: dict[str, SearchDocument]
    ) -> None:
        other = rebuild(elastic_client, f"{alias}-voisin", all_of(rows), floor=5)
        for _ in range(3):
            rebuild(elastic_client, alias, all_of(rows), floor=5)
        assert current(elastic_client, f"{alias}-voisin") == other

    def test_a_field_that_nobody_declared_is_refused(self, elastic_client: Elasticsearch, live: str) -> None:
        answer = elastic_client.bulk(
            operations=[{"index": {"_id": "lieu:9"}}, {"key": "lieu:9", "unknown": 1}], index=live
        )
        assert answer["items"][0]["index"]["error"]["type"] == "strict_dynamic_mapping_exception"
