from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from search.engines.elastic.connection import client


@pytest.fixture(scope="session")
def elastic_client(elasticsearch_url: str) -> Elasticsearch:
    return client((elasticsearch_url,))


@pytest.fixture
def alias(elastic_client: Elasticsearch) -> Iterator[str]:
    """A name of this test alone; its indexes are deleted at the end."""
    name = f"essai-{uuid4().hex[:8]}"
    yield name
    for index in elastic_client.indices.get(index=f"{name}*"):
        elastic_client.indices.delete(index=index)
