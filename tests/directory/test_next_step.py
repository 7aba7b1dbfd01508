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


def test_a_choice_is_taken_away_by_its_own_link(client: StrictClient) -> None:
    page = finder(client, ou="agen", service="demarches", type="town-hall")
    assert text(page.h1) == "« Faire vos démarches » près d’Agen (47000)"
    assert link(page, "Faire vos démarches") == "/lieux/?ou=agen&type=town-hall"
    assert link(page, "Enlever ce choix : Mairie") == "/lieux/?ou=agen&service=demarches"
    assert link(page, "Tout effacer") == "/lieux/?ou=agen"
    assert not finder(client, ou="agen").select(".chosen")


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
    laplume = page_at(client, link(page, "Laplume"))
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


def test_a_misspelt_commune_is_named_by_the_heading_alone(client: StrictClient) -> None:
    page = finder(client, quoi="castelmorron")
    assert "Castelmoron-sur-Lot" in text(page.h1)
    assert "Chercher plutôt" not in main(page)
    assert "Chercher plutôt « inprimer »" in main(finder(client, quoi="inprimer marmende"))
    assert "marmende" not in main(finder(client, quoi="inprimer marmende"))


def test_the_boxes_show_what_was_understood(client: StrictClient) -> None:
    page = finder(client, quoi="je veux imprimer à foulayronne")
    assert page.select_one("#quoi")["value"] == "imprimer"
    assert page.select_one("#ou")["value"] == "Foulayronnes (47510)"


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("je n'arrive pas a faire ma carte grise à Agen", "« carte grise » près d’Agen (47000)"),
        ("castelmoron", "Lieux près de Castelmoron-sur-Lot (47260)"),
        ("47260", "Lieux près de 47260"),
        ("47310", "Lieux près de 47310"),
        ("laplume", "Lieux près de Laplume (47310)"),
        ("castelmorron", "Lieux près de Castelmoron-sur-Lot (47260)"),
        ("vileneuve sur lot", "Lieux près de Villeneuve-sur-Lot (47300)"),
        ("st livrade", "Lieux près de Sainte-Livrade-sur-Lot (47110)"),
        ("sos", "Lieux près de Sos (47170)"),
        ("j'habite Sos, je n'y connais rien en ordinateur", "« ordinateur » près de Sos (47170)"),
        ("je suis à Puymirol et je veux de l'aide", "Lieux près de Puymirol (47270)"),
        ("bonjour je cherche quelqu'un pour m'aider avec mon téléphone à Lafox", "« téléphone » près de Lafox (47240)"),
        ("declaration impot 47000", "« déclaration impôt » près d’Agen (47000)"),
        ("je voudrais apprendre la tablette a tonneins", "« tablette » près de Tonneins (47400)"),
        ("ordinateur vileneuve sur lot", "« ordinateur » près de Villeneuve-sur-Lot (47300)"),
        ("castelmoron d'albret", "Lieux près de Castelmoron-d’Albret (33540)"),
        ("villeneuve", "Quelle commune ?"),
        ("ameli villeneuve", "Pour « ameli » : quelle commune ?"),
        ("Je suis perdu avec mon ordinateur", "Pour « ordinateur » : où êtes-vous ?"),
        ("cours informatique", "Pour « cours informatique » : où êtes-vous ?"),
        ("zzqxw", "Où êtes-vous ?"),
    ],
)
def test_the_one_box_of_the_home_page(client: StrictClient, said: str, heading: str) -> None:
    assert text(finder(client, quoi=said).h1) == heading
