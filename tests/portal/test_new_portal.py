"""A portal just installed, without the demo: every page stands, none proposes to call a number that nobody gave."""

import re

import pytest
from bs4 import BeautifulSoup

from portal.models import SiteSettings
from portal.roof.demo.loaders.site import NETWORK, ensure_site, introduce_network
from tests.consistency.test_neutral_defaults import TERRITORY
from tests.strict_client import StrictClient

CALL = re.compile(r"appelez-nous|nous appeler|appeler le réseau|parler à quelqu’un|tel:", re.IGNORECASE)


@pytest.fixture
def new_portal(db: None) -> None:
    """The site that tests share bears the demo's settings: a portal just installed has none."""
    SiteSettings.objects.all().delete()
    ensure_site()


@pytest.mark.parametrize("path", ["/", "/lieux/", "/agenda/", "/recherche/", "/recherche/?q=zzzz", "/lieux/?ou=zzzz"])
def test_a_page_of_a_new_portal_is_whole(new_portal: None, client: StrictClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert not page.select('a[href^="tel:"]')
    for drawing in page.select("svg, script"):
        drawing.decompose()
    text = page.get_text(" ")
    assert "Aide numérique" in text
    assert CALL.search(text) is None
    assert TERRITORY.search(text) is None


def test_an_unknown_page_of_a_new_portal_proposes_no_call(new_portal: None, client: StrictClient) -> None:
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert CALL.search(response.content.decode()) is None


def test_the_demo_fills_in_only_what_is_still_new(new_portal: None) -> None:
    settings = SiteSettings.load()
    settings.network_name = "Mon réseau"
    settings.save()
    introduce_network()
    settings = SiteSettings.load()
    assert settings.network_name == "Mon réseau"
    assert all(getattr(settings, name) == value for name, value in NETWORK.items() if name != "network_name")
