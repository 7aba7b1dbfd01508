"""The dates of a month on paper."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.agenda import month
from events.models import Activity, Occurrence
from portal.words.zone import PARIS

pytestmark = pytest.mark.django_db


def text(tag: Any) -> Any:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def sheet(demo: list[str], client: Any) -> Any:
    def ask(query: str = "") -> Any:
        response = client.get(f"/agenda/mois/{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return ask


def lines(page: Any) -> list[str]:
    return [str(link["href"]) for link in page.select(".month li a")]


def test_it_holds_the_month_of_the_commune_day_by_day(sheet: Any) -> None:
    page = sheet("?ou=lafox&mois=2026-12")
    assert text(page.h1) == "Permanences et ateliers à moins de 20 km de Lafox (47240) décembre 2026"
    days = [tag["datetime"] for tag in page.select(".month h2 time")]
    assert days == sorted(set(days)) and days[0] >= "2026-12-01" and days[-1] <= "2026-12-31"
    lafox = next(line for line in page.select(".month li") if "Mairie de Lafox" in text(line))
    assert "avec France services La Poste de Puymirol" in text(lafox), "whose number it is"
    assert text(lafox).startswith("9 h à 12 h Mairie de Lafox") and text(lafox).endswith("05 53 98 72 28")
    assert "Dates connues le mardi 24 novembre 2026" in text(page.main)
    assert "http://localhost/agenda/?ou=Lafox+(47240)" in text(page.main)
    assert page.select_one('meta[name="robots"]')["content"] == "noindex, nofollow"


def test_it_is_what_the_agenda_shows_of_the_month(sheet: Any, client: Any) -> None:
    shown: list[str] = []
    for page in (1, 2):
        response = client.get(f"/agenda/?ou=lafox&du=2026-12-01&au=2026-12-31&page={page}")
        found = BeautifulSoup(response.content.decode(), "html.parser")
        shown += [str(link["href"]) for link in found.select(".jour h3 a")]
        if not found.select(".pages a[rel=next]"):
            break
    assert lines(sheet("?ou=lafox&mois=2026-12")) == shown != []


def test_this_month_begins_today_and_paper_says_nothing_of_now(sheet: Any, now: datetime) -> None:
    page = sheet("?mois=2026-11")
    assert "novembre 2026, à partir du mardi 24 novembre" in text(page.h1)
    assert all(day["datetime"] >= now.date().isoformat() for day in page.select(".month time[datetime]"))
    ongoing = Occurrence.objects.public().filter(start__gte=now).order_by("start")[0]
    Occurrence.objects.filter(pk=ongoing.pk).update(places_left=2)
    for words in ("En ce moment", "Il reste", "aujourd’hui", "Complet"):
        assert words not in text(sheet("?mois=2026-11").select_one(".month"))


def test_a_full_date_and_a_note_are_told(sheet: Any, now: datetime) -> None:
    first, second = Occurrence.objects.taking_place(now).filter(start__gte=datetime(2026, 12, 1, tzinfo=PARIS))[:2]
    Occurrence.objects.filter(pk=first.pk).update(places_left=0, note="Entrée par la cour.")
    Occurrence.objects.filter(pk=second.pk).update(places_left=0, status="cancelled", reason="neige")
    page = sheet("?mois=2026-12")
    told, off = (text(page.select_one(f'.month li:has(a[href="{row.get_absolute_url()}"])')) for row in (first, second))
    assert ". Complet · Entrée par la cour" in told
    assert "neige" in off and "Complet" not in off


def test_cancelled_dates_are_struck_and_terms_said(sheet: Any) -> None:
    page = sheet("?mois=2026-12")
    off = page.select(".month li.off")
    december = datetime(2026, 12, 1, tzinfo=PARIS).astimezone(UTC), datetime(2027, 1, 1, tzinfo=PARIS).astimezone(UTC)
    stored = Occurrence.objects.public().starting_between(*december)
    assert len(off) == stored.filter(status="cancelled").count() > 0
    assert all("Annulé :" in text(line) for line in off)
    assert "Sur inscription, par téléphone" in text(page.select_one(".month"))
    assert "Gratuit et sans rendez-vous, sauf si c’est écrit autrement." in text(page.main)


def test_what_is_asked_by_telephone_is_at_the_end_with_the_number(sheet: Any) -> None:
    page = sheet("?ou=prayssas&rayon=5")
    asked = page.select_one('section[aria-labelledby="demander"]')
    assert "Prayssas" in text(asked) and re.search(r"0\d( \d\d){4}", text(asked))


def test_the_other_months_and_a_smaller_circle_are_one_link_away(sheet: Any) -> None:
    links = {text(link): link["href"] for link in sheet("?ou=agen&rayon=80&mois=2026-12").select(".off-paper a")}
    assert links["Novembre 2026"] == "/agenda/mois/?ou=Agen+(47000)&rayon=80&mois=2026-11"
    assert links["Janvier 2027"].endswith("mois=2027-01")
    assert links["À moins de 40 km, pour moins de pages"].endswith("rayon=40&mois=2026-12")
    assert "Novembre 2026" not in text(sheet("?mois=2026-11").select_one(".off-paper"))
    assert "Choisir une commune" in text(sheet("?mois=2026-12").select_one(".off-paper"))


def test_faults_are_said_and_a_commune_to_choose_is_chosen_on_the_agenda(sheet: Any, client: Any) -> None:
    page = sheet("?mois=1999-01&genre=bal&rayon=abc&couleur=bleu")
    assert len(page.select(".notices p")) == 4 and lines(page)
    for where in ("saint-pierre", "zzzzzz"):
        response = client.get(f"/agenda/mois/?ou={where}")
        assert (response.status_code, response["Location"]) == (302, f"/agenda/?ou={where}")
    assert client.post("/agenda/mois/").status_code == 405


def test_a_longer_list_is_cut_and_says_so(sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(month, "MOST", 10)
    page = sheet("?mois=2026-12")
    assert len(lines(page)) == 10 and "voici les 10 premières" in text(page.main)


def test_queries_do_not_grow_and_drafts_never_show(sheet: Any, client: Any) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries("/agenda/mois/?ou=sos&rayon=5&mois=2026-12")
    assert queries("/agenda/mois/?ou=agen&rayon=80&mois=2026-12") == few <= 10
    Activity.objects.update(live=False)
    page = sheet("?mois=2026-12")
    assert not lines(page) and "Aucune date n’est annoncée pour ce mois" in text(page.main)
