"""Days and hours typed in the real forms of the admin: they stay as they were typed, what was understood is said under
them as one types, and it is what is stored."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from portal.words.french import date_words
from tests.browser.axe import violations
from tests.browser.conftest import Portal
from tests.browser.test_editor_journey import new_article

AGENDA = "/admin/snippets/events/"
CLOSURES = "/admin/snippets/directory/closure/"


@pytest.fixture
def admin(signed_in: Any) -> Iterator[Any]:
    faults: list[str] = []
    signed_in.on("pageerror", lambda error: faults.append(str(error)))
    yield signed_in
    assert faults == []


def enter(page: Any, name: str, typed: str, understood: str) -> None:
    """Type as a person does, leave the box, read what is said; the box keeps what was typed."""
    box = page.locator(f"[name='{name}']")
    box.fill("")
    box.press_sequentially(typed)
    box.press("Tab")
    said = box.locator("xpath=following-sibling::output[1]")
    said.get_by_text(understood).wait_for()
    assert box.input_value() == typed


def save(page: Any) -> None:
    """The button at the foot of a form: « Enregistrer », « Enregistrer le brouillon »."""
    page.locator("form[data-edit-form] footer button[type=submit]").first.click()
    page.locator(".messages .success").wait_for()


def delete(page: Any, portal: Portal, address: str) -> None:
    page.goto(portal.at(address))
    page.get_by_role("button", name=re.compile("^Oui")).click()
    page.locator(".messages .success").wait_for()


def number_in(page: Any) -> str:
    """Of the object whose form is open."""
    return re.search(r"/edit/(\d+)/|/pages/(\d+)/edit", page.url).group(1) or ""  # type: ignore[union-attr]


@pytest.fixture
def place(admin: Any, portal: Portal) -> str:
    """The number of one."""
    admin.goto(portal.at("/admin/snippets/directory/helppoint/"))
    address: str = admin.locator("table.listing a[href*='/helppoint/edit/']").first.get_attribute("href")
    return address.split("/")[-2]


def test_a_closure(admin: Any, portal: Portal, place: str) -> None:
    admin.goto(portal.at(f"{CLOSURES}add/?point={place}"))
    admin.fill("[name=label]", "Congés d’un essai")
    enter(admin, "first_day", "14/12/2030", "samedi 14 décembre 2030")
    enter(admin, "last_day", "31/02/2030", "n’est pas comprise, ou n’existe pas")
    enter(admin, "last_day", "16 déc. 2030", "lundi 16 décembre 2030")
    save(admin)
    admin.goto(portal.at(f"{CLOSURES}?q=Congés+d’un+essai"))
    admin.get_by_role("link", name="Congés d’un essai").first.click()
    assert admin.input_value("[name=first_day]") == "14/12/2030"
    assert admin.input_value("[name=last_day]") == "16/12/2030"
    delete(admin, portal, f"{CLOSURES}delete/{number_in(admin)}/")


def test_what_is_said_is_within_everybodys_reach(admin: Any, portal: Portal) -> None:
    admin.goto(portal.at(f"{CLOSURES}add/"))
    enter(admin, "first_day", "14/12/2030", "samedi 14 décembre 2030")
    enter(admin, "last_day", "bientôt", "n’est pas comprise")
    assert [line for line in violations(admin) if "typed-moment" in line or "error-message" in line] == []


def test_a_rule_and_a_session(admin: Any, portal: Portal, place: str) -> None:
    """In rows that the script of Wagtail adds; kept as a draft, which no page shows."""
    admin.goto(portal.at(f"{AGENDA}activity/add/"))
    admin.fill("[name=title]", "Permanence d’un essai")
    admin.locator("[name=point]").evaluate("(box, number) => { box.value = number }", place)
    admin.get_by_role("tab", name="Dates").click()
    admin.locator("#id_rules-ADD").click()
    admin.locator("[name='rules-0-weekdays']").first.check()
    enter(admin, "rules-0-start_time", "9 h 30", "9 h 30")
    enter(admin, "rules-0-end_time", "midi", "12 h")
    first = date.today() + timedelta(days=30)
    last = first + timedelta(days=60)
    enter(admin, "rules-0-valid_from", date_words(first), date_words(first))
    enter(admin, "rules-0-valid_until", f"{last:%d.%m.%y}", date_words(last))
    admin.locator("#id_sessions-ADD").click()
    enter(admin, "sessions-0-day", "18-12-2030", "mercredi 18 décembre 2030")
    enter(admin, "sessions-0-start_time", "0930", "9 h 30")
    enter(admin, "sessions-0-end_time", "14 h", "14 h")
    save(admin)
    stored = {
        "rules-0-start_time": "09:30",
        "rules-0-end_time": "12:00",
        "rules-0-valid_from": f"{first:%d/%m/%Y}",
        "rules-0-valid_until": f"{last:%d/%m/%Y}",
        "sessions-0-day": "18/12/2030",
        "sessions-0-start_time": "09:30",
        "sessions-0-end_time": "14:00",
    }
    admin.reload()
    assert {name: admin.locator(f"[name='{name}']").input_value() for name in stored} == stored
    delete(admin, portal, f"{AGENDA}activity/delete/{number_in(admin)}/")


def test_one_date(admin: Any, portal: Portal) -> None:
    """Written otherwise, it is the same: nothing is moved."""
    admin.goto(portal.at(f"{AGENDA}occurrence/?ordering=-start"))
    number = admin.locator("table.listing [data-object-id]").first.get_attribute("data-object-id")
    address = portal.at(f"{AGENDA}occurrence/edit/{number}/")
    admin.goto(address)
    shown = admin.input_value("[name=start]")
    day, hour, minute = re.fullmatch(r"(../../....) (..):(..)", shown).groups()  # type: ignore[union-attr]
    enter(admin, "start", f"{day.replace('/', '.')} à {int(hour)} h {minute}", f"à {int(hour)} h")
    save(admin)
    admin.goto(address)
    assert admin.input_value("[name=start]") == shown
    assert admin.locator("[name=follow_rule]").count() == 0, "offered where a person moved it"


def test_a_planned_page(admin: Any, portal: Portal) -> None:
    new_article(admin, portal, "Article d’un essai de date")
    admin.get_by_role("button", name="Afficher/masquer le statut").click()
    admin.get_by_role("button", name="Programmer").first.click()
    enter(admin, "go_live_at", "27/12/2030 08:15", "vendredi 27 décembre 2030 à 8 h 15")
    enter(admin, "expire_at", "27/12/2031", "Écrivez le jour puis l’heure")
    enter(admin, "expire_at", "27 décembre 2031 à midi", "samedi 27 décembre 2031 à 12 h")
    admin.get_by_role("button", name="Enregistrer la programmation").click()
    admin.get_by_text("Modifier la programmation").wait_for()
    save(admin)
    admin.reload()
    assert admin.locator("[name=go_live_at]").input_value() == "27/12/2030 08:15"
    assert admin.locator("[name=expire_at]").input_value() == "27/12/2031 12:00"
    page = re.search(r"/pages/(\d+)/edit/", admin.url)
    assert page is not None
    delete(admin, portal, f"/admin/pages/{page.group(1)}/delete/")


def test_a_filter(admin: Any, portal: Portal) -> None:
    """What has been: without its year, the last such day. Its box has nothing underneath until one types."""
    admin.goto(portal.at("/admin/pages/?latest_revision_created_at_from=1er+janvier"))
    admin.get_by_role("button", name="Afficher les filtres").click()
    admin.get_by_role("button", name=re.compile("^Date mise à jour\\s+1$")).click()
    box = "latest_revision_created_at_from"
    assert admin.locator(f"[name={box}]").input_value().startswith("01/01/")
    enter(admin, box, "14-12-2025", "dimanche 14 décembre 2025")
    admin.get_by_text("14 décembre 2025 - tout").wait_for()
