"""Which engine answers: the database alone, or Elasticsearch in front of it."""

from __future__ import annotations

from django.conf import settings

from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine


def chosen_engine() -> SearchEngine:
    """By the settings, once a process."""
    if not settings.ELASTICSEARCH_URL:
        return DatabaseEngine()
    # Here, because the client costs 20 MB and a third of a second to who does not use it.
    from search.replica.resilient import resilient_engine

    return resilient_engine()
