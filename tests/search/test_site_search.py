"""`/recherche/`: what is asked, understood, corrected and shown, all kinds together."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Engine
from django.urls import reverse
from wagtail.models import Site

from search.api import communes_changed
from tests.search.conftest import Index
from tests.search.sources import ListSource
from tests.search.test_engine_contract import HOSTILE
from tests.search.test_places import COMMUNES, commune
from tests.strict_client import StrictClient


@pytest.fixture(autouse=True)
def card_template(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine.get_default()
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, Path(__file__).parent / "templates"])


@pytest.fixture
def full(site: Site, places: ListSource, pages: ListSource, index: Index) -> None:
    from portal.models import Commune

    Commune.objects.bulk_create(commune(*row) for row in COMMUNES)
    communes_changed()
    for pk in range(1, 31):
        places.add(pk, f"Espace des impôts {pk:02}", services="impôts", lat=44.39 + pk / 1000, lon=0.49)
    places.add(50, "Médiathèque d’Agen", services="tablette", lat=44.2, lon=0.62)
    pages.add(1, "Déclarer ses impôts", body="à Castelmoron et ailleurs")
    pages.add(2, "Choisir une tablette")
    index(places)
    index(pages)


def get(client: StrictClient, **query: Any) -> BeautifulSoup:
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(page: BeautifulSoup) -> str:
    return " ".join(unescape(page.select("main")[0].get_text(" ")).replace("\u202f", " ").replace("\xa0", " ").split())


def test_each_kind_has_its_cards_and_its_number(client: StrictClient, full: None) -> None:
    page = get(client, q="impôts")
    heads = [" ".join(head.get_text(" ").split()) for head in page.select("main section h2")]
    assert heads == ["Lieux 30", "Articles et pages 1"]
    assert page.select("h1")[0].get_text().startswith("31")
    assert len(page.select("#resultats-lieu ~ ol li, section[aria-labelledby=resultats-lieu] ol li")) == 5
    assert "Déclarer ses impôts" in text(page)


def test_a_place_in_the_question_is_understood(client: StrictClient, full: None) -> None:
    page = get(client, q="impots castelmoron")
    assert "autour de Castelmoron-sur-Lot (47260)" in text(page)
    assert "Lieux 30" in text(page) and "Articles et pages 1" in text(page)
    links = [a["href"] for a in page.select("main a")]
    assert "/lieux/?quoi=impots&ou=Castelmoron-sur-Lot+%2847260%29" in links
    assert any("Castelmoron-d" in a.get_text() for a in page.select("main a"))
    exactly = next(a for a in page.select("main a") if "Chercher exactement" in a.get_text())
    assert "autour de" not in text(get(client, q="impots castelmoron", exact="1"))
    assert "exact=1" in exactly["href"]


def test_a_correction_is_said_with_its_accents(client: StrictClient, full: None) -> None:
    page = get(client, q="inpots")
    assert "Résultats pour impôts ." in text(page)
    assert "Chercher exactement « inpots »" in text(page)
    exact = get(client, q="inpots", exact="1")
    assert "Rien trouvé" in text(exact) and "Résultats pour impôts" not in text(exact)


def test_a_word_corrected_beside_a_place_is_said_like_alone(client: StrictClient, full: None) -> None:
    page = get(client, q="inpots castelmoron")
    assert "Résultats pour impôts castelmoron ." in text(page)
    assert "autour de Castelmoron-sur-Lot (47260)" in text(page)
    assert "Lieux 30" in text(page) and "Articles et pages 1" in text(page)
    links = [a["href"] for a in page.select("main a")]
    assert "/lieux/?quoi=impots&ou=Castelmoron-sur-Lot+%2847260%29" in links
    assert "/recherche/?q=inpots+castelmoron&exact=1" in links


def test_a_place_is_told_beside_articles_too(client: StrictClient, full: None) -> None:
    page = get(client, q="impots castelmoron", type="page")
    assert "autour de Castelmoron-sur-Lot (47260)" in text(page) and "Articles et pages 1" in text(page)


def test_only_the_misspelt_word_is_replaced(client: StrictClient, full: None) -> None:
    assert "Résultats pour tablette impôts ." in text(get(client, q="tablette inpots"))


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  \0 "}, {"q": "zzzzqqqq"}])
def test_nothing_asked_or_found_shows_a_way_on(client: StrictClient, full: None, query: dict[str, Any]) -> None:
    page = get(client, **query)
    assert len(page.select(".tiles a")) == 6
    assert "Agen" in [a.get_text(strip=True) for a in page.select("a.chip")]
    assert page.find("a", href="/lieux/", class_="btn") and page.find("a", href="/agenda/", class_="btn")


def test_nothing_is_empty_when_something_is_near(client: StrictClient, full: None) -> None:
    """A place is named and nothing there is about the question: the nearest places all the same, told as such."""
    page = get(client, q="pompier castelmoron")
    heads = [" ".join(head.get_text(" ").split()) for head in page.select("main section h2")]
    assert heads[0] == "Les plus proches, pour demander"
    assert len(page.select("section[aria-labelledby=resultats-lieu] ol > li")) == 3
    assert "Rien trouvé" not in text(page)
    assert "Les plus proches" not in text(get(client, q="pompier"))


def test_search_pages_stay_out_of_search_engines(client: StrictClient, full: None) -> None:
    assert get(client, q="impots").select("meta[name=robots]")[0]["content"] == "noindex"


def test_one_kind_page_by_page(client: StrictClient, full: None) -> None:
    first = get(client, q="impots", type="lieu")
    assert len(first.select("main section ol li")) == 20
    assert "Page 1 sur 2" in text(first)
    second = get(client, q="impots", type="lieu", page=2)
    assert len(second.select("main section ol li")) == 10
    shown = {a["href"] for page in (first, second) for a in page.select("main section ol a")}
    assert len(shown) == 30
    assert "/recherche/?q=impots" in [a["href"] for a in second.select("main a")]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "impots", "type": "lieu", "page": 3},
        {"q": "impots", "page": 2},
        {"page": 2},
        {"q": "zzz", "page": 9},
        {"q": "impots", "page": "9" * 5000},
    ],
)
def test_a_page_beyond_the_last_is_not_found(client: StrictClient, full: None, query: dict[str, Any]) -> None:
    assert client.get(reverse("search"), query).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"page": "abc"}, "numéro de page"),
        ({"page": "0"}, "numéro de page"),
        ({"page": "-1"}, "numéro de page"),
        ({"page": "٣"}, "numéro de page"),
        ({"type": "inconnu"}, "genre de résultat"),
        ({"type": "\0"}, "genre de résultat"),
        ({"q": "impots " * 800}, "très long"),
        ({"foo": "bar"}, "Ce réglage n’existe pas ici"),
        ({"quoi": "impots"}, "quoi"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(
    client: StrictClient, full: None, query: dict[str, Any], said: str
) -> None:
    page = get(client, **{"q": "impots", **query})
    assert said in page.select(".notices")[0].get_text()
    assert "Lieux 30" in text(page)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_get_an_ordinary_page(client: StrictClient, full: None, words: str) -> None:
    get(client, q=words)
    get(client, q=words, exact="1", type="page")


def test_the_number_of_queries_does_not_grow(
    client: StrictClient, full: None, django_assert_max_num_queries: Any
) -> None:
    get(client, q="impots castelmoron")
    # The settings; the pages at the foot; the tokens, for the reader and for the engine; the documents of the circle;
    # postings of the places, then of the articles; the texts of the owners. Two for the list of proposals, else
    # remembered.
    with django_assert_max_num_queries(10):
        get(client, q="impots castelmoron")
    # Also all the documents of the kind, read once and remembered, instead of those of the circle and of articles.
    with django_assert_max_num_queries(9):
        get(client, q="impots", type="lieu", page=2)


def test_only_safe_methods(client: StrictClient, full: None) -> None:
    assert client.post(reverse("search"), {"q": "impots"}).status_code == 405
    assert client.head(reverse("search"), {"q": "impots"}).status_code == 200
