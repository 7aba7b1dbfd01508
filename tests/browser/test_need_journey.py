"""From a need and a commune, in any words, to a number that can be called: two presses, one screen of a phone."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]
PHONE = {"width": 360, "height": 740}


def number_on_the_first_screen(page: Any) -> bool:
    """A number to press, whole; that of the head of every page does not count."""
    boxes = [link.bounding_box() for link in page.locator("main a[href^='tel:']").all() if link.is_visible()]
    return any(box and box["y"] + box["height"] <= PHONE["height"] for box in boxes)


@pytest.mark.parametrize(
    "said",
    [
        "je n'arrive pas a faire ma carte grise à Agen",
        "castelmorron",
        "impots 47260",
        "tablette agen",
        "mercredi marmande",
        "mardi matin a prayssas",
    ],
)
def test_one_sentence_leads_to_a_number(visit: Visit, said: str) -> None:
    page = visit("/", size=PHONE)
    page.locator("main input[data-kinds]").fill(said)
    page.get_by_role("button", name="Trouver de l’aide").click()  # the first press
    page.wait_for_url("**/lieux/?**")
    assert page.locator("ol.places > li").count() > 2
    assert number_on_the_first_screen(page)  # the second press calls
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_tile_asks_where_and_keeps_the_need(visit: Visit) -> None:
    page = visit("/", size=PHONE)
    page.get_by_role("link", name="Faire une démarche").click()
    page.wait_for_load_state()
    assert "où êtes-vous" in page.locator("h1").inner_text()
    field = page.get_by_label("Votre commune ou votre code postal")
    assert field.bounding_box()["y"] < PHONE["height"]
    field.fill("agen")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_load_state()
    assert "service=demarches" in page.url
    assert "Agen" in page.locator("h1").inner_text()


def test_three_questions_lead_to_the_answer(visit: Visit) -> None:
    page = visit("/", size=PHONE)
    page.get_by_role("link", name="Je ne sais pas par où commencer").click()
    page.wait_for_url("**/guide/")
    page.get_by_role("link", name="Faire vos démarches").click()
    page.wait_for_url("**/guide/ou/?**")
    page.get_by_label("Votre commune ou votre code postal").fill("nerac")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/quand/?**")
    page.get_by_role("link", name="Je ne sais pas, peu importe").click()
    page.wait_for_url("**/lieux/?**")
    assert "Nérac" in page.locator("h1").inner_text()
    assert page.locator("ol.places > li").count() > 2


@pytest.mark.parametrize("path", ["/guide/", "/guide/ou/?service=demarches", "/lieux/?quoi=ameli+villeneuve", "/"])
def test_twice_the_letters_on_a_phone_stay_in_the_page(open_page: Visit, path: str) -> None:
    page = open_page(path, size=PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
