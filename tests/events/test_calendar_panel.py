"""« Recevoir ces dates »: every way, wherever people meet dates, with and without a script."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from events.models import Activity
from portal.words.qr_code import qr_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(permanence: Activity, place: Any) -> list[str]:
    """A place, a permanence, a search of the agenda, all the dates."""
    return [place.get_absolute_url(), permanence.get_absolute_url(), "/agenda/?genre=permanence", "/agenda/"]


def panel_of(client: Any, page: str) -> Any:
    return BeautifulSoup(client.get(page).content, "html.parser").select_one(".panel.subscribe")


def test_every_way_leads_to_the_same_calendar(client: Any, pages: list[str]) -> None:
    seen = set()
    for page in pages:
        panel = panel_of(client, page)
        address = panel.select_one("input[readonly]")["value"]
        path = address.removeprefix("http://localhost")
        assert client.get(path).status_code == 200
        assert panel.select_one("a.btn")["href"] == address.replace("http://", "webcal://", 1)
        assert panel.select_one("button[data-share=copy]")["data-text"] == address
        assert panel.select_one("a[download]")["href"] == path
        drawn = panel.select_one(".by-code svg")
        assert drawn.title.get_text() and drawn["role"] == "img"
        assert drawn.select("path")[1]["d"] == qr_code(address).path
        seen.add(address)
    assert len(seen) == len(pages)


def test_no_third_party_is_named_in_a_link_and_no_program_comes_first(client: Any, pages: list[str]) -> None:
    panel = panel_of(client, pages[0])
    assert {link["href"].partition(":")[0] for link in panel.select("a[href*=':']")} == {"webcal"}
    words = panel.get_text(" ")
    programs = [words.index(name) for name in ("Google Agenda", "iPhone", "Outlook", "Thunderbird")]
    assert min(programs) > words.index("comment ça marche")


def test_a_page_with_a_calendar_brings_the_script_of_its_button(client: Any, pages: list[str], demo: list[str]) -> None:
    """Hidden until a script can copy."""
    for page in (*pages, "/lieux/?ou=lafox&rayon=10"):
        html = client.get(page).content.decode()
        assert re.search(r'<script type="module" src="[^"]*js/share[^"]*"', html), page
        assert BeautifulSoup(html, "html.parser").select_one(".panel.subscribe p[hidden] > button")


def test_a_code_with_a_title_has_its_margin_and_says_what_it_is() -> None:
    html = Template("{% qr address 'Les « A&B »' %}").render(Context({"address": "https://exemple.fr/a.ics"}))
    drawing: Any = BeautifulSoup(html, "html.parser").svg
    size = qr_code("https://exemple.fr/a.ics").size
    assert drawing["viewbox"] == f"-4 -4 {size + 8} {size + 8}"
    assert drawing.title.get_text() == "Les « A&B »"
    assert Template("{% qr address 'Titre' %}").render(Context({"address": "a" * 400})) == ""
