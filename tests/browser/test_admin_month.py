"""The month of a place in the admin, by keyboard alone and without scripts: a date is added, called off, restored. And
the dates of a form before it is saved."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.words.french import date_words
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, Portal

TABLET = {"width": 768, "height": 1024}
MONTH = "/admin/agenda/mois/"


@pytest.fixture
def admin(browser: Any, session_of_the_editor: Any, portal: Portal) -> Any:
    """`admin(path, **context)`: a page of the admin."""
    contexts: list[Any] = []

    def open_it(path: str, size: dict[str, int] = DESKTOP, **options: Any) -> Any:
        context = browser.new_context(viewport=size, locale="fr-FR", storage_state=session_of_the_editor, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(portal.at(path))
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def month(admin: Callable[..., Any]) -> str:
    """The address of next month, at a place that has dates then."""
    next_month = (date.today().replace(day=1) + timedelta(days=32)).replace(day=1)
    page = admin(MONTH)
    for link in [one.get_attribute("href") for one in page.locator(".month-choice a").all()]:
        page.goto(page.url.split("/admin/")[0] + link + f"&mois={next_month:%Y-%m}")
        if page.locator("a.month-date").count():
            return f"/admin/{page.url.split('/admin/')[1]}"
    raise AssertionError("no place has dates next month")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_within_everybodys_reach(admin: Callable[..., Any], month: str, theme: str) -> None:
    page = admin(month, color_scheme=theme)
    assert [line for line in violations(page) if "month-" in line or "<table" in line or "<td" in line] == []


def test_a_table_on_a_desk_a_list_on_a_phone(admin: Callable[..., Any], month: str) -> None:
    for size, display in ((DESKTOP, "table-cell"), (TABLET, "table-cell"), (PHONE | {"width": 360}, "block")):
        page = admin(month, size)
        cell = page.locator("td:has(a.month-date)").first
        assert cell.evaluate("cell => getComputedStyle(cell).display") == display
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        whole = cell.locator(".month-whole").bounding_box()
        assert (whole["width"] > 1) is (display == "block")
        assert all(link.bounding_box()["height"] >= 47 for link in page.locator("a.month-date, .month-add").all()[:9])


def press_to(page: Any, link: Any) -> None:
    """By the tabulation key, then « Entrée »."""
    link.wait_for()
    for _step in range(400):
        if link.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError("never reached by keyboard")
    page.keyboard.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_date_is_added_called_off_and_restored_by_keyboard(
    admin: Callable[..., Any], month: str, scripts: bool
) -> None:
    page = admin(month, java_script_enabled=scripts)
    free = page.locator("td:not(:has(.month-dates)) .month-add").last
    iso = re.search(r"jour=([0-9-]+)", free.get_attribute("href")).group(1)  # type: ignore[union-attr]
    press_to(page, free)
    assert page.locator("[name=day]").input_value() == f"{date.fromisoformat(iso):%d/%m/%Y}"
    page.locator("[name=activity]").select_option(index=page.locator("[name=activity] option").count() - 1)
    page.fill("[name=start_time]", "9h30")
    page.fill("[name=end_time]", "midi")
    page.locator("[name=end_time]").press("Enter")
    page.get_by_text(f"Date ajoutée : {date_words(date.fromisoformat(iso))}").wait_for()
    day = page.locator(f"td:has(time[datetime='{iso}'])")
    assert day.locator("a.month-date strong").inner_text() == "9 h 30 à 12 h"

    press_to(page, day.locator("summary"))
    press_to(page, day.get_by_role("link", name="Annuler"))
    page.fill("[name=reason]", "Neige, essai")
    page.locator("[name=reason]").press("Enter")
    day.get_by_text("annulée : Neige, essai").wait_for()

    press_to(page, day.locator("summary"))
    press_to(page, day.get_by_role("link", name="Rétablir"))
    press_to(page, page.get_by_role("button", name="Rétablir cette date"))
    page.get_by_text("Date rétablie").wait_for()
    assert day.locator(".month-state").count() == 0

    # Put back as it was.
    press_to(page, day.locator("summary"))
    press_to(page, day.get_by_role("link", name="Annuler"))
    page.fill("[name=reason]", "Fin de l’essai")
    page.locator("[name=reason]").press("Enter")
    day.get_by_text("Fin de l’essai").wait_for()


def test_the_dates_of_what_is_typed_are_shown_where_they_were_asked(admin: Callable[..., Any]) -> None:
    page = admin("/admin/snippets/events/activity/")
    page.locator("table.listing a[href*='/activity/edit/']").first.click()
    page.get_by_role("tab", name="Dates").click()
    page.get_by_role("button", name="Voir les dates que cela donne").click()
    page.get_by_text("une fois publié").wait_for()
    assert page.get_by_role("button", name="Voir les dates que cela donne").is_visible()
