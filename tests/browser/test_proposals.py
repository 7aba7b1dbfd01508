"""What is proposed under the boxes: by keyboard, by touch, told to screen readers, nothing chosen for the person."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE

LIST = "[role=listbox]:not([hidden])"


def _type(page: Any, box: str, text: str) -> Any:
    page.locator(box).click()
    page.locator(box).press_sequentially(text)
    page.wait_for_selector(f"{LIST} [role=option]")
    return page.locator(f"{LIST} [role=option]")


def test_by_keyboard_alone(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator("#quoi")
    options = _type(page, "#quoi", "carte")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None  # nothing is chosen for the person
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = options.nth(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    assert box.input_value() == "carte"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert box.input_value() == "Carte grise"
    assert page.locator(LIST).count() == 0
    assert page.url.endswith("/")  # choosing fills the box; sending is another step
    assert page.evaluate("document.activeElement.id") == "quoi"
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/?quoi=Carte+grise*")
    # The list was fetched once, and no letter was sent.
    assert len([url for url in asked if "/propositions/" in url]) == 1


def test_escape_and_leaving_close_the_list_and_keep_the_text(open_page: Callable[..., Any]) -> None:
    page = open_page("/recherche/")
    _type(page, "#q", "impots ag")
    page.keyboard.press("Escape")
    assert page.locator(LIST).count() == 0
    assert page.locator("#q").input_value() == "impots ag"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(LIST)
    page.keyboard.press("Tab")
    assert page.locator(LIST).count() == 0
    assert page.locator("#q").input_value() == "impots ag"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_a_touch_fills_the_box(open_page: Callable[..., Any], theme: str) -> None:
    page = open_page("/", theme=theme, size=PHONE)
    options = _type(page, "#quoi", "castelm")
    assert options.first.bounding_box()["height"] >= 48
    page.get_by_role("button", name="Trouver de l’aide").click(trial=True)  # nothing lies over it
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []
    options.first.click()
    assert page.locator("#quoi").input_value() == "Castelmoron-sur-Lot (47260)"


def test_slips_are_looked_up_and_the_number_is_told(open_page: Callable[..., Any]) -> None:
    page = open_page("/agenda/")
    options = _type(page, "#ici", "casteljallou")
    assert options.first.inner_text().split("\n")[0] == "Casteljaloux"
    told = page.locator(".field:has(#ici) [role=status]").inner_text()
    assert told.endswith(("proposition.", "propositions."))


def test_when_the_list_cannot_be_fetched_the_box_is_a_plain_one(open_page: Callable[..., Any]) -> None:
    page = open_page("/recherche/")
    page.route("**/propositions/**", lambda route: route.fulfill(status=200, body="[]"))
    page.locator("#q").press_sequentially("impots")
    page.wait_for_timeout(400)
    assert page.locator(LIST).count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=impots")
