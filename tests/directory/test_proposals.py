"""The list that boxes propose from: what is in it, its address, how long it is kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from directory.models import HelpPoint
from portal.models import Commune
from search.api import communes_changed
from search.suggest.listing import MOST, closest, listing
from tests.strict_client import StrictClient

A_YEAR = "public, max-age=31536000, immutable"


def _address(client: StrictClient, page: str = "/recherche/") -> str:
    return str(BeautifulSoup(client.get(page).content, "html.parser").select("script[data-list]")[0]["data-list"])


def test_the_list_has_places_communes_needs_and_themes(
    client: StrictClient, make_point: Callable[..., HelpPoint]
) -> None:
    make_point("Maison d’exemple")
    answer = client.get(_address(client))
    assert answer["Cache-Control"] == A_YEAR
    found = answer.json()
    assert found["entrees"]["lieu"] == [["Maison d’exemple", "Laplume"]]
    assert found["entrees"]["commune"] == [["Laplume", "47310"]]
    assert ["Carte grise"] in found["entrees"]["besoin"]
    assert found["entrees"]["theme"]
    assert set(found["genres"]) == set(found["entrees"])


def test_what_is_not_public_is_not_proposed(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    point = make_point("Maison d’exemple")
    before = _address(client)
    point.unpublish()
    assert _address(client) != before
    assert client.get(_address(client)).json()["entrees"]["lieu"] == []
    # An old page, still open somewhere, gets the present list, which it must not keep under the old name.
    late = client.get(before)
    assert late["Cache-Control"] == "no-cache"
    assert late.json()["entrees"]["lieu"] == []


def test_a_text_with_slips_is_asked_of_the_server(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Maison d’exemple")
    asked = {"q": "laplum", "genre": ["commune", "lieu"]}
    answer = client.get(_address(client), asked)
    assert answer["Cache-Control"] == A_YEAR
    assert answer.json()["entrees"] == {"commune": [["Laplume", "47310"]], "lieu": []}
    assert client.get(_address(client), asked | {"q": "maison exenple"}).json()["entrees"]["lieu"]


@pytest.mark.parametrize("text", ["\0", "'\"<script>", "a" * 5000, "é" * 81, "%s", "🙂", " ", "47", "-" * 90])
def test_hostile_texts_are_harmless(client: StrictClient, laplume: Commune, text: str) -> None:
    answer = client.get(_address(client), {"q": text, "genre": ["commune", "?", "besoin"]})
    assert answer.status_code == 200
    assert answer.json()["entrees"]


def test_a_whole_country_of_communes_stays_a_small_list(laplume: Commune, settings: Any) -> None:
    rows = [
        Commune(
            insee=f"{number:05}", name=f"Ville-{number}-sur-Rivière", postal_codes=[f"{number:05}"], departement="99",
            population=number, latitude=45.0, longitude=1.0,
        )
        for number in range(1, 3 * MOST)
    ]  # fmt: skip
    Commune.objects.bulk_create(rows)
    laplume.population = 0
    laplume.departement = "98"
    laplume.save()
    communes_changed()
    made = listing()
    assert len(made.entries["commune"].all) == MOST
    assert len(gzip.compress(made.body.encode())) < 25_000
    assert "Laplume" not in made.body
    assert "Laplume" in closest("laplumme", ["commune"])
