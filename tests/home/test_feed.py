"""`/actualites/rss.xml`: valid, absolute, newest first, and only what everybody may read."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from home.models import ArticleCategory, ArticlePage
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FEED = "/actualites/rss.xml"


def channel(client, host="testserver"):
    response = client.get(FEED, headers={"host": host})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).find("channel")  # noqa: S314 - our own answer


def titles(client):
    return [item.findtext("title") for item in channel(client).findall("item")]


def test_articles_and_stories_newest_first(client):
    pages.article("Ancien", days_ago=9)
    pages.story("Milieu", days_ago=4)
    pages.article("Nouveau", days_ago=1)
    assert titles(client) == ["Nouveau", "Milieu", "Ancien"]


def test_links_bear_the_public_address_whatever_the_host(client, settings):
    settings.ALLOWED_HOSTS = ["portail.exemple.fr"]
    page = pages.article()
    found = channel(client, "portail.exemple.fr")
    assert found.findtext("item/link") == f"http://localhost{page.url}"
    assert found.findtext("link") == "http://localhost/"


def test_an_article_keeps_its_identity_when_its_address_changes(client):
    page = pages.article()
    before = channel(client).findtext("item/guid")
    page.slug = "autre-adresse"
    page.save_revision().publish()
    after = channel(client)
    assert after.findtext("item/guid") == before
    assert after.findtext("item/link").endswith("/autre-adresse/")


def test_a_copy_that_is_published_is_new(client, frozen):
    section, article = pages.section(), pages.article("Vieux", days_ago=300)
    pages.article("Récent", days_ago=1)
    article.copy(to=section, update_attrs={"slug": "copie", "title": "Copie"}, keep_live=False)
    copied = ArticlePage.objects.get(slug="copie")
    copied.save_revision().publish()
    assert titles(client) == ["Copie", "Récent", "Vieux"]


def test_what_an_item_says(client):
    category = ArticleCategory.objects.create(name="Mode d’emploi")
    pages.article("Où aller ?", introduction="En deux mots.", signature="Une équipe", category=category)
    item = channel(client).find("item")
    assert item.findtext("title") == "Où aller\u202f?"
    assert item.findtext("description") == "En deux mots."
    assert item.findtext("category") == "Mode d’emploi"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Une équipe"
    # Dated by hand, four days before it went online: noon of that day, in Paris.
    assert parsedate_to_datetime(item.findtext("pubDate")) == datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def test_a_control_character_in_a_title_breaks_nothing(client):
    page = pages.article("Titre")
    ArticlePage.objects.filter(pk=page.pk).update(title="Ti\x0bt\ufffer\uffffe & <co>")
    assert titles(client) == ["Titre & <co>"]


def test_twenty_items_at_most_and_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    pages.article()
    channel(client)
    with django_assert_max_num_queries(6):
        channel(client)
    for day in range(22):
        pages.article(days_ago=day)
    with django_assert_max_num_queries(6):
        assert len(channel(client).findall("item")) == 20


def test_pages_announce_the_feed(client):
    page = pages.article()
    for address in (page.url, pages.section().url):
        assert (
            f'type="application/rss+xml" title="Les actualités de Coup de main 47" href="{FEED}"'
            in client.get(address).content.decode()
        )
