"""`/donnees/`: what is given, where, under which terms; every address that it names answers."""

import json
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from tests.factories.places import HelpPointFactory, publish
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen")]


def page(client):
    response = client.get("/donnees/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").replace("\u00a0", " ").replace("\u202f", " ").split())


def test_it_says_how_many_of_when_and_under_which_terms(client):
    publish(HelpPointFactory())
    publish(HelpPointFactory(hosts_only=True))
    said = words(page(client).main)
    assert "1 lieu, en service" in said
    assert "24 novembre 2026" in said
    assert "Licence Ouverte 2.0" in said
    assert "environ" in said


def test_every_address_answers_and_is_told_to_machines(client):
    publish(HelpPointFactory())
    soup = page(client)
    shown = [link["href"] for link in soup.select("a[download]")]
    assert [urlsplit(address).path for address in shown] == [
        "/donnees/lieux.xlsx", "/donnees/lieux.csv", "/donnees/lieux.json", "/donnees/lieux.geojson",
    ]  # fmt: skip
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert (data["@type"], data["dateModified"]) == ("Dataset", "2026-11-24")
    assert [one["contentUrl"] for one in data["distribution"]] == shown
    feeds = [link["href"] for link in soup.select(".read h3 a")]
    assert len(feeds) == 2
    for address in (*shown, *feeds):
        response = client.get(urlsplit(address).path)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response)


def test_an_empty_directory_has_its_page(client):
    assert "0 lieu" in words(page(client).main)


def test_it_is_linked_on_every_page_and_costs_a_few_questions(client):
    assert page(client).select_one('.legal a[href="/donnees/"]')
    for _ in range(30):
        publish(HelpPointFactory())
    with CaptureQueriesContext(connection) as captured:
        page(client)
    assert len(captured) <= 7


def test_no_page_of_editors_takes_its_address():
    with pytest.raises(ValidationError, match="déjà prise"):
        StandardPage(title="Données", slug="donnees", depth=3).clean()
    assert pages.simple("Nos données").slug != "donnees"
