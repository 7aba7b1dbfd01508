"""The hours in the form of a place: the week follows what is typed, without leaving the page."""

import re
from typing import Any

from tests.browser.axe import violations
from tests.browser.conftest import Portal

LIST = "/admin/snippets/directory/helppoint/"


def test_the_week_follows_what_is_typed(signed_in: Any, portal: Portal) -> None:
    """Whatever is saved meanwhile is a draft: no page shows it."""
    faults: list[str] = []
    signed_in.on("pageerror", lambda error: faults.append(str(error)))
    signed_in.goto(portal.at(LIST))
    signed_in.locator("table.listing a[href*='/helppoint/edit/']").first.click()
    signed_in.get_by_role("tab", name=re.compile("Horaires")).click()
    week = signed_in.locator("[data-hours-week]")
    signed_in.fill("[name=opening_hours]", "du lundi au jeudi de 9h à 12h")
    week.get_by_text("Mo-Th 09:00-12:00", exact=True).wait_for()
    signed_in.fill("[name=opening_hours]", "mardi matin")
    week.get_by_text("ne sont pas compris").wait_for()
    assert [line for line in violations(signed_in) if "hours-week" in line or "help-block" in line] == []
    assert faults == []
