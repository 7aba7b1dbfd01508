"""Real servers of their own: one that asks who speaks and is reached by https, and two that stand in for each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from search.engines.elastic.change import Change
from search.engines.elastic.connection import Refused, Unreachable, client
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.writing import rebuild, send
from search.models import SearchDocument
from search.types import QueryPlan
from tests.judges import elasticsearch
from tests.running_portal import free_port
from tests.search.conftest import Index
from tests.search.sources import ListSource

pytestmark = pytest.mark.elasticsearch

PATIENCE = 30.0
PASSWORD = "une phrase de passe"


@pytest.fixture
def changes(places: ListSource, index: Index) -> list[Change]:
    for pk in range(1, 6):
        places.add(pk, f"Lieu {pk}")
    index(places)
    return [Change(row.key, 1, row) for row in SearchDocument.objects.prefetch_related("spans")]


@pytest.fixture
def own_servers() -> None:
    elasticsearch.require(own=True)


def test_https_with_its_authority_a_wrong_one_and_credentials(own_servers: None, changes: list[Change]) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(elasticsearch.prepared())
        authority = elasticsearch.certify(folder, "portail", PASSWORD)
        stranger = elasticsearch.certify(folder, "autre", PASSWORD)
        settings = {
            "xpack.security.enabled": "true",
            "xpack.security.http.ssl.enabled": "true",
            "xpack.security.http.ssl.keystore.path": "portail.p12",
        }
        secrets = {
            "bootstrap.password": PASSWORD,
            "xpack.security.http.ssl.keystore.secure_password": PASSWORD,
        }
        url = stack.enter_context(elasticsearch.started(folder, settings, secrets)).url
        assert url.startswith("https://")
        known = client((url,), ca=str(authority), user="elastic", password=PASSWORD)
        rebuild(known, "essai", changes, floor=5)
        assert ElasticEngine(known, "essai", PATIENCE).answer([QueryPlan()])[0].total == 5

        for wrong, expected in (
            (client((url,), ca=str(stranger), user="elastic", password=PASSWORD), Unreachable),
            (client((url,), user="elastic", password=PASSWORD), Unreachable),
            (client((url.replace("https", "http"),), user="elastic", password=PASSWORD), Unreachable),
            (client((url,), ca=str(authority)), Refused),
            (client((url,), ca=str(authority), user="elastic", password="autre chose"), Refused),
        ):
            with pytest.raises(expected):
                ElasticEngine(wrong, "essai", PATIENCE).answer([QueryPlan()])
            with pytest.raises(expected):
                send(wrong, "essai", changes, PATIENCE)


@pytest.fixture
def two_nodes(own_servers: None) -> Iterator[tuple[elasticsearch.Node, elasticsearch.Node]]:
    """The second one holds copies and has no voice: the first goes on alone."""
    transports = free_port(), free_port()
    together = {"cluster.name": "essai", "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in transports)}
    roles = (
        {"node.name": "un", "cluster.initial_master_nodes": "un"},
        {"node.name": "deux", "node.roles": "data"},
    )
    with ExitStack() as stack:
        nodes = []
        for own, transport in zip(roles, transports, strict=True):
            folder = stack.enter_context(elasticsearch.prepared())
            nodes.append(stack.enter_context(elasticsearch.started(folder, together | own, transport=transport)))
        yield nodes[0], nodes[1]


def test_one_of_two_nodes_may_die(
    two_nodes: tuple[elasticsearch.Node, elasticsearch.Node], changes: list[Change]
) -> None:
    one, two = two_nodes
    both = client((one.url, two.url))
    rebuild(both, "essai", changes, floor=5)
    health = both.options(request_timeout=60).cluster.health(wait_for_status="green", wait_for_nodes="2", timeout="50s")
    assert (health["status"], health["number_of_data_nodes"]) == ("green", 2)
    engine = ElasticEngine(both, "essai", PATIENCE)
    assert [engine.answer([QueryPlan()])[0].total for _ in range(4)] == [5] * 4
    two.kill()
    # A request goes to one node and is not sent again: the one that falls on the dead node is the fall-back's.
    outcomes = [_total(engine) for _ in range(10)]
    assert outcomes.count(None) <= 2 and set(outcomes[-5:]) == {5}, outcomes
    assert send(both, "essai", [Change("lieu:1", 2, None)], PATIENCE) == {"lieu:1"}
    both.indices.refresh(index="essai")
    assert _total(engine) == 4


def _total(engine: ElasticEngine) -> int | None:
    try:
        return engine.answer([QueryPlan()])[0].total
    except Unreachable:
        return None
