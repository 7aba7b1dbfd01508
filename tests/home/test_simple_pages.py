"""Simple pages: legal notice, contact, advice for carers."""

import pytest
from bs4 import BeautifulSoup

from portal.models import SiteSettings
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_simple_page(client):
    page = pages.simple("Contact", introduction="Parlons-nous.", blocks=[("rich_text", "<p>Au téléphone.</p>")])
    text = client.get(page.url).content.decode()
    assert "<h1>Contact</h1>" in text
    assert "Parlons-nous." in text
    assert "Au téléphone." in text


def test_the_way_back_through_a_parent_page(client):
    parent = pages.simple("Le réseau")
    child = pages.simple("Nos partenaires", parent=parent)
    assert f'<a href="{parent.url}">Le réseau</a>' in client.get(child.url).content.decode()


def test_the_page_for_carers_lights_its_entry_of_the_menu(client):
    page = pages.simple("Vous aidez quelqu’un ?")
    settings = SiteSettings.load()
    settings.carers_page = page
    settings.save()
    response = client.get(page.url)
    assert response.context["active_section"] == "aidants"
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(f'nav.nav a[href="{page.url}"][aria-current="page"]')
