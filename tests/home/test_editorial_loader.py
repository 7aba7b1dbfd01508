"""The demo's editorial space: everything is public and valid, a second load changes nothing, choices are kept."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from home.models import ArticlePage, HomePage, KeyFigure, StandardPage, SuccessStoryPage
from portal.models import PortalImage, SiteSettings
from portal.roof.demo.loaders import editorial
from tests.home import pages

pytestmark = [pytest.mark.django_db, pages.makes_renditions]


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ")


def plain(words):
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_demo(client, demo, now):
    assert ArticlePage.objects.shown().count() >= 4
    assert SuccessStoryPage.objects.shown().count() >= 2
    assert not SuccessStoryPage.objects.filter(is_fictional=False).exists()
    written = [*ArticlePage.objects.all(), *SuccessStoryPage.objects.all(), *StandardPage.objects.all()]
    for page in written:
        page.full_clean()
        page.body.stream_block.clean(page.body)
        assert page.title in plain(text(client, page.url)).replace(" :", " :")

    # The article on La Poste: its figures, its source, its four places, no date for Castelmoron.
    article = BeautifulSoup(client.get("/actualites/la-poste/").content, "html.parser").main
    words = plain(article.get_text(" "))
    for fact in ("823", "6 997", "347", "254", "La Poste, 24 février 2023", "déClic47", "jusqu’en 2025", "APTIC"):
        assert fact in words, fact
    assert len(article.select(".place")) == 4
    headings = [plain(h2.get_text()) for h2 in article.select("h2") if "prochaines dates" in h2.get_text()]
    assert len(headings) == 3
    assert not any("Castelmoron" in heading for heading in headings)
    assert len(article.select("time.feuillet")) == 9
    assert "prénom" not in words.lower()

    home = client.get("/")
    assert home.context["front"].title == "La Poste, l’autre guichet du numérique"
    assert len(home.context["figures"]) == 3
    assert len(home.context["rows"]) == 6
    assert [plain(row.kind) for row in home.context["rows"]] == ["permanence"] * 6
    settings = SiteSettings.load()
    for field in ("articles_page", "carers_page", "contact_page", "words_page", "legal_page", "accessibility_page"):
        assert getattr(settings, field).live, field

    # Again: nothing is added, and what an editor chose is kept.
    page = ArticlePage.objects.get(slug="message-piege")
    page.title = "Un autre titre"
    page.save_revision().publish()
    ArticlePage.objects.get(slug="confluent").unpublish()
    homepage = HomePage.objects.get()
    homepage.front_page = page
    homepage.save_revision().publish()
    before = [model.objects.count() for model in (Page, PortalImage, KeyFigure)]
    assert editorial.load(now).startswith("0 pages")
    assert [model.objects.count() for model in (Page, PortalImage, KeyFigure)] == before
    assert ArticlePage.objects.get(slug="message-piege").title == "Un autre titre"
    assert not ArticlePage.objects.get(slug="confluent").live
    assert HomePage.objects.get().front_page_id == page.pk
