"""The directory walked through: every list is linked, says what it is, and costs the same however long it is."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.finder.lists import index
from directory.models import HelpPoint
from events.models import Activity
from portal.models import Commune
from portal.models.changes import changes
from search.api import mark_stale
from tests.directory.reading import names, text
from tests.factories.dates import ActivityFactory
from tests.factories.places import publish
from tests.strict_client import StrictClient

MakePoint = Callable[..., HelpPoint]
pytestmark = pytest.mark.django_db
UNION = "200068930"


def read(client: StrictClient, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture(autouse=True)
def neighbours(laplume: Commune) -> Commune:
    """Laplume in its intercommunality, and beside it a commune without any place."""
    with changes():
        Commune.objects.update(epci=UNION, epci_name="CC Albret Communauté")
        moncaut = Commune.objects.create(
            insee="47172", name="Moncaut", postal_codes=["47310"], departement="47", epci=UNION,
            epci_name="CC Albret Communauté", population=600, latitude=44.12, longitude=0.51,
        )  # fmt: skip
        mark_stale("lieu", [])
    return moncaut


def test_a_commune_lists_its_places(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Bibliothèque de Laplume")
    make_point("Ailleurs", insee_code="47001", commune=None, commune_name="Agen")
    page = read(client, "/lieux/commune/47137-laplume/")
    assert names(page) == ["Bibliothèque de Laplume"]
    assert "1 lieu" in text(page)
    assert "Les lieux les plus proches" not in text(page)
    assert page.title.string.startswith("Laplume (47310)")
    assert page.select_one('link[rel="canonical"]')["href"] == "http://localhost/lieux/commune/47137-laplume/"
    assert page.select_one('a[href="/lieux/intercommunalite/200068930-albret-communaute/"]')
    assert page.select_one('a[href="/lieux/?ou=Laplume+%2847310%29"]')


def test_a_commune_without_a_place_shows_the_nearest(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Le plus proche")
    page = read(client, "/lieux/commune/47172-moncaut/")
    assert "Aucun lieu ici. Voici les plus proches." in text(page)
    assert names(page) == ["Le plus proche"]
    assert "à 2 km environ" in text(page)


def test_what_comes_to_a_commune_is_there_with_the_nearest(
    client: StrictClient, make_point: MakePoint, neighbours: Commune
) -> None:
    make_point("Le plus proche")
    publish(
        ActivityFactory(
            kind=Activity.Kind.PERMANENCE, title="Permanence au marché", point=None, commune=neighbours,
            place_text="Le marché", timetable_note="Les jours de marché",
        )
    )  # fmt: skip
    page = read(client, "/lieux/commune/47172-moncaut/")
    assert "1 permanence ou atelier" in text(page)
    assert len(names(page)) == 2
    assert names(page)[1] == "Le plus proche"


def test_an_intercommunality_gathers_its_communes(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Un lieu de Laplume")
    page = read(client, "/lieux/intercommunalite/200068930-albret-communaute/")
    assert page.h1.string == "Albret Communauté : qui peut vous aider".replace(" :", "\u00a0:")
    assert names(page) == ["Un lieu de Laplume"]
    assert [link.string for link in page.select(".names a")] == ["Laplume", "Moncaut"]


def test_types_and_letters(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Médiathèque", typologies=["BIB"])
    make_point("Élan", typologies=["ASSO"])
    make_point("3e lieu")
    assert names(read(client, "/lieux/type/library/")) == ["Médiathèque"]
    assert names(read(client, "/lieux/a-z/e/")) == ["Élan"]
    assert names(read(client, "/lieux/a-z/0/")) == ["3e lieu"]
    index_page = read(client, "/lieux/a-z/")
    assert [heading.string for heading in index_page.select("section h2")] == ["0-9", "E", "M"]
    assert "Bibliothèque 1" in text(read(client, "/lieux/types/"))


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/lieux/commune/47137/", "/lieux/commune/47137-laplume/"),
        ("/lieux/commune/47137-autre-nom/", "/lieux/commune/47137-laplume/"),
        ("/lieux/commune/47137-laplume/1/", "/lieux/commune/47137-laplume/"),
        ("/lieux/intercommunalite/200068930/", "/lieux/intercommunalite/200068930-albret-communaute/"),
        ("/lieux/type/post/1/", "/lieux/type/post/"),
    ],
)
def test_other_names_lead_to_the_right_address(client: StrictClient, address: str, to: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, to)


@pytest.mark.parametrize(
    "address",
    [
        "/lieux/commune/99999-nulle-part/",
        "/lieux/commune/47137-laplume/2/",
        "/lieux/commune/47137-laplume/99999999999999999999/",
        "/lieux/intercommunalite/-rien/",
        "/lieux/intercommunalite/123/",
        "/lieux/type/chateau/",
        "/lieux/type/post/99999999999999999999/",
        "/lieux/a-z/q/",
        "/lieux/a-z/ma/",
        "/lieux/communes/q/",
    ],
)
def test_what_does_not_exist_says_so(client: StrictClient, address: str) -> None:
    assert client.get(address).status_code == 404


def lists(client: StrictClient) -> Iterator[str]:
    found = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    return (path for path in (urlsplit(url).path for url in found) if re.match(r"/lieux/[a-z]", path))


def test_every_list_of_the_site_map_is_linked_and_answers(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Médiathèque", typologies=["BIB"])
    linked = {link["href"] for link in read(client, "/lieux/").select("main a")}
    for address in ("communes", "intercommunalites", "types", "a-z"):
        linked |= {link["href"] for link in read(client, f"/lieux/{address}/").select("main a")}
    found = list(lists(client))
    assert set(found) <= linked
    assert len(found) == len(set(found)) == 4 + 2 + 1 + 6 + 1
    titles = [read(client, address).title.string for address in found]
    assert len(titles) == len(set(titles))


def test_an_empty_directory_has_its_lists(client: StrictClient) -> None:
    for address in lists(client):
        read(client, address)
    assert "Il n’y a encore aucun lieu" in text(read(client, "/lieux/commune/47172-moncaut/"))
    assert "Aucun lieu, par leur nom" not in text(read(client, "/lieux/a-z/"))


def test_many_names_are_shown_a_letter_a_page(
    client: StrictClient, make_point: MakePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_point("Médiathèque")
    monkeypatch.setattr(index, "ON_ONE_PAGE", 1)
    page = read(client, "/lieux/communes/")
    assert [link["href"] for link in page.select("main nav[aria-label='Lettres'] a")] == [
        "/lieux/communes/l/", "/lieux/communes/m/",
    ]  # fmt: skip
    assert not page.select(".names a")
    assert [link.string for link in read(client, "/lieux/communes/m/").select(".names a")] == ["Moncaut"]


ADDRESSES = [
    "/lieux/communes/",
    "/lieux/commune/47137-laplume/",
    "/lieux/commune/47172-moncaut/",
    "/lieux/intercommunalites/",
    "/lieux/intercommunalite/200068930-albret-communaute/",
    "/lieux/types/",
    "/lieux/type/library/",
    "/lieux/a-z/",
    "/lieux/a-z/m/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_long_list_costs_no_more_questions(client: StrictClient, make_point: MakePoint, address: str) -> None:
    sent = []
    for more in (2, 60):
        with changes():
            for rank in range(more):
                make_point(f"Médiathèque {more} {rank}", typologies=["BIB"])
        read(client, "/donnees/")  # what every page remembers
        with CaptureQueriesContext(connection) as captured:
            page = read(client, address)
        sent.append(len(captured))
        assert len(names(page)) <= 20
    assert sent[1] <= sent[0] <= 14


def test_the_next_page_is_linked_without_parameters(client: StrictClient, make_point: MakePoint) -> None:
    with changes():
        for rank in range(21):
            make_point(f"Lieu {rank:02}")
    first, second = "/lieux/commune/47137-laplume/", "/lieux/commune/47137-laplume/2/"
    assert read(client, first).select_one('.pages a[rel="next"]')["href"] == second
    page = read(client, second)
    assert page.select_one('.pages a[rel="prev"]')["href"] == first
    assert "page 2 sur 2" in page.title.string
    assert names(page) == ["Lieu 20"]


def test_the_finder_leads_to_the_lists(client: StrictClient, make_point: Any) -> None:
    make_point()
    assert read(client, "/lieux/").select_one('main a[href="/lieux/communes/"]')
    assert not read(client, "/lieux/?ou=laplume").select_one('main a[href="/lieux/communes/"]')
