"""Servers that are away in every way that a server can be."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from tests.running_portal import free_port

Talk = Callable[[socket.socket, Event], None]


def _http(status: str, body: str, kind: str = "application/json") -> Talk:
    answer = (
        f"HTTP/1.1 {status}\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    )

    def talk(peer: socket.socket, _over: Event) -> None:
        peer.recv(65_536)
        peer.sendall(answer.encode())

    return talk


def _hang(_peer: socket.socket, over: Event) -> None:
    over.wait()


def _trickle(peer: socket.socket, over: Event) -> None:
    """A byte of a header every twentieth of a second: no socket time-out ever sees it."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(0.05):
        peer.sendall(b"a")


_ERROR = '{"error": {"type": "no", "reason": "no"}, "status": 500}'
TALKS: dict[str, Talk | None] = {
    "refuses": None,
    "hangs": _hang,
    "trickles": _trickle,
    "closes at once": lambda _peer, _over: None,
    "429": _http("429 Too Many Requests", _ERROR),
    "500": _http("500 Internal Server Error", _ERROR),
    "503 as a page": _http("503 Service Unavailable", "<h1>Entretien</h1>", "text/html"),
    "a page": _http("200 OK", "<h1>Bienvenue</h1>", "text/html"),
    "half of an answer": _http("200 OK", '{"responses": [{"hits": {"total"'),
    "another answer": _http("200 OK", '{"responses": [{"hits": {}}], "items": []}'),
    "400": _http("400 Bad Request", _ERROR),
    "401": _http("401 Unauthorized", _ERROR),
}
UNWELL = [name for name in TALKS if name not in ("400", "401")]


@contextmanager
def a_server_that(name: str) -> Iterator[tuple[str, list[int]]]:
    """Its address, and one number a connection that it was asked for."""
    talk, asked = TALKS[name], list[int]()
    if talk is None:
        yield f"http://127.0.0.1:{free_port()}", asked
        return
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def serve(peer: socket.socket) -> None:
            with peer, suppress(OSError):  # whoever asked may have gone
                talk(peer, over)

        def accept() -> None:
            while not over.is_set():
                try:
                    peer, _ = listener.accept()
                except TimeoutError:
                    continue
                asked.append(len(asked))
                Thread(target=serve, args=(peer,), daemon=True).start()

        thread = Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
        finally:
            over.set()
            thread.join()
