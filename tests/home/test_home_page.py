"""The home page: one question, one field, six needs; then dates, news, figures and a word for carers."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.blocks.carer_links import CarerLinksBlock
from home.blocks.need_tiles import NeedsBlock
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pages.makes_renditions]


@pytest.fixture
def soup(client):
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_one_question_and_one_field_lead_to_the_finder(soup):
    assert soup.h1.get_text() == "Comment vous aider\u202f?"
    form = soup.select_one("form.hero-form")
    assert (form["action"], form["method"]) == ("/lieux/", "get")
    fields = form.select("input")
    assert [(field["name"], field["type"]) for field in fields] == [("quoi", "text")]
    label = form.select_one(f"label[for={fields[0]['id']}]")
    assert label.get_text() == "Votre besoin, votre commune, ou les deux"
    assert soup.find(id=fields[0]["aria-describedby"]).get_text()


def test_who_does_not_know_is_guided(client, soup):
    link = soup.find("a", string=lambda words: words and "par où commencer" in words) or soup.select_one(".hero a.more")
    assert link["href"] == "/guide/"
    assert client.get(link["href"]).status_code == 200


def test_nothing_comes_before_the_question(soup):
    assert soup.main.find(["h1", "h2", "h3"]).name == "h1"


def test_six_needs_each_asks_the_finder(soup):
    stones = soup.select(".tiles a")
    assert len(stones) == 6
    for stone in stones:
        address = urlsplit(stone["href"])
        assert address.path == "/lieux/"
        asked = parse_qs(address.query)
        assert list(asked) in (["service"], ["quoi"])
        assert asked.popitem()[1][0]


def test_every_need_finds_its_parameter_in_the_finder(client, soup):
    """A stone whose words the finder leaves out would lead nowhere."""
    for stone in soup.select(".tiles a"):
        response = client.get(stone["href"])
        assert response.status_code == 200
        assert not response.context.get("notices"), stone["href"]


def test_links_for_carers(client, soup):
    links = [link["href"] for link in soup.select("#aidants .acts a")]
    assert links
    for address in links:
        assert client.get(address.partition("#")[0]).status_code == 200


def test_the_front_and_three_news_newest_first(client):
    for number in range(6):
        pages.article(f"N{number}", days_ago=number)
    context = client.get("/").context
    assert context["front"].title == "N0"
    assert [item.title for item in context["news"]] == ["N1", "N2", "N3"]


def test_the_chosen_front_is_not_said_twice(client):
    chosen = pages.article("Choisi", days_ago=2, image=pages.picture())
    for number in range(5):
        pages.story(f"R{number}", days_ago=number)
    home = pages.home()
    home.front_page = chosen
    home.save_revision().publish()
    response = client.get("/")
    assert response.context["front"].title == "Choisi"
    assert [item.title for item in response.context["news"]] == ["R0", "R1", "R2"]
    image = BeautifulSoup(response.content, "html.parser").select_one(".une figure img")
    assert image["alt"] == ""  # the title next to it says it all
    assert image["srcset"]


def test_without_news_nor_figures_the_page_is_whole(soup):
    assert soup.select_one(".une") is None
    assert soup.select_one(".figures") is None


def test_three_figures_chosen_by_the_editor(client):
    figures = [pages.figure(value) for value in ("823", "6997", "347")]
    home = pages.home()
    home.figures = json.dumps([{"type": "figure", "value": figure.pk} for figure in figures])
    home.save_revision().publish()
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    shown = [dd.get_text() for dd in soup.select(".figures dd:not(.src)")]
    assert shown == ["823", "6997", "347"]
    assert "24 février 2023" in soup.select_one(".figures .src").get_text()
    figures[0].delete()
    assert len(BeautifulSoup(client.get("/").content, "html.parser").select(".figures dt")) == 2


def test_the_number_of_queries_does_not_grow(client):
    pages.article(image=pages.picture())
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(10):
        pages.article(days_ago=number)
        pages.story(days_ago=number)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) <= len(few)
    assert len(many) <= 20, "\n".join(query["sql"] for query in many)


@pytest.mark.parametrize("chosen", [{"service": "", "words": ""}, {"service": "demarches", "words": "impôts"}])
def test_a_need_has_one_target(chosen):
    block = NeedsBlock()
    need = {"label": "Un besoin", "icon": "laptop", "tint": "fs", **chosen}
    with pytest.raises(ValidationError):
        block.clean(block.to_python([{"type": "need", "value": need}]))


@pytest.mark.parametrize("address", ["", "agenda", "//exemple.fr/", "https://exemple.fr"])
def test_a_link_for_carers_stays_in_the_site(address):
    block = CarerLinksBlock()
    link = {"label": "Un lien", "icon": "printer", "page": None, "address": address}
    with pytest.raises(ValidationError):
        block.clean(block.to_python([{"type": "link", "value": link}]))


def test_a_link_to_a_page_that_is_no_longer_public_is_left_out(client):
    page = pages.simple("Conseils")
    home = pages.home()
    link = {"label": "Nos conseils", "icon": "printer", "page": page.pk, "address": ""}
    home.carers_links = json.dumps([{"type": "link", "value": link}])
    home.save_revision().publish()
    assert "Nos conseils" in client.get("/").content.decode()
    page.unpublish()
    assert "Nos conseils" not in client.get("/").content.decode()
