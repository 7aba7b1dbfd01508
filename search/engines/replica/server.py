"""The server of the settings, as this process sees it: its client, its index, its breaker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from random import random
from time import monotonic
from typing import TypeVar

from django.conf import settings

from search.engines.elastic.connection import Client, Refused, Unreachable, connect
from search.engines.replica.breaker import Breaker, State

T = TypeVar("T")

logger = logging.getLogger(__name__)

_SAID: dict[State, str] = {
    "closed": "Elasticsearch answers",
    "open": "Elasticsearch does not answer: the database does, meanwhile",
    "trial": "Elasticsearch is asked again",
}


def _tell(state: State) -> None:
    logger.log(logging.WARNING if state == "open" else logging.INFO, _SAID[state])


breaker = Breaker(random, _tell)


def configured() -> bool:
    return bool(settings.ELASTICSEARCH_URL)


def server() -> Client:
    return connect()


def alias() -> str:
    return str(settings.ELASTICSEARCH_INDEX)


def guarded(breaker: Breaker, ask: Callable[[], T], otherwise: Callable[[], T]) -> T:
    """What `ask` gives while the server is well; else what `otherwise` does. Never raises for the server."""
    if not breaker.allows(monotonic()):
        return otherwise()
    try:
        given = ask()
    except Refused as error:
        # It is there, and does not want this: the next question may be a better one.
        breaker.answered()
        logger.error("Elasticsearch refused: %s", error)
    except Unreachable as error:
        breaker.failed(monotonic())
        logger.debug("Client: %s", error)
    else:
        breaker.answered()
        return given
    return otherwise()
