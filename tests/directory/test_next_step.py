"""The finder asks next for what was not said: where, when only a need was; what for, when only a place was."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.directory.reading import finder, link, main, names, page_at, text
from tests.strict_client import StrictClient

pytestmark = pytest.mark.usefixtures("demo_places")


def asked(page: BeautifulSoup) -> Any:
    return page.select_one("section[aria-labelledby=demande] form")


@pytest.mark.parametrize(
    ("parameters", "heading"),
    [
        ({"quoi": "je n'arrive pas a faire ma carte grise"}, "Pour « carte grise » : où êtes-vous ?"),
        ({"quoi": "impots"}, "Pour « impôts » : où êtes-vous ?"),
        ({"service": "demarches"}, "Pour « Faire vos démarches » : où êtes-vous ?"),
        ({"ouvert": "maintenant"}, "Où êtes-vous ?"),
    ],
)
def test_a_need_without_a_place_asks_where(client: StrictClient, parameters: dict[str, str], heading: str) -> None:
    page = finder(client, **parameters)
    assert text(page.h1) == heading
    hidden = {field["name"]: field["value"] for field in asked(page).select("[type=hidden]")}
    assert hidden == parameters
    assert names(page)  # the list is there all the same
    town = link(page, "Agen")
    assert parse_qs(urlsplit(town).query) == {name: [value] for name, value in parameters.items()} | {
        "ou": ["Agen (47000)"]
    }
    located = page_at(client, town)
    assert asked(located) is None
    assert "Agen (47000)" in text(located.h1)


def test_the_need_is_kept_once_the_place_is_said(client: StrictClient) -> None:
    page = finder(client, quoi="je n'arrive pas a faire ma carte grise", ou="agen")
    assert text(page.h1) == "« carte grise » près d’Agen (47000)"


@pytest.mark.parametrize(
    "parameters", [{}, {"ou": "agen"}, {"ou": "zzqxw"}, {"autour": "44.20,0.62"}, {"quoi": "agen"}]
)
def test_nothing_is_asked_twice(client: StrictClient, parameters: dict[str, str]) -> None:
    assert asked(finder(client, **parameters)) is None


def test_a_place_shows_the_needs_with_counts_that_are_true(client: StrictClient) -> None:
    for place in ({"ou": "agen"}, {"quoi": "agen"}, {"autour": "44.20,0.62"}):
        page = finder(client, **place)
        links = page.select("details.needs a")
        assert len(links) > 2
        assert text(links[0]).startswith("Faire vos démarches")
        for need in links[:2]:
            found = page_at(client, need["href"])
            count = int(need.select_one(".muted").get_text())
            assert f"{count} lieu" in main(found)
            assert not found.select("details.needs")


@pytest.mark.parametrize("typed", ["villeneuve", "ameli villeneuve", "sauveterre"])
def test_namesakes_in_the_words_are_chosen_first(client: StrictClient, typed: str) -> None:
    page = finder(client, quoi=typed)
    choices = page.select("#choix ~ ul a")
    assert len(choices) >= 2
    assert not names(page)
    chosen = page_at(client, choices[0]["href"])
    assert "(47" in text(chosen.h1)
    assert ("ameli" in text(chosen.h1)) == ("ameli" in typed)
    assert names(chosen)


def test_a_postal_code_in_the_words_offers_its_communes_too(client: StrictClient) -> None:
    page = finder(client, quoi="caf 47310")
    assert names(page)
    laplume = page_at(client, link(page, "Laplume (47310)"))
    assert text(laplume.h1) == "« caf » près de Laplume (47310)"


def test_a_namesake_elsewhere_keeps_the_need_and_not_the_name(client: StrictClient) -> None:
    page = finder(client, quoi="imprimer castelmoron")
    other = parse_qs(urlsplit(link(page, "Castelmoron-d’Albret")).query)
    assert other == {"quoi": ["imprimer"], "ou": ["Castelmoron-d'Albret (33540)"]}


def test_words_that_nobody_knows_may_be_a_commune(client: StrictClient) -> None:
    page = finder(client, quoi="zzqxw")
    assert text(page.h1) == "Où êtes-vous ?"
    assert "Nous n’avons rien trouvé pour « zzqxw »" in main(page)
    assert len(page.select("#inconnu ~ ul a")) == 3
    assert not finder(client, quoi="zzqxw a b c d e").select("#inconnu")


def test_the_boxes_show_what_was_understood(client: StrictClient) -> None:
    page = finder(client, quoi="je veux imprimer à foulayronne")
    assert page.select_one("#quoi")["value"] == "imprimer"
    assert page.select_one("#ou")["value"] == "Foulayronnes (47510)"
