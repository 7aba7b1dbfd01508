"""How long Elasticsearch takes, beside the body that is asked of it sent alone and its answer dropped.

    python -m benchmarks.elastic                20 000 made-up places, with 186 000 hours
    python -m benchmarks.elastic places.csv     the places of a file of the national standard

On the server of ELASTICSEARCH_URL, or on one of this machine. Prints p50 and p95 of each question, planned already:
those of the embedded engine for the same plan, those of this one, and its ratio to the body alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.db import connection
from elasticsearch import Elasticsearch

from benchmarks.search import RUNS, indexed, questions, timed  # sets Django up, so it comes first
from search.api import _Knowledge
from search.engines.database import DatabaseEngine
from search.engines.elastic.change import Change
from search.engines.elastic.connection import client
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.writing import rebuild
from search.models import SearchDocument
from search.question.planner import understand
from search.types import QueryPlan
from tests.judges import elasticsearch

ALIAS = "essai-mesure"
PATIENCE = 60.0


def changes() -> Iterator[Change]:
    for row in SearchDocument.objects.prefetch_related("spans").iterator(chunk_size=500):
        yield Change(row.key, 1, row)


def main(url: str) -> None:
    held = indexed(sys.argv[1:])
    server = client((url,))
    start = perf_counter()
    index = rebuild(server, ALIAS, changes(), floor=len(held))
    print(f"Elasticsearch: {len(held)} documents sent in {perf_counter() - start:.1f} s")
    embedded, engine = DatabaseEngine(), ElasticEngine(server, ALIAS, PATIENCE)
    asked = questions(held)
    asked |= {f"{name}, help": replace(request, sort="help") for name, request in asked.items() if request.text}
    print(f"{'question':40} {'found':>6} {'database':>9} {'p50 ms':>7} {'p95 ms':>7} {'body':>7} {'ratio':>6}  same")
    for name, request in asked.items():
        (question,) = understand([request], _Knowledge())
        plans = [question.plan]
        (expected,), (found,) = embedded.answer(plans), engine.answer(plans)
        base, _ = timed(partial(embedded.answer, plans))
        (p50, p95), (body, _) = side_by_side(partial(engine.answer, plans), body_alone(plans, server))
        print(
            f"{name:40} {found.total:6} {base:9.1f} {p50:7.1f} {p95:7.1f} {body:7.1f} {p50 / body:6.2f}  "
            + ("yes" if found == expected else "NO")
        )
    server.indices.delete(index=index)


def side_by_side(*actions: Callable[[], object]) -> list[tuple[float, float]]:
    """p50 and p95 of each, in milliseconds, run in turn: what else the machine does weighs on all of them alike."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(RUNS):
        for action, spent in zip(actions, times, strict=True):
            start = perf_counter()
            action()
            spent.append((perf_counter() - start) * 1000)
    return [(median(spent), quantiles(spent, n=20)[18]) for spent in times]


class Recorder:
    """A client that keeps what is asked of it."""

    def __init__(self, server: Elasticsearch) -> None:
        self._server, self.asked = server, {}

    def options(self, **_: Any) -> Recorder:
        return self

    def msearch(self, **asked: Any) -> Any:
        self.asked = asked
        return self._server.msearch(**asked)


def body_alone(plans: Sequence[QueryPlan], server: Elasticsearch) -> Callable[[], object]:
    """The request of an answer sent again: only the client and the server are at work."""
    recorder = Recorder(server)
    ElasticEngine(recorder, ALIAS, PATIENCE).answer(plans)
    return lambda: server.msearch(**recorder.asked)


if __name__ == "__main__":
    if not os.environ.get("ELASTICSEARCH_URL") and (reason := elasticsearch.missing()):
        sys.exit(reason)
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        with elasticsearch.server() as url:
            main(url)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
