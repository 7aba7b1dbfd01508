"""`/lieux/` over the real places: what a newcomer types, and what comes first."""

import json
import re
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from search.index.analysis import sort_title
from search.models import SearchDocument
from tests.directory.reading import distances, finder, link, main, names, page_at, text
from tests.strict_client import StrictClient


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("castelmoron", "France services La Poste de Castelmoron-sur-Lot"),
        ("CASTELMORON SUR LOT", "France services La Poste de Castelmoron-sur-Lot"),
        ("ste livrade", "France services Sainte-Livrade-sur-Lot"),
        ("laplume", "France services La Poste de Laplume"),
        ("Vileneuve sur lot", "France services Villeneuve-sur-Lot"),
    ],
)
def test_the_nearest_place_comes_first(client: StrictClient, demo_places: str, typed: str, first: str) -> None:
    page = finder(client, ou=typed)
    assert names(page)[0] == first
    near = distances(page)
    assert len(near) == len(names(page))
    # What can neither be called nor has known hours counts as up to twice as far.
    assert all(one <= 2 * other + 1 for one, other in pairwise(near))
    assert near.index(0) == 0 and 0 not in near[near.count(0) :]


def test_a_postal_code_offers_its_communes_and_shows_what_is_around(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="47310")
    chosen = page.select("#choix ~ ul a")
    assert "Laplume" in [link.get_text() for link in chosen]
    assert len(names(page)) > 3
    link = next(link for link in chosen if link.get_text() == "Laplume")
    assert parse_qs(urlsplit(link["href"]).query) == {"ou": ["Laplume (47310)"]}
    assert names(finder(client, ou="Laplume (47310)"))[0] == "France services La Poste de Laplume"


def test_the_communes_of_a_postal_code_come_first(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="47240")
    assert names(page)[0] == "Mairie de Lafox", "nearer places of Boé come after it"
    assert "dans votre commune" not in main(page), "nobody knows which of them it is"
    assert "Les communes de ce code postal d’abord" in main(page)


@pytest.mark.parametrize(("typed", "opened"), [("47310", False), ("47240", True)])
def test_the_communes_that_answer_are_offered_and_many_stay_folded(
    client: StrictClient, demo_places: str, typed: str, opened: bool
) -> None:
    """Seven of them would push every telephone number off the first screen of a phone."""
    page = finder(client, ou=typed)
    offered = page.select_one("details:has(#choix)")
    assert offered is not None, text(page)[:400]
    assert offered.has_attr("open") is opened
    assert len(offered.select("a.chip")) > 1


def test_a_beginning_of_a_home_name_stays_at_home(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="Le Temple")
    assert text(page.h1) == "Lieux près du Temple-sur-Lot (47110)"
    assert "Le Temple (33)" in main(page)


@pytest.mark.parametrize(
    ("typed", "heading", "count"),
    [
        ("Lot-et-Garonne", "Lieux : Lot-et-Garonne", 60),
        ("47", "Lieux : Lot-et-Garonne", 60),
        ("Fumel Vallée du Lot", "Lieux : CC Fumel Vallée du Lot", None),
    ],
)
def test_a_whole_territory_is_searched(
    client: StrictClient, demo_places: str, typed: str, heading: str, count: int | None
) -> None:
    page = finder(client, ou=typed)
    assert text(page.h1) == heading
    said = main(page)
    assert "dans tout ce territoire" in said and "km environ" not in said and "Élargir" not in said
    if count:
        held = SearchDocument.objects.filter(kind__in=["lieu", "passage"], insee__startswith="47", latitude__gt=0)
        assert f"{held.count()} lieux" in said and held.count() > count
    need = finder(client, ou=typed, quoi="impôts")
    assert text(need.h1).endswith(heading.removeprefix("Lieux"))


def test_agen_with_a_postal_code_of_bordeaux_asks(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="Agen 33000")
    assert [link.get_text() for link in page.select("#choix ~ ul a")] == ["Agen (47000)", "Bordeaux (33000)"]
    assert not names(page)


def test_every_commune_offered_is_understood_in_its_turn(client: StrictClient, demo_places: str) -> None:
    for choice in finder(client, ou="47310").select("#choix ~ ul a"):
        where = parse_qs(urlsplit(choice["href"]).query)["ou"][0]
        page = finder(client, ou=where)
        assert not page.select("#choix")
        assert where in text(page.h1)


def test_namesakes_elsewhere_are_one_link_away(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="castelmoron")
    link = next(link for link in page.select("main a") if "Castelmoron-d’Albret" in link.get_text())
    assert "(33)" in link.get_text()
    assert "Castelmoron-d’Albret" in text(page_at(client, link["href"]).h1)


def test_an_unknown_commune_offers_three_names_and_every_place(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="zzqxw")
    assert len(page.select("#inconnu ~ ul a")) == 3
    assert len(names(page)) == 10
    assert names(page) == sorted(names(page), key=sort_title)


def test_an_empty_search_shows_the_communes_and_every_place(client: StrictClient, demo_places: str) -> None:
    page = finder(client)
    towns = [link.get_text() for link in page.select("details .chips a")]
    assert {"Agen", "Laplume", "Nérac"} <= set(towns)
    assert len(names(page)) == 10
    assert "89 lieux" in main(page)


def test_a_place_named_among_the_words_is_understood(client: StrictClient, demo_places: str) -> None:
    page = finder(client, quoi="impots castelmoron")
    assert names(page)[0] == "France services La Poste de Castelmoron-sur-Lot"
    assert "près de Castelmoron-sur-Lot" in main(page)


def test_a_corrected_word_can_be_taken_back(client: StrictClient, demo_places: str) -> None:
    page = finder(client, quoi="ordinatuer")
    link = next(link for link in page.select("main a") if "Chercher plutôt" in link.get_text())
    assert text(link) == "Chercher plutôt « ordinatuer »"
    assert names(page)
    exact = page_at(client, link["href"])
    assert "Chercher plutôt" not in main(exact)
    assert exact.select_one("#quoi")["value"] == "ordinatuer"


def test_a_word_corrected_beside_a_place_is_said_like_alone(client: StrictClient, demo_places: str) -> None:
    said = "Chercher plutôt « inprimante »"
    assert said in main(finder(client, quoi="inprimante"))
    page = finder(client, quoi="inprimante castelmoron")
    assert said in main(page)
    assert text(page.h1) == "« imprimante » près de Castelmoron-sur-Lot (47260)"
    assert (page.select_one("#quoi")["value"], page.select_one("#ou")["value"]) == (
        "imprimante",
        "Castelmoron-sur-Lot (47260)",
    )
    assert "exact=1" in link(page, said)


def test_the_site_search_leads_to_the_finder(client: StrictClient, demo_places: str) -> None:
    page = page_at(client, "/recherche/?q=inprimante+castelmoron")
    assert "Résultats pour imprimante castelmoron ." in main(page)
    assert "autour de Castelmoron-sur-Lot (47260)" in main(page)
    assert link(page, "Chercher dans tous les lieux") == "/lieux/?quoi=imprimante&ou=Castelmoron-sur-Lot+%2847260%29"
    assert link(page_at(client, "/recherche/?q=agen"), "Chercher dans tous") == "/lieux/?ou=Agen+%2847000%29"


def test_filters_narrow_and_are_said_in_the_title(client: StrictClient, demo_places: str) -> None:
    everything = finder(client, ou="agen", rayon=40)
    filtered = finder(client, ou="agen", rayon=40, type="town-hall", acces="se-presenter")
    assert 0 < len(names(filtered)) < len(names(everything))
    assert "Mairie" in text(filtered.title)
    assert [box["value"] for box in filtered.select("input[type=checkbox][checked]")] == ["town-hall", "se-presenter"]
    assert filtered.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert not everything.select_one("input[type=checkbox][checked]")
    for page in (everything, filtered):
        assert page.select_one("link[rel=canonical]")["href"] == "http://localhost/lieux/?ou=agen"


def test_the_number_beside_a_filter_is_what_one_gets(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="agen", rayon=40)
    for box in page.select("input[type=checkbox]"):
        number = int(box.find_next("span", class_="muted").get_text())
        found = finder(client, ou="agen", rayon=40, **{box["name"]: box["value"]})
        assert f"{number} lieu" in main(found), (box["name"], box["value"])


def test_nothing_within_the_radius_shows_the_nearest_all_the_same(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="bordeaux", rayon=5)
    assert "Aucun lieu à moins de 5 km" in main(page)
    assert len(names(page)) == 3
    assert max(distances(page)) < 1.2 * min(distances(page))
    wider = next(link for link in page.select("main a") if "Élargir" in link.get_text())
    assert text(wider) == "Élargir à 10 km"
    assert "rayon=10" in wider["href"]


def test_pages_follow_one_another(client: StrictClient, demo_places: str) -> None:
    seen: list[str] = []
    address = "/lieux/?ou=agen&rayon=80"
    while address:
        page = page_at(client, address)
        seen += [card["id"] for card in page.select("ol.places > li")]
        link = page.select_one("a[rel~=next]")
        address = link["href"] if link else ""
    assert len(seen) == len(set(seen)) > 40
    assert re.search(r"page (\d) sur \1", text(page.title))


def test_the_map_has_its_points_in_the_page(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="castelmoron")
    points = json.loads(page.select_one("#finder-points").get_text())
    assert [point["number"] for point in points] == list(range(1, len(names(page)) + 1))
    assert points[0]["name"] == names(page)[0]
    assert points[0]["anchor"] == page.select_one("ol.places > li")["id"]
    assert points[0]["shape"] == "drop"
    asked = json.loads(page.select_one("#finder-place").get_text())
    assert (asked["name"], asked["radius_km"]) == ("Castelmoron-sur-Lot", 20)
    towns = json.loads(page.select_one("#finder-towns").get_text())
    always = [town["name"] for town in towns if town["always"]]
    assert always[0] == "Agen"
    assert 6 <= len(always) <= 8
    assert not {"Boé", "Le Passage", "Castelmoron-sur-Lot"} & set(always)
    assert len({town["name"] for town in towns}) == len(towns)


def drawing(page: BeautifulSoup) -> Any:
    return page.select_one("#carte svg[role=img]")


def test_the_picture_shows_the_answer_without_script(client: StrictClient, demo_places: str) -> None:
    page = finder(client, ou="agen")
    picture, cards = drawing(page), len(names(page))
    assert picture["aria-label"] == f"Carte : {cards} repères. La liste dit la même chose."
    groups = [int(text.get_text().split("\u00a0")[0]) for text in picture.select(".map-cluster text")]
    numbers = [int(text.get_text()) for text in picture.select(".map-pin text")]
    assert len(numbers) + sum(groups) == cards
    assert set(numbers) <= set(range(1, cards + 1))
    assert picture.select_one(".ring") is not None
    assert picture.select_one(".ground")["d"].startswith("M")
    towns = [text.get_text(strip=True) for text in picture.select(".name")]
    assert "Agen" in towns
    assert 6 <= len(towns) - 1 <= 9  # without « 20 km »
    assert len(str(picture)) < 9_000


def test_the_picture_of_all_places_and_of_the_nearest_ones(client: StrictClient, demo_places: str) -> None:
    everywhere = drawing(finder(client))
    assert everywhere.select_one(".ring") is None
    assert {"Agen", "Nérac"} <= {text.get_text(strip=True) for text in everywhere.select(".name")}
    assert everywhere.select(".map-pin.approx")
    # Nothing near: the nearest places are shown all the same, without number, with the circle that holds none.
    nearest = drawing(finder(client, ou="duras", rayon="5", quoi="bibliothèque"))
    assert nearest.select_one(".ring") is not None
    assert [text.get_text() for text in nearest.select(".map-pin text")] == []


def test_a_position_is_a_dot_without_a_name(client: StrictClient, demo_places: str) -> None:
    page = finder(client, autour="44.2,0.62")
    assert drawing(page).select_one(".me") is not None
    assert json.loads(page.select_one("#finder-place").get_text())["name"] == ""
    assert "votre position" not in drawing(page).get_text()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("la poste", {"Agence postale de Montayral", "France services La Poste de Laplume"}),
        ("bureau de poste", {"Agence postale de Montayral", "France services La Poste de Laplume"}),
        ("msap", {"France services Nérac"}),
        ("maison france services", {"France services Nérac"}),
        ("hôtel de ville", {"Mairie de Boé", "Ville de Pont-du-Casse"}),
        ("centre social", {"Centre socio-culturel Le Point Commun"}),
        ("epn", {"Espace numérique Montesquieu", "Campus numérique 47"}),
        ("mission locale", {"Mission Locale Moyenne Garonne"}),
        ("association", {"Blue Fox Coffee - café associatif"}),
    ],
)
def test_the_words_of_a_kind_of_place_find_it(
    client: StrictClient, demo_places: str, typed: str, expected: set[str]
) -> None:
    found: list[str] = []
    for number in "1234":
        page = finder(client, quoi=typed, page=number)
        found += names(page)
        if page.select_one("a[rel~=next]") is None:
            break
    assert expected <= set(found)


def test_a_post_office_is_not_all_that_helps_with_letters(client: StrictClient, demo_places: str) -> None:
    found = names(finder(client, quoi="la poste"))
    assert "France services La Poste de Laplume" in found
    assert "France services Nérac" not in found
    # All of them, on whatever page: those that only help with letters are no post office.
    assert [name for name in found if "post" not in name.lower()] == []


@pytest.mark.parametrize(
    "typed", ["impôts", "carte grise", "carte vitale", "urssaf", "point justice", "chèque énergie"]
)
def test_a_france_services_is_found_by_what_it_helps_with(client: StrictClient, demo_places: str, typed: str) -> None:
    assert "France services Nérac" in names(finder(client, quoi=typed, ou="nérac"))


def test_a_first_heading_that_the_title_or_the_card_says_is_only_heard(client: StrictClient, demo_places: str) -> None:
    headings = finder(client, quoi="carte grise fumel").select("h3.vh, h3.part")
    assert [(text(one), one["class"]) for one in headings[:2]] == [
        ("Pour « carte grise »", ["vh"]),
        ("Ces lieux aident aussi pour tout", ["part"]),
    ]


@pytest.mark.parametrize(
    ("asked", "first", "reason"),
    [
        ("quelqu'un peut venir chez moi boe", "Mairie de Boé", "Peut aussi venir à domicile, le mardi matin"),
        (
            "ordinateur en libre service tonneins",
            "France services La Poste de Tonneins",
            "Un ordinateur est en libre service",
        ),
    ],
)
def test_what_a_place_says_of_itself_is_a_reason(
    client: StrictClient, demo_places: str, asked: str, first: str, reason: str
) -> None:
    page = finder(client, quoi=asked)
    assert names(page)[0] == first
    assert reason in text(page.select_one(".places .next"))
