"""Two states of the test database, each made once a session: the site alone, and the whole demo.

Loading the demo takes seconds, going from one state to the other milliseconds. SQLite copies a database in memory over
that of the connection; PostgreSQL has two databases side by side, and the connection goes from one to the other.
"""

import sqlite3
from collections.abc import Callable
from typing import Protocol

from django.db import connection


class Demo(Protocol):
    """`enter()` puts the demo under the connection, `leave()` takes it away; nothing may be in a transaction then."""

    def enter(self) -> None: ...
    def leave(self) -> None: ...
    def close(self) -> None: ...


def demo_beside(load: Callable[[], object]) -> Demo:
    """The demo that `load` writes, loaded once and not entered yet."""
    kinds: dict[str, Callable[[Callable[[], object]], Demo]] = {"sqlite": Copied, "postgresql": Neighbour}
    return kinds[connection.vendor](load)


class Copied:
    def __init__(self, load: Callable[[], object]) -> None:
        connection.ensure_connection()
        self._without = self._copy()
        load()
        self._with = self._copy()
        self.leave()

    def _copy(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        return copy

    def enter(self) -> None:
        self._with.backup(connection.connection)

    def leave(self) -> None:
        self._without.backup(connection.connection)

    def close(self) -> None:
        self._with.close()
        self._without.close()


class Neighbour:
    def __init__(self, load: Callable[[], object]) -> None:
        self._without = connection.settings_dict["NAME"]
        self._with = f"{self._without}_demo"
        connection.close()  # a database is a template as long as nobody is in it
        self._server(f'DROP DATABASE IF EXISTS "{self._with}"')
        self._server(f'CREATE DATABASE "{self._with}" TEMPLATE "{self._without}"')
        self.enter()
        load()
        self.leave()

    @staticmethod
    def _server(command: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(command)

    def enter(self) -> None:
        self._go(self._with)

    def leave(self) -> None:
        self._go(self._without)

    @staticmethod
    def _go(name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def close(self) -> None:
        self._server(f'DROP DATABASE "{self._with}"')
