"""Where the finder finds nothing, the next permanence within 40 km."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from events.models import Occurrence
from tests.directory.reading import finder, main
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
PUYMIROL = {"ou": "puymirol", "rayon": 5}


def test_an_empty_answer_says_the_next_date(client: StrictClient, demo: Any) -> None:
    page = finder(client, quoi="zorglub", **PUYMIROL)
    section = page.select_one("section[aria-labelledby=prochaine-date]")
    assert len(section.select("li.event")) == 1
    assert section.select("time")
    assert page.select_one("main a[href^='tel:']")


def test_an_answer_needs_no_other_date(client: StrictClient, demo: Any) -> None:
    assert not finder(client, **PUYMIROL).select("section[aria-labelledby=prochaine-date]")


@pytest.mark.parametrize("asked", [{"quoi": "zorglub"}, {"ou": "bordeaux", "rayon": 5}])
def test_too_far_or_nowhere_says_nothing(client: StrictClient, demo: Any, asked: dict[str, Any]) -> None:
    page = finder(client, **asked)
    assert "Rien pour" in main(page) or "Aucun lieu" in main(page)
    assert not page.select("section[aria-labelledby=prochaine-date]")


def test_a_date_that_is_no_longer_public_is_not_the_next_one(client: StrictClient, demo: Any) -> None:
    asked = {"quoi": "zorglub", **PUYMIROL}
    first = next_one(finder(client, **asked))
    Occurrence.objects.get(pk=first).activity.unpublish()
    second = next_one(finder(client, **asked))
    Occurrence.objects.filter(pk=second).update(status=Occurrence.Status.CANCELLED)
    assert next_one(finder(client, **asked)) not in (first, second)


def next_one(page: BeautifulSoup) -> int:
    address = page.select_one("section[aria-labelledby=prochaine-date] li.event a[href*='/date/']")["href"]
    return int(re.search(r"/date/(\d+)", address)[1])
