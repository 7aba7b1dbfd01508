"""A crowd at one door does not fill the house."""

import threading
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from directory.finder.query import FinderQuery
from directory.finder.view import DEEP_LISTS
from portal.ground.turnstile import Turnstile


@pytest.mark.django_db
def test_those_who_find_it_full_are_told_to_come_back(site: Any, client: Any) -> None:
    deep = "/lieux/?service=demarches&prix=gratuit&acces=telephoner"
    inside, leave = threading.Event(), threading.Event()

    def linger() -> HttpResponse:
        inside.set()
        leave.wait(10)
        return HttpResponse("fait")

    slow = threading.Thread(target=DEEP_LISTS.through, args=(RequestFactory().get(deep), linger))
    slow.start()
    assert inside.wait(10)
    refused = client.get(deep)
    assert refused.status_code == 503 and refused["Retry-After"] == "5"
    assert "rechargez la page" in refused.content.decode()
    assert client.get("/lieux/").status_code == 200, "the others pass beside the door"
    leave.set()
    slow.join()
    assert client.get(deep).status_code == 200


def test_a_view_that_fails_leaves_the_door() -> None:
    door = Turnstile(1)

    def view() -> HttpResponse:
        raise ZeroDivisionError

    for _time in range(3):
        with pytest.raises(ZeroDivisionError):
            door.through(RequestFactory().get("/"), view)


def test_two_filters_are_ordinary_and_three_are_deep() -> None:
    two = {"service": frozenset({"demarches"}), "prix": frozenset({"gratuit"})}
    assert not FinderQuery(where="agen", facets=two).deep
    assert FinderQuery(facets={**two, "type": frozenset({"library"})}).deep


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "robots"),
    [
        ("", None),
        ("?ou=agen", None),
        ("?service=demarches&prix=gratuit", "noindex, follow"),
        ("?service=demarches&prix=gratuit&acces=telephoner", "noindex, nofollow"),
    ],
)
def test_robots_are_told_what_to_do(site: Any, client: Any, query: str, robots: str | None) -> None:
    page = client.get(f"/lieux/{query}").content.decode()
    if robots is None:
        assert "noindex" not in page
    else:
        assert f'content="{robots}"' in page


def test_a_list_for_people_only_is_not_walked_through_by_robots() -> None:
    page = {"number": 2, "count": 3, "previous_url": "/a", "next_url": "/b", "total_words": ""}
    plain, guarded = (
        render_to_string("components/pagination.html", {"page": page, "nofollow": flag}) for flag in (False, True)
    )
    assert "nofollow" not in plain and guarded.count("nofollow") == 2


def test_who_may_wait_goes_in_when_somebody_leaves() -> None:
    door = Turnstile(1, wait=10)
    inside = threading.Event()

    def short() -> HttpResponse:
        inside.set()
        return HttpResponse("un")

    def linger() -> HttpResponse:
        slow = threading.Thread(target=lambda: came.append(door.through(RequestFactory().get("/"), short)))
        slow.start()
        assert not inside.wait(0.1), "one at a time"
        waiting.append(slow)
        return HttpResponse("deux")

    came: list[HttpResponse] = []
    waiting: list[threading.Thread] = []
    door.through(RequestFactory().get("/"), linger)
    waiting[0].join(10)
    assert came[0].status_code == 200
