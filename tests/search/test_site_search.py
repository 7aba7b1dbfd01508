"""`/recherche/`: what is asked, understood, corrected and shown, all kinds together."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.urls import reverse

from search.api import communes_changed
from tests.search.test_engine import HOSTILE
from tests.search.test_places import COMMUNES, commune


@pytest.fixture(autouse=True)
def card_template(monkeypatch):
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, Path(__file__).parent / "templates"])


@pytest.fixture
def full(site, places, pages, index):
    from portal.models import Commune

    Commune.objects.bulk_create(commune(*row) for row in COMMUNES)
    communes_changed()
    for pk in range(1, 31):
        places.add(pk, f"Espace des impôts {pk:02}", services="impôts", lat=44.39 + pk / 1000, lon=0.49)
    places.add(50, "Médiathèque d’Agen", services="tablette", lat=44.2, lon=0.62)
    pages.add(1, "Déclarer ses impôts", body="à Castelmoron et ailleurs")
    pages.add(2, "Choisir une tablette")
    index(places), index(pages)


def get(client, **query):
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(page):
    return " ".join(unescape(page.main.get_text(" ")).replace("\u202f", " ").replace("\xa0", " ").split())


def test_each_kind_has_its_cards_and_its_number(client, full):
    page = get(client, q="impôts")
    heads = [" ".join(head.get_text(" ").split()) for head in page.select("main section h2")]
    assert heads == ["Lieux 30", "Articles et pages 1"]
    assert page.h1.get_text().startswith("31")
    assert len(page.select("#resultats-lieu ~ ol li, section[aria-labelledby=resultats-lieu] ol li")) == 5
    assert "Déclarer ses impôts" in text(page)


def test_a_place_in_the_question_is_understood(client, full):
    page = get(client, q="impots castelmoron")
    assert "autour de Castelmoron-sur-Lot (47260)" in text(page)
    assert "Lieux 30" in text(page) and "Articles et pages 1" in text(page)
    links = [a["href"] for a in page.main.find_all("a")]
    assert "/lieux/?quoi=impots&ou=Castelmoron-sur-Lot+%2847260%29" in links
    assert any("Castelmoron-d" in a.get_text() for a in page.main.find_all("a"))
    exactly = next(a for a in page.main.find_all("a") if "Chercher exactement" in a.get_text())
    assert "autour de" not in text(get(client, q="impots castelmoron", exact="1"))
    assert "exact=1" in exactly["href"]


def test_a_correction_is_said_with_its_accents(client, full):
    page = get(client, q="inpots")
    assert "Résultats pour impôts ." in text(page)
    assert "Chercher exactement « inpots »" in text(page)
    exact = get(client, q="inpots", exact="1")
    assert "Rien trouvé" in text(exact) and "Résultats pour impôts" not in text(exact)


def test_only_the_misspelt_word_is_replaced(client, full):
    assert "Résultats pour tablette impôts ." in text(get(client, q="tablette inpots"))


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  \0 "}, {"q": "zzzzqqqq"}])
def test_nothing_asked_or_found_shows_a_way_on(client, full, query):
    page = get(client, **query)
    assert len(page.select(".tiles a")) == 6
    assert "Agen" in [a.get_text(strip=True) for a in page.select("a.chip")]
    assert page.find("a", href="/lieux/", class_="btn") and page.find("a", href="/agenda/", class_="btn")


def test_search_pages_stay_out_of_search_engines(client, full):
    assert get(client, q="impots").find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_one_kind_page_by_page(client, full):
    first = get(client, q="impots", type="lieu")
    assert len(first.select("main section ol li")) == 20
    assert "Page 1 sur 2" in text(first)
    second = get(client, q="impots", type="lieu", page=2)
    assert len(second.select("main section ol li")) == 10
    shown = {a["href"] for page in (first, second) for a in page.select("main section ol a")}
    assert len(shown) == 30


@pytest.mark.parametrize(
    "query",
    [{"q": "impots", "type": "lieu", "page": 3}, {"q": "impots", "page": 2}, {"page": 2}, {"q": "zzz", "page": 9}],
)
def test_a_page_beyond_the_last_is_not_found(client, full, query):
    assert client.get(reverse("search"), query).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"page": "abc"}, "numéro de page"),
        ({"page": "0"}, "numéro de page"),
        ({"page": "-1"}, "numéro de page"),
        ({"page": "٣"}, "numéro de page"),
        ({"page": "9" * 5000}, "numéro de page"),
        ({"type": "inconnu"}, "genre de résultat"),
        ({"type": "\0"}, "genre de résultat"),
        ({"q": "impots " * 800}, "très long"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(client, full, query, said):
    page = get(client, **{"q": "impots", **query})
    assert said in page.select_one(".notices").get_text()
    assert "Lieux 30" in text(page)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_get_an_ordinary_page(client, full, words):
    get(client, q=words)
    get(client, q=words, exact="1", type="page")


def test_the_number_of_queries_does_not_grow(client, full, django_assert_max_num_queries):
    get(client, q="impots castelmoron")
    # Site (1) and settings (1); tokens twice; a kind with results: postings, documents, hits; statistics once.
    with django_assert_max_num_queries(12):
        get(client, q="impots castelmoron")
    with django_assert_max_num_queries(12):
        get(client, q="impots", type="lieu", page=2)


def test_only_safe_methods(client, full):
    assert client.post(reverse("search"), {"q": "impots"}).status_code == 405
    assert client.head(reverse("search"), {"q": "impots"}).status_code == 200
