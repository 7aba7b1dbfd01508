"""Sends requests to a server of this machine and says what they cost it. Standard library only.

One thread and non-blocking sockets, so that the sender takes little of the processors that the server needs.
"""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Answers:
    """`seconds` of each answer, by order of arrival; `statuses` counts them; `wall` seconds for all."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wall: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall


class _Connection:
    """One client: sends a request, reads its answer, takes the next address."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.received = b""
        self.sent_at = 0.0

    def send(self, path: str) -> None:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        self.received = b""
        self.sent_at = time.perf_counter()
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip, br\r\n\r\n"
        self.socket.sendall(head.encode())

    def read(self) -> int | None:
        """The status once the whole answer is there."""
        assert self.socket is not None
        more = self.socket.recv(262_144)
        self.received += more
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator:
            if not more:
                raise ConnectionError("the server closed the connection")
            return None
        lower = head.lower()
        length = next((int(line[15:]) for line in lower.split(b"\r\n") if line.startswith(b"content-length:")), None)
        if length is None or len(body) < length:
            if not more and length is not None:
                raise ConnectionError("the answer was cut")
            if more:
                return None
        if b"connection: close" in lower or not more:
            self.socket.close()
            self.socket = None
        return int(head.split(b" ", 2)[1])


def ask(port: int, paths: Iterable[str], clients: int) -> Answers:
    """Read all these addresses, `clients` at a time, each as soon as the one before is answered."""
    answers, ahead = Answers(), iter(paths)
    selector = selectors.DefaultSelector()
    start = time.perf_counter()
    for _client in range(clients):
        _next(_Connection(port), ahead, selector)
    while selector.get_map():
        for key, _events in selector.select(timeout=120):
            connection: _Connection = key.data
            held = connection.socket
            status = connection.read()
            if status is not None:
                answers.seconds.append(time.perf_counter() - connection.sent_at)
                answers.statuses[status] += 1
                selector.unregister(held)
                _next(connection, ahead, selector)
    answers.wall = time.perf_counter() - start
    return answers


def _next(connection: _Connection, ahead: Iterator[str], selector: selectors.BaseSelector) -> None:
    path = next(ahead, None)
    if path is None:
        if connection.socket is not None:
            connection.socket.close()
        return
    connection.send(path)
    assert connection.socket is not None
    selector.register(connection.socket, selectors.EVENT_READ, connection)


def processor_seconds(group: int) -> float:
    """User and system time of every process of this group, those that ended in it included by their parents."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += sum(map(int, fields[11:15])) / _TICK
    return total
