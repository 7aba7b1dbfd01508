"""The next dates of a place or of one activity, to put up on a door."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from events.models import Activity, Occurrence
from portal.models import SiteSettings
from tests.events.conftest import MakeWorkshop
from tests.factories.dates import ActivityFactory
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


def text(tag: Any) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def poster(client: Any) -> Callable[[str], Any]:
    def ask(path: str) -> Any:
        response = client.get(f"/agenda/affiche/{path}/")
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return ask


def lines(page: Any) -> list[str]:
    return [text(line) for line in page.select(".poster li")]


def test_a_place_has_its_name_its_number_and_its_next_dates(poster: Any, permanence: Activity, place: Any) -> None:
    page = poster(f"lieu/{place.pk}")
    assert text(page.h1) == place.name
    assert text(page.select_one(".poster-where")).endswith(f"{place.postal_code} {place.commune_name}")
    found = lines(page)
    assert found[:2] == ["Lundi 30 novembre, de 9 h à 12 h", "Lundi 7 décembre, de 9 h à 12 h"] and len(found) == 10
    assert text(page.select_one(".poster-always")) == "Permanence d’exemple · Sans rendez-vous · Gratuit"
    assert "Affiche faite le mardi 24 novembre 2026." in text(page.footer or page.select_one(".poster footer"))
    assert page.select_one(".poster-code svg") and f"http://localhost/lieux/{place.pk}/" in text(page.article)
    assert page.select_one('meta[name="robots"]')["content"] == "noindex, nofollow"


def test_the_number_is_that_of_the_place_else_of_the_network(poster: Any, permanence: Activity, place: Any) -> None:
    SiteSettings.objects.update(phone="+33553000000")
    HelpPoint.objects.filter(pk=place.pk).update(phone="")
    assert "05 53 00 00 00" in text(poster(f"lieu/{place.pk}").select_one(".poster-call"))
    HelpPoint.objects.filter(pk=place.pk).update(phone="+33553111111")
    assert "05 53 11 11 11" in text(poster(f"lieu/{place.pk}").select_one(".poster-call"))


def test_what_the_dates_do_not_share_is_said_with_each(
    poster: Any, permanence: Activity, make_workshop: MakeWorkshop, place: Any
) -> None:
    make_workshop((date(2026, 12, 1), time(14), time(16)), title="Débuter", access="booking")
    page = poster(f"lieu/{place.pk}")
    assert text(page.select_one(".poster-always")) == "Gratuit"
    assert lines(page)[0].endswith("Permanence d’exemple · Sans rendez-vous")
    assert lines(page)[1].startswith("Mardi 1er décembre, de 14 h à 16 h Débuter · Sur inscription")


def test_what_changed_is_said(poster: Any, permanence: Activity, place: Any) -> None:
    first, second, third = Occurrence.objects.public().of_activities([permanence.pk]).order_by("start")[:3]
    Occurrence.objects.filter(pk=first.pk).update(status="cancelled", reason="neige")
    Occurrence.objects.filter(pk=second.pk).update(start=second.start + timedelta(hours=1), moved_from=second.start)
    Occurrence.objects.filter(pk=third.pk).update(room="Salle des fêtes", places_left=2)
    page = poster(f"lieu/{place.pk}")
    found = lines(page)
    assert found[0] == "Lundi 30 novembre, de 9 h à 12 h Annulé : neige"
    assert [text(line) for line in page.select(".poster li.off")] == found[:1]
    assert "de 10 h à 12 h Déplacé, c’était prévu à 9 h" in found[1]
    assert found[2].endswith("Déplacé : Salle des fêtes"), "what is true only now, places left, is not on paper"


def test_most_permanences_have_no_place_and_have_a_poster(poster: Any, place: Any) -> None:
    fields = {"point": None, "commune": place.commune, "place_text": "Salle du conseil"}
    activity = publish(ActivityFactory(title="Permanence – Mairie", **fields))
    page = poster(str(activity.pk))
    assert text(page.h1) == "Permanence – Mairie" and "Salle du conseil" in text(page.select_one(".poster-where"))
    assert text(page.select_one(".poster-always")) == "Tous les lundis, de 9 h à 12 h · Sans rendez-vous · Gratuit"
    assert lines(page)[0] == "Lundi 30 novembre, de 9 h à 12 h"
    assert f"http://localhost/agenda/{activity.pk}/" in text(page.article)


def test_dates_told_in_words_and_no_date_at_all(poster: Any, place: Any) -> None:
    assert "Aucune date n’est annoncée" in text(poster(f"lieu/{place.pk}").article)
    activity = publish(ActivityFactory(rule=None, point=place, title="Aide", timetable_note="le mardi, à demander"))
    assert lines(poster(f"lieu/{place.pk}")) == ["Aide : le mardi, à demander"]
    assert lines(poster(str(activity.pk))) == ["Le mardi, à demander"]


def test_who_goes_elsewhere_says_where(poster: Any, place: Any) -> None:
    fields = {"point": None, "commune": place.commune, "place_text": "Mairie annexe"}
    publish(ActivityFactory(title="Permanence", operator=place, **fields))
    assert "Mairie annexe" in text(poster(f"lieu/{place.pk}").select_one(".poster-always"))


def test_it_answers_what_its_page_answers(client: Any, permanence: Activity, place: Any) -> None:
    draft = ActivityFactory(point=place)
    assert client.get(f"/agenda/affiche/{draft.pk}/").status_code == 404
    assert client.get("/agenda/affiche/999999/").status_code == 404
    assert client.get("/agenda/affiche/lieu/999999/").status_code == 404
    assert client.post(f"/agenda/affiche/{permanence.pk}/").status_code == 405
    HelpPoint.objects.filter(pk=place.pk).update(status=HelpPoint.Status.CLOSED)
    closed = client.get(f"/agenda/affiche/lieu/{place.pk}/")
    assert (closed.status_code, closed["Location"]) == (302, place.get_absolute_url())
    permanence.unpublish()
    assert client.get(f"/agenda/affiche/{permanence.pk}/").status_code == 410
    place.refresh_from_db()
    place.unpublish()
    assert client.get(f"/agenda/affiche/lieu/{place.pk}/").status_code == 410


def test_the_pages_lead_to_it(client: Any, permanence: Activity, place: Any) -> None:
    for address, path in (
        (place.get_absolute_url(), f"lieu/{place.pk}"),
        (permanence.get_absolute_url(), permanence.pk),
    ):
        page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
        link = page.select_one(f'a[href="/agenda/affiche/{path}/"]')
        assert link is not None and text(link) == "Affiche à imprimer"


def test_few_queries_whatever_the_dates(demo: list[str], client: Any, now: datetime) -> None:
    hosts = HelpPoint.objects.filter(name="Centre socio-culturel Le Point Commun").get()
    for path in (f"lieu/{hosts.pk}", f"{Activity.objects.published().filter(rules__isnull=False)[0].pk}"):
        client.get(f"/agenda/affiche/{path}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/agenda/affiche/{path}/").status_code == 200
        assert len(captured) <= 7, [query["sql"][:90] for query in captured.captured_queries]
