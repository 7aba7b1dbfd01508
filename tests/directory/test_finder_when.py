"""« Quand ? »: a day and a half-day, typed or ticked; hours, holidays, closures and dates all count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Closure, HelpPoint
from portal.words.zone import PARIS
from search.index.writing import rebuild
from tests.directory.reading import finder, main, names, notices, page_at, text
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

Make = Callable[..., HelpPoint]


@pytest.fixture
def three(make_point: Make) -> None:
    make_point("Du matin", opening_hours="Mo-Sa 09:00-12:00")
    make_point("De l’après-midi", opening_hours="Mo-Fr 14:00-19:00")
    make_point("Par téléphone", opening_hours="Mo-Fr 09:00-12:00", access_modes=["telephoner"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("maintenant", ["Du matin"]),
        ("aujourdhui", ["De l’après-midi", "Du matin", "Par téléphone"]),
        ("mardi-matin", ["Du matin", "Par téléphone"]),
        ("mardi-apres-midi", ["De l’après-midi"]),
        ("mardi-soir", ["De l’après-midi"]),
        ("samedi", ["Du matin"]),
        ("week-end", ["Du matin"]),
        ("semaine", ["De l’après-midi", "Du matin", "Par téléphone"]),
        ("2026-12-05", ["Du matin"]),
        ("2026-12-07-matin", ["Du matin", "Par téléphone"]),
        ("2027-01-18-apres-midi", ["De l’après-midi"]),  # beyond the hours that are indexed
        ("2027-01-23", ["Du matin"]),
        ("rendez-vous", ["Par téléphone"]),
    ],
)
def test_each_moment_has_an_address(client: StrictClient, three: None, asked: str, found: list[str]) -> None:
    assert sorted(names(finder(client, ou="laplume", quand=asked))) == found


@pytest.mark.parametrize("asked", ["saint-glinglin", "2026-11-23", "2027-03-01", "2026-12-05-nuit", "2026-13-45"])
def test_a_moment_that_does_not_exist_is_said(client: StrictClient, three: None, asked: str) -> None:
    page = finder(client, ou="laplume", quand=asked)
    assert notices(page) == [f"Ce choix n’existe pas, il a été laissé de côté : « {asked} »."]
    assert len(names(page)) == 3


def test_a_counter_open_until_13_is_no_help_in_the_afternoon(client: StrictClient, make_point: Make) -> None:
    make_point("Jusqu’à 13 h", opening_hours="Mo-Fr 09:00-13:00")
    make_point("Journée", opening_hours="Mo-Fr 09:00-17:00")
    assert names(finder(client, ou="laplume", quand="jeudi-apres-midi")) == ["Journée"]


def test_a_moment_typed_is_a_filter_that_can_be_taken_back(client: StrictClient, three: None) -> None:
    page = finder(client, quoi="samedi matin à Laplume")
    assert names(page) == ["Du matin"]
    assert text(page.h1) == "Lieux près de Laplume (47310), samedi matin"
    assert (page.select_one("#quoi")["value"], page.select_one("#ou")["value"]) == ("", "Laplume (47310)")
    assert page.select_one("input[name=quand][value=samedi-matin]").has_attr("checked")
    link = next(link for link in page.select("main a") if "Samedi matin" in text(link))
    assert parse_qs(urlsplit(link["href"]).query) == {"quoi": ["à Laplume"]}
    assert len(names(page_at(client, link["href"]))) == 3


def test_a_half_day_narrows_its_day(client: StrictClient, three: None) -> None:
    page = finder(client, quoi="samedi à Laplume", quand="samedi-matin")
    assert text(page.h1) == "Lieux près de Laplume (47310), samedi matin"
    assert names(page) == ["Du matin"]
    assert not page.select_one("input[name=quand][value=samedi]")


def test_a_card_says_the_hours_of_the_moment_asked(client: StrictClient, three: None) -> None:
    assert "Ouvert samedi 28 novembre, 9 h à 12 h" in main(finder(client, ou="laplume", quand="samedi"))
    assert "Ouvert demain, 14 h à 19 h" in main(finder(client, quoi="demain soir", ou="laplume"))
    assert "Ouvert, ferme à midi" in main(finder(client, ou="laplume", quand="maintenant"))


def test_words_taken_exactly_name_no_moment(client: StrictClient, three: None) -> None:
    page = finder(client, quoi="samedi matin", ou="laplume", exact="1")
    assert text(page.h1) == "« samedi matin » près de Laplume (47310)"


def test_this_morning_said_in_the_afternoon_is_tomorrow(client: StrictClient, three: None, now: datetime) -> None:
    with time_machine.travel(now.replace(hour=15), tick=False):
        page = finder(client, quoi="ce matin", ou="laplume")
    assert text(page.h1) == "Lieux près de Laplume (47310), demain matin"
    assert not page.select("input[name=quand][value=aujourdhui-matin]"), "a half-day that is over is not proposed"


def test_a_place_by_appointment_says_when_its_team_is_there(client: StrictClient, make_point: Make) -> None:
    make_point("Avec rendez-vous", opening_hours="Mo-Fr 09:00-12:00; Sa 09:00-12:00", access_modes=["telephoner"])
    make_point("Sans public", opening_hours="Sa 09:00-12:00", access_modes=["pas-de-public"])
    page = finder(client, quoi="samedi", ou="laplume")
    assert names(page) == ["Avec rendez-vous"]
    assert "Sur rendez-vous. Équipe présente samedi 28 novembre, 9 h à 12 h" in main(page)
    assert "Rien ne correspond" in main(finder(client, quoi="dimanche", ou="laplume"))


def test_a_place_by_appointment_without_hours_may_be_asked_for_working_days(
    client: StrictClient, make_point: Make
) -> None:
    make_point("À demander", opening_hours="", access_modes=["telephoner"], phone="+33553000000")
    make_point("Horaires inconnus", opening_hours="", access_modes=["se-presenter"])
    for day in ("jeudi", "samedi-matin", "semaine-prochaine"):
        assert names(finder(client, ou="laplume", quand=day)) == ["À demander"]
    for day in ("dimanche", "jeudi-soir", "maintenant", "2026-12-25"):
        assert "Rien ne correspond" in main(finder(client, ou="laplume", quand=day)), day


def test_a_date_typed_is_a_filter(client: StrictClient, three: None) -> None:
    page = finder(client, quoi="samedi 5 décembre à Laplume")
    assert names(page) == ["Du matin"]
    assert text(page.h1) == "Lieux près de Laplume (47310), samedi 5 décembre"
    assert "Ouvert samedi 5 décembre, 9 h à 12 h" in main(page)
    assert page.select_one("input[name=quand][value='2026-12-05']").has_attr("checked")


def test_a_day_typed_beside_the_commune_is_read(client: StrictClient, three: None) -> None:
    page = finder(client, ou="Laplume samedi")
    assert names(page) == ["Du matin"]
    assert text(page.h1) == "Lieux près de Laplume (47310), samedi"


def test_a_public_holiday_beyond_the_indexed_hours_is_closed(client: StrictClient, make_point: Make) -> None:
    make_point("En semaine", opening_hours="Mo-Fr 09:00-17:00; PH off")
    assert names(finder(client, ou="laplume", quand="2026-12-18")) == ["En semaine"]
    assert "Rien ne correspond" in main(finder(client, ou="laplume", quand="2026-12-25"))


def test_places_by_appointment_are_told_of_under_what_is_open_now(client: StrictClient, three: None) -> None:
    page = finder(client, ou="laplume", quand="maintenant")
    assert names(page) == ["Du matin"]
    link = next(link for link in page.select("main a") if "sur rendez-vous" in text(link))
    assert text(link) == "1 lieu reçoit sur rendez-vous : appelez-le"
    assert names(page_at(client, link["href"])) == ["Par téléphone"]
    assert "appelez-le" not in main(finder(client, ou="laplume"))


def test_holidays_and_closures_count(client: StrictClient, make_point: Make, now: datetime) -> None:
    """25 December is a Friday; the other place takes that week off."""
    make_point("Ouvert la semaine", opening_hours="Mo-Fr 09:00-17:00; PH off")
    closed = make_point("En congé", opening_hours="Mo-Fr 09:00-17:00; PH off")
    Closure.objects.create(point=closed, label="Congés", first_day=date(2026, 12, 23), last_day=date(2026, 12, 24))
    with time_machine.travel(datetime(2026, 12, 22, 10, 0, tzinfo=PARIS), tick=False):
        rebuild()
        assert sorted(names(finder(client, ou="laplume", quand="mardi"))) == ["En congé", "Ouvert la semaine"]
        assert len(names(finder(client, ou="laplume", quand="jeudi"))) == 2, "the next one, or that of the week after"
        assert names(finder(client, ou="laplume", quand="2026-12-24")) == ["Ouvert la semaine"]
        page = finder(client, ou="laplume", quand="vendredi")
        assert "Rien ne correspond" in main(page)


def test_older_addresses_keep_working(client: StrictClient, three: None) -> None:
    page = finder(client, ou="laplume", ouvert="maintenant")
    assert names(page) == ["Du matin"]
    assert page.select_one("input[name=ouvert]").has_attr("checked")
    assert not finder(client, ou="laplume").select("input[name=ouvert]"), "else « Quand ? » says it"


def test_no_choice_on_time_costs_a_query(client: StrictClient, three: None) -> None:
    def ask(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len([query for query in captured.captured_queries if "search_searchspan" in query["sql"]])

    assert ask("/lieux/?ou=laplume") == 1
    assert ask("/lieux/?ou=laplume&quand=lundi-matin&quand=week-end&ouvert=maintenant") == 1


def test_open_now_follows_the_clock_of_the_town(client: StrictClient, make_point: Make) -> None:
    """Half past nine on a Monday in La Réunion is half past six in Paris."""
    with time_machine.travel(datetime(2026, 11, 30, 6, 30, tzinfo=PARIS), tick=False):
        make_point("Cyber-base", insee_code="97414", postal_code="97450", opening_hours="Mo-Fr 08:00-16:00")
        make_point("Du matin", opening_hours="Mo-Fr 08:00-16:00")
        rebuild()
        assert names(finder(client, quand="maintenant")) == ["Cyber-base"]


def test_hours_by_appointment_are_those_of_the_team(client: StrictClient, make_point: Make) -> None:
    """Today is Tuesday 24 November, ten o'clock."""
    make_point("Du matin", opening_hours="Mo-Fr 09:00-12:00")
    make_point("Sur rendez-vous", opening_hours='Mo-Fr 09:00-12:00 "sur rendez-vous"')
    assert names(finder(client, quand="maintenant")) == ["Du matin"]
    assert set(names(finder(client, quand="jeudi-matin"))) == {"Du matin", "Sur rendez-vous"}
    make_point("De l’après-midi", opening_hours="Mo-Fr 14:00-19:00")
    assert names(finder(client, quand="jeudi-apres-midi")) == ["De l’après-midi"]
