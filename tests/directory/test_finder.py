"""`/lieux/` over a few places made by hand: filters, ways on, bad input, cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from portal.models import Commune
from tests.directory.reading import finder, main, names, notices, text
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def test_an_ambiguous_name_is_a_page_of_choices(client: StrictClient, site: object) -> None:
    """Two communes of one name, in neighbouring départements, neither at home: nobody chooses in our place."""
    for insee, lat in (("33999", 44.9), ("32999", 43.9)):
        Commune.objects.create(
            insee=insee, name="Exempleville", postal_codes=[insee], departement=insee[:2], latitude=lat, longitude=0.2
        )
    page = finder(client, ou="exempleville")
    assert [link.get_text() for link in page.select("#choix ~ ul a")] == [
        "Exempleville (32999)",
        "Exempleville (33999)",
    ]
    assert not names(page)


def test_a_filter_is_shown_only_when_it_separates(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Un", services=["demarches"], fees=["gratuit"])
    make_point("Deux", services=["demarches", "outils"], fees=["gratuit"])
    groups = {box["name"] for box in finder(client, ou="laplume").select("input[type=checkbox]")}
    assert groups == {"service"}


def test_a_place_for_everybody_stays_in_a_filter_by_public(
    client: StrictClient, make_point: Callable[..., HelpPoint]
) -> None:
    make_point("Pour tous")
    make_point("Seniors", publics=["seniors"])
    make_point("Jeunes", publics=["jeunes"])
    page = finder(client, ou="laplume", public="seniors")
    assert sorted(names(page)) == ["Pour tous", "Seniors"]
    cards = {card.h3.get_text(): text(card) for card in page.select("ol.places > li")}
    assert "Pour tout le monde" in cards["Pour tous"]
    assert "Pour les seniors" in cards["Seniors"]
    assert "Pour tout le monde" not in main(finder(client, ou="laplume"))


def test_open_now_follows_the_clock(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Du matin", opening_hours="Mo-Fr 09:00-12:00")
    make_point("Du soir", opening_hours="Mo-Fr 17:00-19:00")
    make_point("Sur rendez-vous", opening_hours="Mo-Fr 09:00-12:00", access_modes=["telephoner"])
    page = finder(client, ou="laplume", ouvert="maintenant")
    assert names(page) == ["Du matin"]
    assert "Ouvert, ferme à midi" in main(page)
    words = main(finder(client, ou="laplume"))
    assert "Fermé, ouvre à 17 h" in words
    assert "Sur rendez-vous" in words and "Équipe présente" in words


def test_filters_that_leave_nothing_are_loosened(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Seul", services=["demarches"])
    page = finder(client, ou="laplume", service="equipement")
    assert "Rien ne correspond" in main(page)
    assert names(page) == ["Seul"]
    assert "sans vos filtres" in main(page)
    assert any(link.get_text() == "Effacer les filtres" for link in page.select("main a"))


def test_words_found_nowhere_still_lead_somewhere(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Seul")
    assert names(finder(client, quoi="xylophone")) == ["Seul"]


def test_an_empty_directory_says_whom_to_call(client: StrictClient, site: object) -> None:
    page = finder(client)
    assert "Aucun lieu" in main(page)
    assert page.select_one("#carte") is None
    assert page.select("main a.tel")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"rayon": "abc"}, "La distance « abc »"),
        ({"rayon": "-5"}, "La distance « -5 »"),
        ({"rayon": "15"}, "nous cherchons à 20 km"),
        ({"rayon": "9" * 5000}, "nous cherchons"),
        ({"du": "2026-13-45"}, "« du »"),
        ({"page": "abc"}, "numéro de page"),
        ({"page": "0"}, "numéro de page"),
        ({"page": "²"}, "numéro de page"),
        ({"service": "peinture"}, "« peinture »"),
        ({"couleur": "rouge"}, "« couleur »"),
        ({"ou": "agen\0"}, "caractères illisibles"),
        ({"quoi": "\0\x07"}, "caractères illisibles"),
        ({"quoi": "impots " * 800}, "200 premiers caractères"),
        ({"ou": "é" * 5000}, "200 premiers caractères"),
        ({"service": "\0" * 5000}, "Ce choix n’existe pas"),
        ({"<script>alert(1)</script>": "1"}, "Ce réglage n’existe pas"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said_once(
    client: StrictClient, make_point: Callable[..., HelpPoint], parameters: dict[str, str], said: str
) -> None:
    make_point("Seul")
    page = finder(client, **parameters)
    assert len([notice for notice in notices(page) if said in notice]) == 1, notices(page)
    assert len(notices(page)) == 1
    assert names(page) == ["Seul"]


@pytest.mark.parametrize("page", ["2", "999", "9" * 500])
def test_a_page_beyond_the_last_does_not_exist(
    client: StrictClient, make_point: Callable[..., HelpPoint], page: str
) -> None:
    make_point("Seul")
    finder(client, 404, page=page)


def test_links_of_other_sites_add_no_notice(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Seul")
    assert notices(finder(client, utm_source="lettre", fbclid="x")) == []


def test_what_was_typed_is_never_markup(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Seul")
    hostile = '"><script>alert(1)</script>'
    page = finder(client, quoi=hostile, ou=hostile, rayon=hostile, service=hostile)
    assert not [script for script in page.select("script") if "alert" in script.get_text()]
    assert page.select_one("#quoi")["value"] == hostile


def test_an_approximate_position_comes_after_an_exact_one_and_says_so(
    client: StrictClient, make_point: Callable[..., HelpPoint], laplume: Commune
) -> None:
    make_point("A peu près", latitude=laplume.latitude, longitude=laplume.longitude, position_precision="commune")
    make_point("Exact")
    page = finder(client, ou="laplume")
    assert names(page) == ["Exact", "A peu près"]
    assert "à moins de 1 km" not in main(page)


def test_closed_and_hidden_places_are_not_found(client: StrictClient, make_point: Callable[..., HelpPoint]) -> None:
    make_point("Ouvert")
    make_point("Fermé pour de bon", status="closed")
    make_point("Brouillon", live=False)
    assert names(finder(client)) == ["Ouvert"]


@pytest.mark.parametrize("query", ["", "?ou=laplume", "?ou=laplume&quoi=impots&public=seniors&ouvert=maintenant"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_places(
    client: StrictClient, make_point: Callable[..., HelpPoint], query: str
) -> None:
    def ask() -> int:
        client.get(f"/lieux/{query}")  # what workers remember of the index is read again after a write
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/lieux/{query}").status_code == 200
        return len(captured)

    def add(count: int) -> None:
        for number in range(count):
            make_point(f"Lieu {number}", services=["demarches"], opening_hours=f"Mo-Fr 09:00-{12 + number % 8}:00")

    add(5)
    few = ask()
    add(45)
    assert ask() == few
    assert few <= 22
