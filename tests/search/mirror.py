"""The Elasticsearch engine over an index that follows the database of the tests, so that it passes the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from uuid import uuid4

from elasticsearch import Elasticsearch

from search.engines.elastic.change import Change
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.writing import rebuild, send
from search.memory import current_state
from search.models import SearchDocument
from search.types import EngineResults, QueryPlan

PATIENCE = 30.0  # seconds: the machine does other things


class MirrorEngine(ElasticEngine):
    """Before it answers, sends what the database holds if anything was written since."""

    def __init__(self, client: Elasticsearch) -> None:
        self.alias = f"essai-{uuid4().hex[:8]}"
        super().__init__(client, self.alias, PATIENCE)
        self._revisions = count(1)
        self._token: int | None = None
        self._sent: set[str] = set()
        self.index = rebuild(client, self.alias, [], floor=0)

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        if (token := current_state().index_token) != self._token:
            self._follow()
            self._token = token
        return super().answer(plans)

    def _follow(self) -> None:
        revision = next(self._revisions)
        rows = {row.key: row for row in SearchDocument.objects.prefetch_related("spans")}
        changes = [Change(key, revision, rows.get(key)) for key in rows.keys() | self._sent]
        assert send(self._client, self.alias, changes, PATIENCE) == rows.keys() | self._sent
        self._client.indices.refresh(index=self.alias)
        self._sent = set(rows)
