"""A crowd at one door does not fill the house."""

import threading
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from directory.finder.query import FinderQuery
from portal.ground.turnstile import Turnstile


@pytest.mark.django_db
def test_those_who_find_it_full_are_told_to_come_back(site: Any) -> None:
    inside, leave = threading.Event(), threading.Event()

    @Turnstile(1).guard(lambda request: "lourd" in request.GET)
    def view(request: HttpRequest) -> HttpResponse:
        if "attend" in request.GET:
            inside.set()
            leave.wait(10)
        return HttpResponse("fait")

    request = RequestFactory().get
    slow = threading.Thread(target=view, args=(request("/?lourd=1&attend=1"),))
    slow.start()
    assert inside.wait(10)
    refused = view(request("/?lourd=1"))
    assert refused.status_code == 503 and refused["Retry-After"] == "5"
    assert "rechargez la page" in refused.content.decode()
    assert view(request("/")).status_code == 200, "the others pass beside the door"
    leave.set()
    slow.join()
    assert view(request("/?lourd=1")).status_code == 200


def test_a_view_that_fails_leaves_the_door() -> None:
    @Turnstile(1).guard(lambda request: True)
    def view(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    for _time in range(3):
        with pytest.raises(ZeroDivisionError):
            view(RequestFactory().get("/"))


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
