"""The blocks that keep themselves up to date: places and dates around a commune, newest pages."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import ArticleCategory
from tests.factories.dates import ActivityFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen")]


def body_of(client, *blocks):
    page = pages.article(blocks=list(blocks))
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".art-body")


def around(block, commune, **fields):
    value = {"title": "Près d’ici", "commune": commune and commune.pk, "radius": "20", "service": "", "count": 3}
    return block, {**value, **fields}


class TestAround:
    def test_places_near_a_commune(self, client):
        near = publish(HelpPointFactory(name="Mairie"))
        HelpPointFactory(name="Brouillon")
        body = body_of(client, around("places_around", near.commune))
        assert [h3.get_text() for h3 in body.select(".place h3")] == ["Mairie"]
        assert "votre commune" not in body.get_text()  # the reader is elsewhere
        assert client.get(body.select_one("a.more")["href"]).status_code == 200

    def test_a_place_may_be_chosen_and_found_in_one_page(self, client):
        near = publish(HelpPointFactory())
        chosen = ("help_points", {"title": "Y aller", "places": [near.pk]})
        body = body_of(client, chosen, around("places_around", near.commune))
        ids = [card["id"] for card in body.select(".place")]
        assert len(ids) == len(set(ids)) == 2

    def test_no_place_is_said(self, client):
        assert "Aucun lieu" in body_of(client, around("places_around", CommuneFactory())).get_text()

    def test_dates_near_a_commune_of_one_kind(self, client):
        point = publish(HelpPointFactory())
        publish(ActivityFactory(title="Permanence", point=point))
        found = body_of(client, around("dates_around", point.commune, kind="permanence"))
        assert len(found.select("time.feuillet")) == 3
        assert "votre commune" not in found.get_text()
        assert "genre=permanence" in found.select_one("a.more")["href"]
        none = body_of(client, around("dates_around", point.commune, kind="workshop"))
        assert none.select("time.feuillet") == []

    def test_the_month_of_a_commune(self, client):
        point = publish(HelpPointFactory())
        button = body_of(client, ("month", {"commune": point.commune.pk, "radius": "10"})).a
        assert button["href"].startswith("/agenda/mois/?")
        assert client.get(button["href"]).status_code == 200

    def test_a_commune_that_is_gone_shows_nothing(self, client):
        blocks = [
            around("places_around", None),
            around("dates_around", None),
            ("month", {"commune": None, "radius": "10"}),
        ]
        assert body_of(client, *blocks).get_text(strip=True) == ""


class TestLatest:
    def latest(self, kind="", category=None):
        return "latest", {"title": "Nouvelles", "kind": kind, "category": category and category.pk}

    def titles(self, client, block):
        return [h3.get_text() for h3 in body_of(client, block).select(".read h3")]

    def test_newest_of_both_kinds_without_the_page_itself(self, client):
        pages.article("Vieux", days_ago=9)
        for number, make in enumerate((pages.story, pages.article, pages.story), 1):
            make(f"Page {number}", days_ago=number)
        assert self.titles(client, self.latest()) == ["Page 1", "Page 2", "Page 3"]

    def test_of_one_kind_and_of_one_category(self, client):
        category = ArticleCategory.objects.create(name="Mode d’emploi")
        pages.article("Classé", days_ago=5, category=category)
        pages.article("Autre", days_ago=1)
        pages.story("Récit", days_ago=2)
        assert self.titles(client, self.latest(category=category)) == ["Classé"]
        assert self.titles(client, self.latest(kind="story")) == ["Récit"]

    def test_a_draft_is_not_shown(self, client):
        pages.article("Brouillon", publish=False)
        assert self.titles(client, self.latest()) == []

    def test_several_lists_cost_no_more_than_one(self, client):
        categories = [ArticleCategory.objects.create(name=str(number)) for number in range(3)]
        for category in categories:
            pages.article(category=category)
        counts = []
        for blocks in ([self.latest(category=categories[0])], [self.latest(category=one) for one in categories]):
            page = pages.article(blocks=blocks, days_ago=99)
            client.get(page.url)
            with CaptureQueriesContext(connection) as queries:
                client.get(page.url)
            counts.append(len(queries))
        assert counts[0] == counts[1]
