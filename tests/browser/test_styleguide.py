"""The pattern library as people see it: every block and component, in both themes, on a small phone, on paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from home.styleguide.view import TITLES
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, Portal
from tests.browser.watch import Watch

FAMILIES = ["", *TITLES]


@pytest.fixture
def library(browser: Any, session_of_the_editor: Any, portal: Portal) -> Iterator[Callable[..., Any]]:
    """Gives `look(family, theme="light", size=DESKTOP)`: a page of the library, its late images there."""
    contexts: list[tuple[Any, Watch]] = []

    def look(family: str, theme: str = "light", size: dict[str, int] = DESKTOP, js: bool = True) -> Any:
        context = browser.new_context(
            viewport=size, color_scheme=theme, locale="fr-FR", reduced_motion="reduce", java_script_enabled=js,
            storage_state=session_of_the_editor,
        )  # fmt: skip
        page = context.new_page()
        contexts.append((context, Watch(page, portal.url)))
        page.goto(portal.at(f"/styleguide/{family}/" if family else "/styleguide/"), wait_until="load")
        return page

    yield look
    found = [fault for _context, watch in contexts for fault in watch.faults]
    for context, _watch in contexts:
        context.close()
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, library: Callable[..., Any]) -> None:
    found = {family: violations(library(family, theme)) for family in FAMILIES}
    assert {family: said for family, said in found.items() if said} == {}


def test_nothing_scrolls_sideways_on_a_small_phone(library: Callable[..., Any]) -> None:
    pages = {family: library(family, size=PHONE) for family in FAMILIES}
    widths = {family: page.evaluate("document.documentElement.scrollWidth") for family, page in pages.items()}
    assert {family: width for family, width in widths.items() if width > PHONE["width"]} == {}


def test_what_unfolds_does_so_without_script(library: Callable[..., Any]) -> None:
    page = library("mise-en-page", js=False)
    answer = page.get_by_text("Oui, toujours.")
    assert not answer.is_visible()
    page.get_by_text("Est-ce gratuit").click()
    assert answer.is_visible()


def test_what_is_folded_is_told_on_paper(library: Callable[..., Any]) -> None:
    page = library("mise-en-page")
    folded = page.locator(".folds .prose").first
    assert folded.evaluate("node => node.checkVisibility({contentVisibilityAuto: true})") is False
    page.emulate_media(media="print")
    assert folded.evaluate("node => node.checkVisibility({contentVisibilityAuto: true})") is True
    assert folded.bounding_box()["height"] > 0


def test_a_table_too_wide_for_a_phone_scrolls_in_its_frame_by_keyboard(library: Callable[..., Any]) -> None:
    page = library("texte", size={"width": 240, "height": 640})
    frame = page.locator(".table")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the browser scrolls smoothly
    assert frame.evaluate("node => node.scrollLeft") > 0


def test_targets_are_large_enough(library: Callable[..., Any]) -> None:
    page = library("mise-en-page", size=PHONE)
    for summary in page.locator(".folds summary").all():
        assert summary.bounding_box()["height"] >= 48
