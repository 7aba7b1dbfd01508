"""The map of a position in the admin: by mouse, by keyboard, from the fields, and without script."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, Portal

LIST = "/admin/snippets/directory/helppoint/"


@pytest.fixture
def picker(signed_in: Any, portal: Portal) -> Iterator[Any]:
    """The form of an existing place, its map open. Whatever is saved meanwhile is a draft: no page shows it."""
    faults: list[str] = []
    signed_in.on("pageerror", lambda error: faults.append(str(error)))
    home = (portal.url, "data:", "blob:")
    signed_in.on("request", lambda request: None if request.url.startswith(home) else faults.append(request.url))
    signed_in.on(
        "console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None
    )
    signed_in.goto(portal.at(LIST))
    signed_in.locator("table.listing a[href*='/helppoint/edit/']").first.click()
    signed_in.locator("[data-position-map]").scroll_into_view_if_needed()
    signed_in.locator(".position-marker").wait_for()
    yield signed_in
    assert faults == []


def position(page: Any) -> tuple[float, float]:
    return float(page.input_value("[name=latitude]")), float(page.input_value("[name=longitude]"))


def said(page: Any, words: str) -> None:
    page.locator(".position-status", has_text=words).wait_for()


def test_arrows_move_the_position(picker: Any) -> None:
    start = position(picker)
    marker = picker.get_by_role("application", name="Repère du lieu")
    marker.focus()
    picker.keyboard.press("ArrowUp")
    up = position(picker)
    assert up[0] > start[0]
    assert up[1] == start[1]
    picker.keyboard.press("Shift+ArrowRight")
    fine = position(picker)
    assert fine[0] == up[0]
    assert fine[1] > up[1]
    picker.keyboard.press("ArrowRight")
    coarse = position(picker)
    assert coarse[1] - fine[1] == pytest.approx(10 * (fine[1] - up[1]), rel=0.05)
    said(picker, f"longitude {coarse[1]:.6f}".rstrip("0").replace(".", ","))
    assert picker.evaluate("document.activeElement.getAttribute('aria-label')") == "Repère du lieu"


def test_dragging_moves_the_position(picker: Any) -> None:
    start = position(picker)
    box = picker.locator(".position-marker").bounding_box()
    picker.mouse.move(box["x"] + 20, box["y"] + 20)
    picker.mouse.down()
    picker.mouse.move(box["x"] + 80, box["y"] + 50, steps=4)
    picker.mouse.up()
    moved = position(picker)
    assert moved[0] < start[0]
    assert moved[1] > start[1]
    said(picker, "Repère posé")


def test_a_press_on_the_map_does_what_dragging_does(picker: Any) -> None:
    box = picker.locator(".map-canvas").bounding_box()
    start = position(picker)
    picker.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    assert position(picker)[1] < start[1]


def test_the_fields_move_the_marker(picker: Any) -> None:
    latitude = picker.locator("[name=latitude]")
    latitude.fill("44.5")
    picker.locator("[name=longitude]").fill("0.4")
    said(picker, "latitude 44,5, longitude 0,4")
    canvas, marker = (picker.locator(name).bounding_box() for name in (".map-canvas", ".position-marker"))
    assert canvas["x"] <= marker["x"] <= canvas["x"] + canvas["width"]
    assert canvas["y"] <= marker["y"] <= canvas["y"] + canvas["height"]
    latitude.fill("")
    said(picker, "Aucun repère")
    assert picker.locator(".position-marker").count() == 0
    latitude.fill("95")  # not on the Earth
    assert picker.locator(".position-marker").count() == 0
    picker.get_by_role("button", name="Poser le repère au milieu de la carte").click()
    assert picker.locator(".position-marker").count() == 1
    assert 44 < position(picker)[0] < 45


def test_the_map_goes_to_the_commune_without_moving_the_marker(picker: Any) -> None:
    picker.get_by_role("button", name="Tout le département").click()
    start = position(picker)
    picker.get_by_role("button", name="Centrer sur la commune").click()
    said(picker, "Carte centrée sur")
    assert position(picker) == start


def test_axe_finds_nothing_in_the_map(picker: Any) -> None:
    found = [line for line in violations(picker) if "position-" in line or "map-" in line or "leaflet" in line]
    assert found == []


def test_without_script_the_fields_are_enough(browser: Any, portal: Portal, signed_in: Any) -> None:
    signed_in.goto(portal.at(LIST))
    path = signed_in.locator("table.listing a[href*='/helppoint/edit/']").first.get_attribute("href")
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    context.add_cookies(signed_in.context.cookies())
    page = context.new_page()
    page.goto(portal.at(path))
    assert page.locator("[name=latitude]").count() == 1
    assert not page.locator("[data-position-map]").is_visible()
    context.close()
