"""When something breaks, a person reads what to do and a program when to come back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    close_old_connections,
    connection,
    connections,
)

from home.models import HomePage
from portal.roof.clock.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(client: Any) -> Callable[[str, Exception], Any]:
    """Ask an address while every statement fails so."""
    client.raise_request_exception = False

    def ask(address: str, error: Exception) -> Any:
        def fail(*_: Any) -> None:
            raise error

        with connection.execute_wrapper(fail):
            return client.get(address)

    return ask


@pytest.mark.parametrize(
    "address", ["/", "/lieux/?ou=agen", "/agenda/", "/recherche/?q=caf", "/admin/login/", "/rien/"]
)
@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        InterfaceError("connection already closed"),
        DatabaseError("database disk image is malformed"),
    ],
)
def test_a_database_that_does_not_answer_is_told_in_words(broken: Any, address: str, error: Exception) -> None:
    answer = broken(address, error)
    if address == "/admin/" and answer.status_code == 302:
        return  # asks nothing of the database
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "Réessayez dans quelques minutes" in answer.content.decode()
    assert type(error).__name__ not in answer.content.decode() and str(error) not in answer.content.decode()


@pytest.mark.parametrize("error", [ProgrammingError("no such table"), IntegrityError("twice")])
def test_a_fault_of_ours_is_one(broken: Any, error: Exception) -> None:
    answer = broken("/", error)
    assert answer.status_code == 500 and "Retry-After" not in answer
    assert "Une panne de notre côté" in answer.content.decode()


def test_readiness_says_so(broken: Any) -> None:
    answer = broken("/-/ready", OperationalError("away"))
    assert (answer.status_code, answer.content.decode()) == (503, "base de données injoignable\n")


@pytest.mark.parametrize("name", ["a" * 256, "a" * 5_000, "%00.jpg", "../../db.sqlite3", "a/" * 300])
def test_a_name_that_no_disk_holds_is_not_found(client: Any, name: str) -> None:
    assert client.get(f"/media/images/{name}").status_code in (400, 404)


def test_the_home_page_is_well_again(broken: Any, client: Any, site: HomePage) -> None:
    assert broken("/", OperationalError("away")).status_code == 503
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["visit", "clock"])
def test_a_connection_that_failed_is_not_used_again(broken: Any, monkeypatch: Any, now: datetime, way: str) -> None:
    """SQLite reads a file that may not be written: a connection opened then refused each login, long after."""
    closed: list[bool] = []
    kept = connections["default"]
    kept.ensure_connection()
    monkeypatch.setattr(kept, "close", lambda: closed.append(True))
    monkeypatch.setattr(kept, "close_at", None)
    read_only = OperationalError("attempt to write a readonly database")
    close_old_connections()
    assert closed == []
    if way == "visit":
        assert broken("/admin/login/", read_only).status_code == 503
    else:
        with connection.execute_wrapper(lambda *_: _raise(read_only)):
            tick(now)
    close_old_connections()  # by Django when an answer has left, by the clock at each turn
    assert closed == [True]


def _raise(error: Exception) -> None:
    raise error
