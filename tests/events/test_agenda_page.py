"""The agenda of the demo, as a person reads it."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.agenda.answer import answer
from events.agenda.nearest import nearest
from events.agenda.query import AgendaQuery
from events.models import Activity, Occurrence
from portal.ground.remembered import at_version
from portal.words.geo import distance_km
from search.api import circle_of, resolve
from search.types import Circle

pytestmark = pytest.mark.django_db

# Of the content, as no other test has it
VERSION = 20_261_124


def text(tag: Any) -> Any:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def agenda(demo: list[str], client: Any) -> Any:
    def ask(status: int = 200, **parameters: Any) -> Any:
        response = client.get(f"/agenda/?{urlencode(parameters, doseq=True)}")
        assert response.status_code == status, parameters
        return BeautifulSoup(response.content.decode(), "html.parser")

    return ask


def days(page: Any) -> Any:
    return [text(title) for title in page.select(".jour h2")]


def titles(page: Any) -> Any:
    return [text(link) for link in page.select(".jour h3 a")]


def notices(page: Any) -> Any:
    return [text(found) for found in page.select(".notices p")]


def test_this_week_begins_today_and_tells_its_parity(agenda: Any) -> None:
    page = agenda()
    assert "Du mardi 24 novembre au dimanche 29 novembre 2026 · semaine 48, semaine paire" in text(page.main)
    assert days(page)[0].endswith(("aujourd’hui", "demain"))
    assert days(page) == sorted(days(page), key=lambda day: int(re.findall(r"\d+", day)[0]))
    assert "Mairie de Saint-Pierre-de-Clairac" in titles(page)  # even weeks
    assert "Une semaine sur deux" in text(page.main)


def test_only_the_list_by_week_is_said_to_be_by_week(agenda: Any) -> None:
    assert "semaine par semaine" in text(agenda().main)
    assert not any("semaine par semaine" in text(agenda(vue=view).main) for view in ("jour", "mois"))


def test_next_week_is_one_link_away_and_back(agenda: Any, client: Any) -> None:
    first = agenda()
    following = first.select_one('nav[aria-label="Semaines"] a[rel=next]')
    assert text(following) == "Du 30 novembre au 6 décembre"
    assert following["href"] == "/agenda/?semaine=2026-W49"
    page = agenda(semaine="2026-W49")
    assert "semaine 49, semaine impaire" in text(page.main)
    assert "Mairie de Lougratte" in titles(page)  # odd weeks
    back = page.select_one('nav[aria-label="Semaines"] a[rel=prev]')
    assert (text(back), back["href"]) == ("Cette semaine", "/agenda/")


def test_weeks_out_of_reach_are_not_found(agenda: Any) -> None:
    agenda(semaine="2025-W44")
    agenda(404, semaine="2025-W43")
    agenda(404, semaine="2028-W01")
    agenda(404, page=40)
    for beyond in (
        {"du": "1999-01-01"},
        {"au": "9999-12-31"},
        {"semaine": "9999-W52"},
        {"vue": "jour", "du": "2028-01-01"},
        {"vue": "mois", "mois": "2028-01"},
        {"vue": "mois", "mois": "2025-10"},
    ):
        agenda(404, **beyond)
    last = agenda(semaine="2027-W52")
    assert last.select_one('nav[aria-label="Semaines"] a[rel=next]') is None


def test_near_a_commune_with_the_distance(agenda: Any) -> None:
    page = agenda(ou="laplume", semaine="2026-W49")
    assert text(page.h1) == "Dates près de Laplume (47310)"
    assert titles(page)
    wide, narrow = len(titles(page)), len(titles(agenda(ou="laplume", rayon=10, semaine="2026-W49")))
    assert 0 < narrow < wide
    assert re.search(r"\(à \d+ km environ\)", text(page.select_one(".jour")))
    assert page.select_one('meta[name="robots"]')["content"].startswith("noindex")


def test_the_dates_of_a_whole_territory(agenda: Any) -> None:
    page = agenda(ou="Lot-et-Garonne")
    assert text(page.h1) == "Dates : Lot-et-Garonne"
    assert len(titles(page)) == len(titles(agenda())) > 0
    assert "à moins de" not in text(page.main) and "km environ" not in text(page.main)
    assert "agenda.ics?ou=Lot-et-Garonne" in str(page)


def test_kinds_are_counted_and_filter(agenda: Any) -> None:
    page = agenda(semaine="2026-W49")
    boxes = {text(box.select_one(".badge")): int(text(box.select_one(".n"))) for box in page.select("label.check")}
    assert sum(boxes.values()) == len(titles(page))
    only = agenda(semaine="2026-W49", genre="permanence")
    assert len(titles(only)) == boxes["Permanence"]
    assert {text(badge) for badge in only.select(".slot .badge")} <= {"Permanence", "Annulé"}


def test_between_two_days_with_the_weeks_told(agenda: Any) -> None:
    page = agenda(du="26/11/2026", au="2026-12-02")
    assert "Du jeudi 26 novembre au mercredi 2 décembre 2026" in text(page.main)
    assert days(page)[0].startswith("Jeudi 26 novembre") and days(page)[-1].startswith("Mercredi 2 décembre")
    assert [text(week) for week in page.select(".semaine")] == ["Semaine 49, semaine impaire"]
    assert page.select_one('nav[aria-label="Semaines"]') is None


def test_a_long_range_has_pages(agenda: Any) -> None:
    page = agenda(du="2026-12-01", au="2027-01-31")
    assert len(titles(page)) == 60
    assert page.select_one(".pages a[rel=next]")["href"].endswith("page=2")
    assert titles(agenda(du="2026-12-01", au="2027-01-31", page=2))


def test_undated_permanences_come_after_with_a_telephone(agenda: Any) -> None:
    page = agenda(ou="aiguillon")
    section = page.select_one('section[aria-labelledby="sans-date"]')
    assert section.find_previous(class_="jours") is not None
    words = text(section)
    assert "Le lundi, heures à demander" in words
    assert "Le mercredi et le vendredi matin, heures à demander" in words
    assert all(row.select_one('a.tel[href^="tel:+33"]') for row in section.select("li.event"))
    assert not section.select('a[href$=".ics"]')
    everywhere = agenda().select_one('section[aria-labelledby="sans-date"]').select("li.event")
    assert len(everywhere) == 16


def test_an_empty_week_offers_the_next_dates_and_a_wider_circle(agenda: Any) -> None:
    page = agenda(ou="sos", rayon=5, genre="series")
    assert not days(page)
    assert "Élargir à 10 km" in text(page.main)
    assert page.select('section[aria-labelledby="suivantes"] .event')


def test_a_commune_that_must_be_chosen_and_one_that_nobody_knows(agenda: Any) -> None:
    page = agenda(ou="saint-pierre")
    assert not days(page) and "Quelle commune ?" in text(page.main)
    choice = page.select_one('section[aria-labelledby="choix"] a')
    assert choice["href"].startswith("/agenda/?ou=Saint-Pierre")
    page = agenda(ou="zzzzzz")
    assert len(page.select('section[aria-labelledby="inconnu"] a')) == 3
    assert days(page)
    assert "Vous cherchez Castelmoron-d’Albret" in text(agenda(ou="castelmoron").main).replace("'", "’")


def test_a_choice_stays_while_the_commune_must_be_chosen_or_nothing_is_found(agenda: Any) -> None:
    for period in ({"ou": "saint-pierre"}, {"du": "2026-12-25", "au": "2026-12-25"}):
        page = agenda(places="libres", lieu="1", organisme="1", **period)
        chosen = page.select(".chosen .chips a")
        assert len(chosen) == 3, period
        assert not any("places=libres" in link["href"] for link in chosen if "complètes" in text(link))
        assert len(page.select("#chercher input[type=checkbox][checked]")) == 3


@pytest.mark.parametrize("typed", ["Gueyze", "gueyze 47170"])
def test_who_types_the_name_of_a_commune_of_before_is_told_which_it_is_now(
    agenda: Any, client: Any, typed: str
) -> None:
    assert "Gueyze fait aujourd’hui partie de Sos." in text(agenda(ou=typed).main)
    assert "Gueyze fait aujourd’hui partie de Sos." in client.get("/lieux/", {"ou": typed}).content.decode()
    assert "partie de" not in text(agenda(ou="sos").main)


def test_days_of_this_week_that_are_over_are_one_link_away(agenda: Any, frozen: Any) -> None:
    frozen.move_to("2026-11-28T09:00:00+01:00")  # a Saturday, whose month is December
    page = agenda(genre="permanence")
    link = page.select_one('nav[aria-label="Semaines"] a[href*="au=2026-11-27"]')
    assert text(link) == "Plus tôt cette semaine" and "nofollow" in link["rel"]
    past = agenda(genre="permanence", du="2026-11-23", au="2026-11-27")
    assert link["href"] == "/agenda/?genre=permanence&du=2026-11-23&au=2026-11-27"
    assert "Du lundi 23 novembre au vendredi 27 novembre 2026" in text(past.main)
    frozen.move_to("2026-11-30T09:00:00+01:00")
    assert not agenda().select('a[href*="du=2026"]')


@pytest.mark.parametrize(
    "parameters",
    [
        {"rayon": "abc", "ou": "laplume"},
        {"du": "2026-13-45"},
        {"semaine": "2027-W53"},
        {"genre": "bal"},
        {"ou": "a\x00b" + "c" * 5000},
        {"page": "x"},
        {"couleur": "bleu"},
    ],
)
def test_bad_input_is_said_and_the_dates_are_there(agenda: Any, parameters: Any) -> None:
    page = agenda(**parameters)
    assert notices(page)
    assert page.select(".jour, .empty")


def test_a_date_that_is_over_or_going_on_says_so(demo: list[str], client: Any, frozen: Any, now: datetime) -> None:
    first = Occurrence.objects.public().filter(start__gt=now, kind="permanence").order_by("start")[0]
    frozen.move_to(first.start + timedelta(minutes=5))
    page = client.get("/agenda/").content.decode()
    assert "En ce moment, jusqu’à" in page
    frozen.move_to(first.end + timedelta(minutes=5))
    assert "Terminé" not in client.get("/agenda/").content.decode(), "a list of what is to come"
    today = BeautifulSoup(client.get("/agenda/?vue=jour").content.decode(), "html.parser").select(".slot")
    over = ["Terminé" in text(row) for row in today]
    assert any(over) and over == sorted(over), "what is over comes last"


def test_the_calendar_of_the_network_is_offered_where_the_home_page_says(agenda: Any) -> None:
    panel = agenda().select_one("#calendrier")
    assert panel.select_one("a.btn")["href"] == "webcal://localhost/ical/reseau.ics"
    assert panel.select_one("input[readonly]")["value"] == "http://localhost/ical/reseau.ics"


def test_a_commune_offers_its_own_calendar_and_its_month_on_paper(agenda: Any) -> None:
    page = agenda(ou="lafox", genre="permanence", semaine="2026-W49")
    assert text(page.h1) == "Permanences près de Lafox (47240)"
    address = "/ical/agenda.ics?genre=permanence&ou=Lafox+(47240)&rayon=20"
    panel = page.select_one("#calendrier")
    assert panel.select_one("a.btn")["href"] == f"webcal://localhost{address}"
    assert panel.select_one("a[download]")["href"] == address
    assert panel.select_one("input[readonly]")["value"] == f"http://localhost{address}"
    assert "se mettent à jour toutes seules : permanences à moins de 20 km de Lafox." in text(panel)
    assert page.select_one('a[href^="/agenda/mois/"]')["href"].endswith("?genre=permanence&ou=Lafox+(47240)&rayon=20")


def test_a_commune_that_is_not_understood_has_no_calendar(agenda: Any) -> None:
    """That of the network would be taken for its own."""
    for where in ("saint-pierre", "zzzzzz"):
        assert "/ical/" not in str(agenda(ou=where).main.select("aside"))


def test_the_next_dates_near_the_commune_come_first(agenda: Any, now: datetime) -> None:
    page = agenda(ou="lafox")
    section = page.select_one('section[aria-labelledby="pres"]')
    first = section.select("li")[0]
    assert "Mairie de Lafox" in text(first) and "(dans votre commune)" in text(first)
    assert len(section.select("li")) == 3
    assert section.find_next(class_="jour") is not None, "it stands before the days"
    for other in ({"semaine": "2026-W49"}, {"du": "2026-12-01"}, {"ou": ""}):
        assert agenda(**{"ou": "lafox", **other}).select_one('section[aria-labelledby="pres"]') is None


def test_a_permanence_of_the_commune_whose_hours_are_asked_by_telephone_comes_first(agenda: Any) -> None:
    first = agenda(ou="prayssas").select_one('section[aria-labelledby="pres"] li')
    assert "Prayssas" in text(first) and "Le mardi, heures" in text(first)
    assert first.select_one('a.tel[href^="tel:+33"]') is not None


def nearest_by_hand(place: Circle, now: datetime) -> list[str]:
    """The addresses, worked out on all the dates."""
    best: dict[int, tuple[float, datetime, int]] = {}
    permanences = []
    for row in Occurrence.objects.taking_place(now).select_related("activity").filter(insee__gt=""):
        km = distance_km(place.lat, place.lon, row.latitude or 0.0, row.longitude or 0.0)
        days = (row.start - now) / timedelta(days=1)
        if km <= place.radius_km and days < 31 and row.activity_id not in best:
            effort = 2 / 7 * days + (0.0 if row.insee == place.insee or km <= 1 else km)
            best[row.activity_id] = (effort, row.start, row.pk)
            if row.kind == "permanence":
                permanences.append(best[row.activity_id])
    # The nearest permanence comes before any workshop.
    first = sorted(permanences)[:1]
    rest = [one for one in sorted(best.values()) if one not in first]
    return [f"/agenda/date/{pk}/" for _effort, _start, pk in [*first, *rest]][:3]


def test_a_week_of_waiting_counts_as_two_kilometres(demo: list[str], now: datetime) -> None:
    """For communes all over the territory."""
    places = [circle_of(resolve(name), 20) for name in ("lafox", "agen", "villereal", "fumel", "marmande", "nerac")]
    for place in places:
        assert place is not None
        assert [date.url for date in nearest(AgendaQuery(), place, [], now)] == nearest_by_hand(place, now)


def test_what_is_remembered_of_a_day_follows_its_hours(demo: list[str], now: datetime) -> None:
    place = circle_of(resolve("agen"), 30)
    assert place is not None
    query = AgendaQuery(where="agen", radius=30)
    first = Occurrence.objects.filter(pk=int(nearest(query, place, [], now)[0].url.split("/")[-2]))
    assert first.update(local_date=now.date(), start=now - timedelta(hours=1), end=now + timedelta(minutes=7))
    found = set()
    for moment in (now + timedelta(minutes=minutes) for minutes in (*range(0, 20, 4), *range(20, 600, 35))):
        said = []
        for version in (0, VERSION):  # with 0 nothing is remembered from one block to the next
            with at_version(version):
                counted = answer(query, moment).counted
                said.append((nearest(query, place, [], moment), counted.total, counted.counts))
        assert said[0] == said[1], moment
        assert [date.url for date in said[0][0]] == nearest_by_hand(place, moment)
        found.add(said[0][1])
    assert len(found) > 2, "dates are over during the day"


def test_words_are_plain(agenda: Any) -> None:
    for parameters in ({}, {"ou": "lafox"}, {"ou": "prayssas"}):
        words = text(agenda(**parameters))
        for jargon in ("Genre de date", "flux", ".ics)", "ne sont pas publiés"):
            assert jargon not in words


def test_the_number_of_queries_does_not_depend_on_the_dates(demo: list[str], client: Any) -> None:
    def queries(address: Any) -> Any:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    one_day = queries("/agenda/?du=2026-11-25&au=2026-11-25")
    assert queries("/agenda/?du=2026-11-25&au=2027-01-25") == one_day
    assert queries("/agenda/?semaine=2026-W49") == one_day
    assert one_day <= 11
    around = queries("/agenda/?ou=lafox&rayon=5")
    # One of them for the pages at the foot and one for the proposals, both remembered.
    assert queries("/agenda/?ou=lafox&rayon=80") == around <= 14


def test_drafts_never_show(demo: list[str], client: Any) -> None:
    Activity.objects.update(live=False)
    page = client.get("/agenda/?semaine=2026-W49").content.decode()
    assert "Permanence France services" not in page and "Aucune date" in page
