"""Who the client says it is, and what each kind of answer means, by a small server of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import LazySettings

from search.engines.elastic.connection import Refused, Unreachable, client, connect, speaking
from search.engines.elastic.engine import ElasticEngine
from search.types import QueryPlan
from tests.running_portal import free_port

Answering = Callable[..., str]


class Server(ThreadingHTTPServer):
    """Gives the same answer to every request and keeps what each one said."""

    def __init__(self, status: int, body: bytes, kind: str, product: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body, self.kind, self.product = status, body, kind, product
        self.heard: list[tuple[str, str]] = []


class Handler(BaseHTTPRequestHandler):
    server: Server

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.heard.append((self.path, self.headers.get("Authorization", "")))
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.kind)
        self.send_header("Content-Length", str(len(self.server.body)))
        if self.server.product:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.end_headers()
        self.wfile.write(self.server.body)

    do_GET = do_POST = do_PUT = _answer

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(
    status: int = 200, body: str = "{}", kind: str = "application/json", product: bool = True
) -> Iterator[Server]:
    with Server(status, body.encode(), kind, product) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


ERROR = json.dumps({"error": {"type": "no", "reason": "no"}, "status": 400})
HTML = "<!doctype html><h1>Entretien</h1>"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"status": 400, "body": ERROR}, Refused),
        ({"status": 401, "body": ERROR}, Refused),
        ({"status": 429, "body": ERROR}, Unreachable),
        ({"status": 500, "body": ERROR}, Unreachable),
        ({"status": 503, "body": HTML, "kind": "text/html", "product": False}, Unreachable),
        ({"body": HTML, "kind": "text/html", "product": False}, Unreachable),
        ({"body": HTML}, Unreachable),
        ({"body": "{}", "product": False}, Unreachable),
    ],
)
def test_what_an_answer_means(answer: dict[str, str], expected: type[Exception]) -> None:
    with answering(**answer) as server, pytest.raises(expected), speaking():  # type: ignore[arg-type]
        client((url(server),)).count(index="essai")
    assert len(server.heard) == 1, "asked once"


@pytest.mark.parametrize("body", ["{}", "[]", '{"responses": []}', '{"responses": [{"hits": {}}]}', '{"responses": 3}'])
def test_an_answer_that_is_none_is_unreachable(db: None, body: str) -> None:
    with answering(body=body) as server, pytest.raises(Unreachable):
        ElasticEngine(client((url(server),)), "essai", 1.0).answer([QueryPlan()])


def test_the_error_of_one_search_is_that_of_all(db: None) -> None:
    for status, expected in ((400, Refused), (503, Unreachable)):
        body = {"responses": [{"error": {"type": "no", "reason": "no"}, "status": status}]}
        with answering(body=json.dumps(body)) as server, pytest.raises(expected):
            ElasticEngine(client((url(server),)), "essai", 1.0).answer([QueryPlan()])


def test_nobody_there_is_unreachable(db: None) -> None:
    with pytest.raises(Unreachable):
        ElasticEngine(client((f"http://127.0.0.1:{free_port()}",)), "essai", 1.0).answer([QueryPlan()])


def test_the_settings_say_where_and_who(settings: LazySettings) -> None:
    with answering() as one, answering() as two:
        settings.ELASTICSEARCH_URL = [url(one), url(two)]
        settings.ELASTICSEARCH_API_KEY = "bGEgY2zDqQ=="
        for _ in range(4):
            connect().count(index="essai")
        settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_USER = "", "portail"
        settings.ELASTICSEARCH_PASSWORD = "secret"
        connect().count(index="essai")
    heard = [*one.heard, *two.heard]
    assert len(one.heard) >= 2 and len(two.heard) >= 2, "nodes take turns"
    assert {who for _, who in heard} == {"ApiKey bGEgY2zDqQ==", "Basic cG9ydGFpbDpzZWNyZXQ="}
    assert {path for path, _ in heard} == {"/essai/_count"}, "nothing is asked of its own accord"
