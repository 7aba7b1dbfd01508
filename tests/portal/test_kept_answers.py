"""A finished page is shown again, and never when something that it says has changed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Closure, HelpPoint
from home.models import ArticleIndexPage, ArticlePage, HomePage
from portal.models.changes import changes
from portal.models.content_version import content_version
from portal.roof.clock.tick import tick
from portal.roof.serving.answers import MARK, next_mark
from search.models import SearchDocument
from tests.factories.places import HelpPointFactory, publish
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(site: Any, settings: Any) -> Iterator[Callable[[], StrictClient]]:
    """`worker()` is a client in front of a process of its own: each has its shelf, as each gunicorn worker has."""
    settings.KEPT_ANSWERS_BYTES, settings.REMEMBERS_CONTENT = 4_000_000, True
    publish(HelpPointFactory(name="Mairie de Laplume", opening_hours="Mo-Fr 09:00-12:00,14:02-17:00"))
    yield StrictClient


def cost(client: StrictClient, path: str, **headers: str) -> tuple[int, Any]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path, headers=headers)
    return len(queries), response


@pytest.mark.parametrize("path", ["/", "/lieux/", "/lieux/?ou=agen", "/agenda/", "/recherche/", "/sitemap.xml"])
def test_a_second_reading_costs_one_query_and_says_the_same(worker: Any, frozen: Any, path: str) -> None:
    client = worker()
    first, page = cost(client, path)
    again, same = cost(client, path)
    assert first > again == 1
    assert same.content == page.content and same["ETag"] == page["ETag"]
    assert dict(same.items()) == dict(page.items())
    read, spared = cost(client, path, **{"if-none-match": page["ETag"]})
    assert (read, spared.status_code, spared.content) == (1, 304, b"")


def test_addresses_that_ask_the_same_share_an_answer_and_others_do_not(worker: Any, frozen: Any) -> None:
    client = worker()
    client.get("/lieux/?ou=agen&service=demarches&prix=gratuit")
    for same in (
        "/lieux/?prix=gratuit&service=demarches&ou=agen&rayon=20",
        "/lieux/?ou=agen&service=demarches&prix=gratuit&utm_source=lettre&page=1",
    ):
        assert cost(client, same)[0] == 1, same
    for other in ("/lieux/?ou=agen&service=demarches", "/lieux/?ou=agen&service=demarches&prix=gratuit&rayon=40"):
        assert cost(client, other)[0] > 1, other


@pytest.mark.parametrize(
    "path", ["/lieux/?inconnu=1", "/lieux/?rayon=abc", "/agenda/?semaine=hier", "/?x=1", "/recherche/?page=abc&q=caf"]
)
def test_an_address_that_is_not_understood_whole_is_not_kept(worker: Any, frozen: Any, path: str) -> None:
    client = worker()
    client.get(path)
    assert cost(client, path)[0] > 1


def change_by_publishing() -> None:
    point = HelpPoint.objects.get()
    point.name = "Mairie annexe"
    point.save_revision().publish()


def change_by_unpublishing() -> None:
    HelpPoint.objects.get().unpublish()


def change_by_closing() -> None:
    today = datetime.now().date()
    Closure.objects.create(point=HelpPoint.objects.get(), first_day=today, last_day=today, label="inventaire")


def change_by_deleting() -> None:
    HelpPoint.objects.get().delete()


@pytest.mark.parametrize(
    "change", [change_by_publishing, change_by_unpublishing, change_by_closing, change_by_deleting]
)
def test_a_change_is_seen_by_the_next_reader_of_every_worker(worker: Any, frozen: Any, change: Any) -> None:
    first, second = worker(), worker()
    for client in (first, second):
        assert "Mairie de Laplume" in client.get("/lieux/").content.decode()
        assert cost(client, "/lieux/")[0] == 1
    before = first.get("/lieux/")
    change()
    for client in (first, second):
        page = client.get("/lieux/", headers={"if-none-match": before["ETag"]})
        assert page.status_code == 200 and page.content != before.content


def test_what_the_clock_publishes_is_seen_at_once(worker: Any, now: datetime) -> None:
    with time_machine.travel(now, tick=False) as clock:
        home = HomePage.objects.get()
        index = home.add_child(instance=ArticleIndexPage(title="Actualités", slug="actualites"))
        article = index.add_child(instance=ArticlePage(title="Bonne nouvelle", slug="nouvelle", live=False))
        article.go_live_at = now + timedelta(minutes=1)
        article.save_revision().publish()
        client = worker()
        assert "Bonne nouvelle" not in client.get("/actualites/").content.decode()
        clock.shift(timedelta(minutes=1, seconds=1))
        assert cost(client, "/actualites/")[0] == 1, "a minute later it is still kept"
        tick(now + timedelta(minutes=1, seconds=1))
        assert "Bonne nouvelle" in client.get("/actualites/").content.decode()


def test_an_opening_between_two_marks_of_the_clock_is_seen_at_its_minute(worker: Any, now: datetime) -> None:
    with time_machine.travel(now.replace(hour=14, minute=0, second=30), tick=False) as clock:
        client = worker()
        assert "Ouvert" not in state_of(client)
        clock.move_to(now.replace(hour=14, minute=1, second=59))
        assert cost(client, "/lieux/")[0] == 1
        clock.move_to(now.replace(hour=14, minute=2))
        assert "Ouvert" in state_of(client)


def state_of(client: StrictClient) -> str:
    page = client.get("/lieux/").content.decode()
    return page[page.index("Mairie de Laplume") :][:1500]


def test_midnight_is_a_mark_and_none_is_further_than_five_minutes(now: datetime) -> None:
    midnight = now.replace(hour=0, minute=0) + timedelta(days=1)
    assert next_mark(midnight - timedelta(seconds=1)) == midnight
    moments = [now + timedelta(seconds=37 * step) for step in range(200)]
    assert all(timedelta(0) < next_mark(moment) - moment <= MARK for moment in moments)
    assert all(next_mark(one) <= next_mark(other) for one, other in pairwise(moments))


def test_nothing_is_kept_for_a_person_who_is_signed_in(worker: Any, editor: Any, frozen: Any) -> None:
    client = worker()
    client.get("/")
    client.force_login(editor)
    assert cost(client, "/")[0] > 1
    assert not client.get("/").has_header("ETag") or cost(client, "/")[0] > 1
    client.cookies.clear()
    assert cost(client, "/")[0] == 1


def test_a_preview_is_not_kept(worker: Any, editor: Any, frozen: Any) -> None:
    client = worker()
    client.force_login(editor)
    page = HomePage.objects.get()
    page.title = "Brouillon secret"
    assert b"Brouillon secret" in page.make_preview_request(preview_mode="").render().content
    client.cookies.clear()
    assert b"Brouillon secret" not in client.get("/").content


def test_a_page_that_sets_a_cookie_is_not_kept(worker: Any, frozen: Any) -> None:
    client = worker()
    from wagtail.models import PageViewRestriction

    home = HomePage.objects.get()
    index = home.add_child(instance=ArticleIndexPage(title="Réservé", slug="reserve"))
    PageViewRestriction.objects.create(page=index, restriction_type="password", password="mot")
    form = client.get("/reserve/")
    assert (form.cookies and "no-cache" not in form.get("Cache-Control", "")) or not form.has_header("ETag")
    assert cost(client, "/reserve/")[0] > 1


def test_only_writes_of_content_move_the_version(site: Any) -> None:
    with changes():
        HelpPoint.objects.count()
    before = content_version()
    with changes():
        HelpPoint.objects.count()
    assert content_version() == before
    with changes():
        HelpPointFactory()
    assert content_version() != before
    moved = content_version()
    with pytest.raises(ZeroDivisionError), changes():
        HelpPointFactory()
        raise ZeroDivisionError
    assert content_version() == moved, "a change that is undone never was"


def test_a_header_of_a_visitor_changes_no_link(worker: Any, frozen: Any) -> None:
    client = worker()
    forged = client.get("/lieux/", SCRIPT_NAME="/mechant")
    assert b"mechant" not in forged.content
    assert b"mechant" not in client.get("/lieux/").content


def test_a_card_that_cannot_be_read_is_left_out_of_its_list(worker: Any, frozen: Any) -> None:
    SearchDocument.objects.update(card='{"other": "version"}')
    page = worker().get("/lieux/")
    assert page.status_code == 200 and b"Mairie de Laplume" not in page.content


def test_the_pages_that_the_portal_needs_do_not_expire(site: Any, now: datetime) -> None:
    home = HomePage.objects.get()
    home.expire_at = now
    with pytest.raises(ValidationError) as refused:
        home.full_clean()
    assert "expire_at" in refused.value.message_dict
