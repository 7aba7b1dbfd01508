"""One article or story: what it says, what it proposes to read, what machines read."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import ArticleCategory
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pages.makes_renditions]


def soup(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def proposed(client, page):
    return [item.title for item in client.get(page.url).context["items"]]


def choose(page, *chosen):
    page.read_also = json.dumps([{"type": "page", "value": other.pk} for other in chosen])
    page.save_revision().publish()


def test_what_the_page_shows(client):
    category = ArticleCategory.objects.create(name="Sécurité")
    page = pages.article(
        "Un titre",
        introduction="Le début.",
        in_brief="Une idée.\n\nUne autre.",
        signature="L’équipe",
        category=category,
        blocks=[("rich_text", "<p>" + "mot " * 400 + "</p>")],
    )
    found = soup(client, page)
    assert found.h1.get_text() == "Un titre"
    assert found.title.get_text() == "Un titre – Coup de main 47"
    assert found.select_one(".kicker").get_text() == "Sécurité"
    assert [p.get_text() for p in found.select(".bref p")] == ["Une idée.", "Une autre."]
    assert "20 novembre 2026" in found.select_one(".meta").get_text()
    assert "Lecture\u00a0: 3 minutes" in found.select_one(".meta").get_text()
    assert found.select_one("link[rel=canonical]")["href"] == f"http://localhost{page.url}"
    crumbs = [li.get_text() for li in found.select(".crumbs li")]
    assert crumbs == ["Accueil", "Articles", "Un titre"]


def test_machines_read_an_article(client):
    page = pages.article("Titre </script><b>", introduction="Début.")
    data = json.loads(soup(client, page).select_one('script[type="application/ld+json"]').get_text())
    assert data["@type"] == "Article"
    assert data["headline"] == "Titre </script><b>"
    assert data["datePublished"] == "2026-11-20"
    assert data["mainEntityOfPage"].endswith(page.url)


def test_an_invented_story_says_so_everywhere(client):
    page = pages.story("Le récit", is_fictional=True)
    assert soup(client, page).select_one("main .kicker").get_text() == "Récit · Exemple fictif"
    assert "Exemple fictif" in client.get("/recits/").content.decode()


def test_the_main_image_has_its_alternative_its_caption_and_its_credit(client):
    page = pages.article(image=pages.picture("Une barque."), image_caption="Le Lot")
    figure = soup(client, page).select_one("figure.fig")
    assert figure.img["alt"] == "Une barque."
    assert figure.figcaption.get_text() == "Le Lot · Dessin original"
    assert "og:image" in client.get(page.url).content.decode()


class TestReadAlso:
    def test_chosen_by_hand_in_the_chosen_order(self, client):
        one, two, page = pages.article("Un", days_ago=9), pages.story("Deux", days_ago=5), pages.article("Page")
        pages.article("Plus récent")
        choose(page, one, two)
        assert proposed(client, page) == ["Un", "Deux"]

    def test_a_chosen_page_that_is_no_longer_public_is_left_out(self, client):
        one, two, page = pages.article("Un"), pages.article("Deux"), pages.article("Page")
        choose(page, one, two)
        one.unpublish()
        assert proposed(client, page) == ["Deux"]

    def test_same_category_first_then_the_newest(self, client):
        same = ArticleCategory.objects.create(name="Même")
        page = pages.article("Page", category=same)
        pages.article("Récent", days_ago=1)
        pages.story("Autre récent", days_ago=2)
        pages.article("Vieux mais proche", category=same, days_ago=90)
        pages.article("Trop vieux", days_ago=80)
        assert proposed(client, page) == ["Vieux mais proche", "Récent", "Autre récent"]

    def test_never_itself_never_twice_three_at_most(self, client):
        same = ArticleCategory.objects.create(name="Même")
        page = pages.article("Page", category=same)
        for number in range(4):
            pages.article(f"Proche {number}", category=same, days_ago=number)
        found = proposed(client, page)
        assert len(found) == len(set(found)) == 3
        assert "Page" not in found

    def test_alone_it_proposes_nothing(self, client):
        assert "À lire aussi" not in client.get(pages.article().url).content.decode()


class TestDate:
    def test_undated_it_takes_the_day_it_went_online(self):
        page = pages.article(publication_date=None)
        assert page.publication_date == timezone.localdate(page.first_published_at)
        assert page.published_at == page.first_published_at

    def test_it_stays_that_day_when_published_again(self, frozen):
        page = pages.article(publication_date=None)
        first = page.publication_date
        frozen.shift(timedelta(days=12))
        page.save_revision().publish()
        page.refresh_from_db()
        assert page.publication_date == first

    def test_a_date_to_come_is_refused_unless_it_is_planned(self, frozen):
        page = pages.article(publish=False)
        page.publication_date = date(2026, 12, 24)
        with pytest.raises(ValidationError, match="pas encore venue"):
            page.full_clean()
        page.go_live_at = timezone.now() + timedelta(days=30)
        page.full_clean()


def test_nothing_is_proposed_under_a_text_that_says_what_to_read(client):
    other = pages.article("Autre")
    page = pages.article("Choix dans le texte", blocks=[("read_also", {"title": "À lire", "pages": [other.pk]})])
    assert proposed(client, page) == []
    third = pages.article("Troisième")
    choose(page, third)
    assert proposed(client, page) == ["Troisième"]
