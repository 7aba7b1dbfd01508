"""`/guide/`: three questions, one a page, that end in the finder."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.finder.guide.moments import MOMENTS, offered
from directory.finder.query import FinderQuery
from tests.directory.reading import link, main, names, notices, page_at, text
from tests.strict_client import StrictClient


def test_from_the_need_to_the_answer(client: StrictClient, demo_places: Any) -> None:
    page = page_at(client, "/guide/")
    assert text(page.h1) == "De quoi avez-vous besoin ?"
    assert "Question 1 sur 3" in main(page)
    page = page_at(client, link(page, "Faire vos démarches"))
    assert text(page.h1) == "Où êtes-vous ?"
    assert "Question 2 sur 3" in main(page)
    assert "Vous avez répondu : Faire vos démarches" in main(page)
    form = page.select_one("main form")
    assert [(field["name"], field["value"]) for field in form.select("[type=hidden]")] == [("service", "demarches")]
    page = page_at(client, f"{form['action']}?service=demarches&ou=agen")
    assert text(page.h1) == "Quand voulez-vous venir ?"
    assert "Vous avez répondu : Faire vos démarches, Agen (47000)" in main(page)
    answer = page_at(client, link(page, "peu importe"))
    assert text(answer.h1) == "« Faire vos démarches » près d’Agen (47000)"
    assert names(answer)


def test_nobody_has_to_know(client: StrictClient, demo_places: Any) -> None:
    address = "/guide/"
    for _question in range(3):
        address = link(page_at(client, address), "Je ne sais pas")
    assert address == "/lieux/"


def test_each_answer_can_be_taken_back(client: StrictClient, demo_places: Any) -> None:
    page = page_at(client, "/guide/quand/?service=demarches&ou=agen")
    where = link(page, "Question précédente")
    assert where == "/guide/ou/?service=demarches"
    assert link(page_at(client, where), "Question précédente") == "/guide/?service=demarches"
    page = page_at(client, "/guide/?service=demarches")
    assert link(page, "Éviter les arnaques") == "/guide/ou/?service=securite"


@pytest.mark.parametrize(
    ("typed", "said", "offered"),
    [
        (
            "villeneuve",
            "Plusieurs communes répondent à « villeneuve ». Choisissez la vôtre.",
            "Villeneuve-sur-Lot (47300)",
        ),
        ("47310", "Plusieurs communes répondent à « 47310 ». Choisissez la vôtre.", "Laplume"),
        ("zzqxw", "Nous ne connaissons pas la commune « zzqxw ». Vouliez-vous dire :", "Anzex (47700)"),
    ],
)
def test_a_commune_that_is_not_sure_is_asked_again(
    client: StrictClient, demo_places: Any, typed: str, said: str, offered: str
) -> None:
    page = page_at(client, f"/guide/quand/?service=demarches&ou={typed}")
    assert text(page.h1) == "Où êtes-vous ?"
    assert said in main(page)
    following = link(page, offered)
    assert following.startswith("/guide/quand/?")
    assert text(page_at(client, following).h1) == "Quand voulez-vous venir ?"


def test_a_position_is_a_place(client: StrictClient, demo_places: Any) -> None:
    page = page_at(client, "/guide/quand/?autour=44.20,0.62")
    assert "Vous avez répondu : autour de vous" in main(page)
    assert link(page, "peu importe") == "/lieux/?autour=44.20%2C0.62"


def test_every_moment_offered_is_read_by_the_finder(client: StrictClient, demo_places: Any, now: datetime) -> None:
    found = offered(FinderQuery(where="agen"), now)
    assert [moment for moment, _url in found] == list(MOMENTS)
    for _moment, url in found:
        page = page_at(client, url)
        assert not notices(page)
        assert "ou=agen" in url


@pytest.mark.parametrize(
    "query", ["ou=%00", "service=inconnu", "autour=abc", "page=9", "rayon=abc", "quoi=" + "a" * 999]
)
@pytest.mark.parametrize("path", ["/guide/", "/guide/ou/", "/guide/quand/"])
@pytest.mark.django_db
def test_what_cannot_be_read_still_asks(client: StrictClient, site: Any, path: str, query: str) -> None:
    page = page_at(client, f"{path}?{query}")
    assert len(page.select("h1")) == 1


def test_the_guide_asks_little_of_the_database(client: StrictClient, demo_places: Any) -> None:
    page_at(client, "/guide/quand/?service=demarches&ou=agen")
    with CaptureQueriesContext(connection) as captured:
        page_at(client, "/guide/quand/?service=demarches&ou=agen")
    assert len(captured) <= 8, "\n".join(query["sql"] for query in captured)
