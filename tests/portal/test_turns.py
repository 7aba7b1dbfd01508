"""Changes are written one after the other: no two of them wait for each other's rows, whatever they derive."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from directory.models import HelpPoint
from portal.models import changes as ledger
from portal.models.changes import changes
from portal.models.content_version import take_turn
from tests.factories.places import HelpPointFactory, publish

needs_rows = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in")


@pytest.mark.parametrize(
    ("sql", "shared"),
    [
        ('UPDATE "directory_helppoint" SET "name" = %s', True),
        ("UPDATE directory_closure SET label = %s", True),
        ('UPDATE "wagtailcore_page" SET "latest_revision_id" = %s WHERE "id" = %s', True),
        ('INSERT INTO "wagtailcore_revision" ("id") VALUES (%s)', True),
        ('DELETE FROM "portal_username" WHERE "id" = %s', True),
        ('SELECT "id" FROM "search_searchstate" LIMIT 21 FOR UPDATE', True),
        ('SELECT "id" FROM "search_searchstate"', False),
        ('UPDATE "django_session" SET "session_data" = %s', False),
        ('INSERT INTO "wagtailadmin_editingsession" ("id") VALUES (%s)', False),
        ('UPDATE "portal_user" SET "last_login" = %s WHERE "id" = %s', False),
    ],
)
def test_what_waits_for_its_turn(sql: str, shared: bool) -> None:
    assert bool(ledger._SHARED.match(sql)) is shared


@pytest.mark.django_db
def test_the_turn_is_taken_once_and_only_by_who_writes(monkeypatch: pytest.MonkeyPatch, site: Any) -> None:
    turns: list[bool] = []
    monkeypatch.setattr(ledger, "take_turn", lambda: turns.append(True))
    with changes():
        HelpPoint.objects.count()
    assert turns == []
    for expected in (1, 2):
        with changes():
            publish(HelpPointFactory())
        assert len(turns) == expected


@needs_rows
@pytest.mark.django_db(transaction=True)
def test_two_changes_of_the_same_rows_in_two_orders(together: Callable[..., list[Any]], site: Any) -> None:
    pks = [publish(HelpPointFactory()).pk for _ in range(2)]
    both_wrote = Barrier(2)

    def write(name: str, order: list[int]) -> None:
        with changes():
            HelpPoint.objects.filter(pk=order[0]).update(name=name)
            with suppress(BrokenBarrierError):  # the other one waits for its turn
                both_wrote.wait(timeout=1)
            HelpPoint.objects.filter(pk=order[1]).update(name=name)

    together(lambda: write("un", pks), lambda: write("deux", pks[::-1]))
    assert HelpPoint.objects.values("name").distinct().count() == 1


@needs_rows
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("admin_templates")
def test_a_turn_that_does_not_come_is_told_in_words(
    together: Callable[..., list[Any]], editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.models.content_version.PATIENCE", 0.1)
    point = publish(HelpPointFactory())
    held, asked = Event(), Event()

    def hold() -> None:
        with changes():
            take_turn()
            held.set()
            asked.wait(timeout=30)

    def ask() -> Any:
        held.wait(timeout=30)
        editor_client.raise_request_exception = False
        try:
            return editor_client.post(f"/admin/snippets/directory/helppoint/unpublish/{point.pk}/")
        finally:
            asked.set()

    answer = together(hold, ask)[1]
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "Réessayez dans quelques minutes" in answer.content.decode()
    point.refresh_from_db()
    assert point.live


@needs_rows
@pytest.mark.django_db
def test_what_follows_the_turn_has_the_limits_of_before() -> None:
    with connection.cursor() as cursor:
        limits = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
        cursor.execute(limits)
        before = cursor.fetchone()
        take_turn()
        cursor.execute(limits)
        assert cursor.fetchone() == before


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """`together(*acts)` does them at the same time, each on a connection of its own; gives what each gives."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    def do(*acts: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(acts)) as pool:
            return [done.result() for done in [pool.submit(run, act) for act in acts]]

    return do
