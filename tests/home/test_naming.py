"""The page of a place leads to the articles and stories that show it: those that everybody may read, as published."""

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from directory.models import HelpPoint
from home.models import SuccessStoryPage
from tests.factories.places import HelpPointFactory, publish
from tests.home import pages
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen")]


@pytest.fixture
def point() -> HelpPoint:
    return publish(HelpPointFactory())


def showing(*points: HelpPoint) -> list[tuple[str, dict[str, Any]]]:
    return [("help_points", {"title": "Y aller", "places": [point.pk for point in points]})]


def named_at(client: StrictClient, point: HelpPoint) -> list[str]:
    page = BeautifulSoup(client.get(point.get_absolute_url()).content, "html.parser")
    return [link["href"] for link in page.select("aside ul.articles a")]


def test_an_article_that_shows_a_place_is_on_its_page(client: StrictClient, point: HelpPoint) -> None:
    other = publish(HelpPointFactory())
    assert named_at(client, point) == []
    older = pages.article(blocks=showing(other, point), days_ago=5)
    newer = pages.article(blocks=showing(point))
    assert named_at(client, point) == [newer.url, older.url]
    assert named_at(client, other) == [older.url]
    newer.delete()
    assert named_at(client, point) == [older.url]


def test_three_at_most(client: StrictClient, point: HelpPoint) -> None:
    shown = [pages.article(blocks=showing(point), days_ago=day) for day in range(4)]
    assert named_at(client, point) == [page.url for page in shown[:3]]


def test_a_story_counts_and_a_page_without_date_does_not(client: StrictClient, point: HelpPoint) -> None:
    story = SuccessStoryPage(title="Un récit", slug="un-recit", publication_date=pages.DAY)
    story.body = json.dumps([{"type": kind, "value": value} for kind, value in showing(point)])
    pages.section(pages.StoryIndexPage).add_child(instance=story)
    pages.simple("Aide", blocks=showing(point))
    assert named_at(client, point) == [story.url]


@pytest.mark.parametrize("restricted", ["page", "section"])
def test_what_is_kept_private_is_not_named(client: StrictClient, point: HelpPoint, restricted: str) -> None:
    page = pages.article(blocks=showing(point))
    kept = page if restricted == "page" else pages.section()
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    assert named_at(client, point) == []


def test_drafts_name_nothing(client: StrictClient, point: HelpPoint) -> None:
    pages.article(blocks=showing(point), publish=False)
    planned = pages.article(blocks=showing(point), publish=False)
    planned.go_live_at = timezone.now() + timedelta(hours=2)
    planned.save_revision().publish()
    pages.article(blocks=showing(point)).unpublish()
    assert named_at(client, point) == []


def test_the_text_that_counts_is_the_published_one(client: StrictClient, point: HelpPoint) -> None:
    silent, speaking = pages.article(), pages.article(blocks=showing(point))
    for page, blocks in ((silent, showing(point)), (speaking, [])):
        page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
        page.save_revision()
    assert named_at(client, point) == [speaking.url]
    for page in (silent, speaking):
        page.get_latest_revision().publish()
    assert named_at(client, point) == [silent.url]


def test_many_articles_cost_no_more_than_one(client: StrictClient, point: HelpPoint) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            named_at(client, point)
        return len(captured)

    none = cost()
    pages.article(blocks=showing(point))
    one = cost()
    for number in range(5):
        pages.article(blocks=showing(point), days_ago=number)
    assert cost() == one <= none + 5
