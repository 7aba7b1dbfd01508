"""The way to the server: its nodes, who we are, and what its silences and refusals mean.

A client sends each request once, to one node: whoever asks knows better than it what a second try is worth. It asks the
server nothing of its own accord (no sniffing, no `info()`, which the minimal distribution does not answer).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError

from search.engines.elastic.punctual import PunctualNode

Client = Elasticsearch  # what the rest of the room names it by


class Unreachable(Exception):
    """The server gave no usable answer: refused, silent, too busy (429), broken (5xx), or not Elasticsearch."""


class Refused(Exception):
    """The server understood and said no (4xx): what was asked is wrong, or who asks may not."""


def connect() -> Elasticsearch:
    """The client that the settings describe, one a process; it has one node at least."""
    return client(
        tuple(settings.ELASTICSEARCH_URL),
        ca=settings.ELASTICSEARCH_CA,
        user=settings.ELASTICSEARCH_USER,
        password=settings.ELASTICSEARCH_PASSWORD,
        api_key=settings.ELASTICSEARCH_API_KEY,
    )


@cache
def client(
    nodes: tuple[str, ...], *, ca: str = "", user: str = "", password: str = "", api_key: str = ""
) -> Elasticsearch:
    """A client of these nodes (addresses). `ca` is the file of the authority that signed their certificate.

    A dead node is left alone for a while when there is another one.
    """
    given: dict[str, Any] = {"api_key": api_key} if api_key else {"basic_auth": (user, password)} if user else {}
    if ca:
        given["ca_certs"] = ca
    return Elasticsearch(list(nodes), max_retries=0, retry_on_timeout=False, node_class=PunctualNode, **given)


@contextmanager
def speaking() -> Iterator[None]:
    """What goes wrong while one speaks to the server is Unreachable or Refused, and nothing else."""
    try:
        yield
    except UnsupportedProductError as error:
        raise Unreachable("what answers is not Elasticsearch") from error
    except ApiError as error:
        raise _of_status(error.status_code, str(error)) from error
    except TransportError as error:
        raise Unreachable(str(error)) from error


@contextmanager
def reading() -> Iterator[None]:
    """What is read there has the shape of an answer, or Unreachable: a proxy may say « 200 » and anything else."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise Unreachable(f"an answer that cannot be read: {error!r}") from error


def refusal(error: Mapping[str, Any], status: int) -> Unreachable | Refused:
    """What the error of one part of an answer (of `_msearch`, of `_bulk`) means."""
    return _of_status(status, f"{error.get('type')}: {error.get('reason')}")


def _of_status(status: int, words: str) -> Unreachable | Refused:
    return (Refused if 400 <= status < 500 and status != 429 else Unreachable)(words)
