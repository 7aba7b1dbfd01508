"""A citizen looks for help: with scripts and without, by mouse-free means, to the phone number."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import PHONE

Visit = Callable[..., Any]


@pytest.mark.parametrize(
    ("typed", "commune"),
    [
        ("castelmoron", "Castelmoron-sur-Lot"),
        ("47310", "47310"),
        ("ste livrade", "Sainte-Livrade-sur-Lot"),
    ],
)
def test_from_the_home_page_to_the_nearest_place(visit: Visit, typed: str, commune: str) -> None:
    page = visit("/")
    page.locator("main input[data-kinds~=commune]").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/?**")
    first = page.locator("ol.places > li").first
    assert commune in first.inner_text()
    words = first.inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    assert re.search(r"à (?:moins de 1|\d+) km|dans votre commune", words)


def test_from_the_list_to_the_phone(visit: Visit) -> None:
    page = visit("/lieux/?ou=castelmoron", size=PHONE)
    card = page.locator("ol.places > li").first
    name = card.locator("a").first.inner_text()
    card.locator("a").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == name
    assert page.locator("main a[href^='tel:+33']").count() >= 1


def test_a_filter_narrows_the_list(visit: Visit) -> None:
    page = visit("/lieux/")
    before = page.locator("ol.places > li").count()
    page.locator("details.facets summary", has_text="Affiner").click()
    page.locator("input[name=type]").first.check()
    page.get_by_role("button", name="Afficher ces choix").click()
    page.wait_for_load_state()
    assert "type=" in page.url
    assert 0 < page.locator("ol.places > li").count() <= before
    page.get_by_role("link", name="Enlever ce choix").click()
    page.wait_for_load_state()
    assert page.locator("ol.places > li").count() == before


def test_a_half_day_is_ticked_then_typed_then_taken_back(visit: Visit) -> None:
    page = visit("/lieux/?ou=agen", size=PHONE)
    everything = page.locator("[role=status]").first.inner_text()
    page.locator("details.facets summary", has_text="Affiner").click()
    page.get_by_label("Demain, matin").or_(page.get_by_label("Lundi", exact=False)).first.check()
    page.get_by_role("button", name="Afficher ces choix").click()
    page.wait_for_load_state()
    assert "quand=" in page.url
    assert not page.locator("details.facets").get_attribute("open"), "the list is not pushed down by the boxes"
    page.get_by_role("link", name="Enlever ce choix").click()
    page.wait_for_load_state()
    assert page.locator("[role=status]").first.inner_text() == everything
    page = visit("/lieux/?ou=agen&quoi=lundi+matin", size=PHONE)
    assert page.locator("h1").inner_text().endswith("lundi matin")
    page.get_by_role("link", name="Enlever ce choix").click()
    page.wait_for_load_state()
    assert page.locator("[role=status]").first.inner_text() == everything


@pytest.mark.parametrize(
    "query",
    ["rayon=abc", "ou=%00", "ou=" + "a" * 5000, "service=inconnu", "page=abc", "quoi=%22"],
    ids=lambda q: q[:20],
)
def test_what_cannot_be_read_still_gives_a_page(visit: Visit, query: str) -> None:
    page = visit(f"/lieux/?{query}")
    assert page.locator("h1").count() == 1
    assert page.locator("main a").count() > 3


def test_a_page_beyond_the_last_is_not_found(visit: Visit) -> None:
    page = visit("/lieux/?page=999")
    assert "n’existe" in page.locator("main").inner_text() or "introuvable" in page.locator("main").inner_text()
