"""Servers of partners, on this machine: good ones and bad ones, with certificates that the tests trust."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from events.partners.fetching import Policy

DATA = Path(__file__).parents[1] / "data" / "partner_calendars"
HOST = "calendrier.exemple.fr"

Handler = Callable[[BaseHTTPRequestHandler], None]


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(DATA / "tls" / "ca.pem"))


@dataclass
class Partner:
    """A server and what it was asked; `paths` answer, the file of `paths["/agenda.ics"]` being a calendar."""

    port: int
    paths: dict[str, bytes | Handler] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"https://{HOST}/agenda.ics"

    def policy(self, **changed: Any) -> Policy:
        """Reaches this server, and nothing else."""
        usual: dict[str, Any] = {
            "allows": lambda address: address == "127.0.0.1",
            "resolve": lambda host, port: ["127.0.0.1"],
            "port": self.port,
            "tls": trusting,
        }
        return Policy(**usual | changed)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was cut is what some tests are about."""


@contextmanager
def partner_server() -> Iterator[Partner]:
    partner = Partner(0)

    class Answers(BaseHTTPRequestHandler):
        def setup(self) -> None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(DATA / "tls" / "server.pem")
            self.request.settimeout(5)
            self.request = tls.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()
            self.request.close()

        def do_GET(self) -> None:
            partner.asked.append((self.path, dict(self.headers)))
            found = partner.paths.get(self.path, not_found)
            if isinstance(found, bytes):
                send(self, found)
            else:
                found(self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Answers)
    partner.port = server.server_address[1]
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield partner
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def send(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in ({"Content_Length": str(len(body)), "Content_Type": "text/calendar"} | headers).items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def not_found(request: BaseHTTPRequestHandler) -> None:
    send(request, b"", 404)


def moved(location: str) -> Handler:
    return lambda request: send(request, b"", 302, Location=location)


def hangs(request: BaseHTTPRequestHandler) -> None:
    """Until the other side goes."""
    with suppress(OSError):
        request.request.recv(1)


def drips(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    with suppress(OSError):
        for byte in b"BEGIN:VCALENDAR\r\n" * 20:
            request.wfile.write(bytes([byte]))
            time.sleep(0.05)


def drips_headers(request: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        for _ in range(400):
            request.wfile.write(b"X")
            time.sleep(0.05)


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes the connection and never speaks TLS; gives its port."""
    ending = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.02)
        held: list[socket.socket] = []

        def accept() -> None:
            while not ending.is_set():
                with suppress(TimeoutError):
                    held.append(server.accept()[0])

        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        ending.set()
        thread.join()
        for one in held:
            one.close()
