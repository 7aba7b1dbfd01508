"""The calendar of a question of the agenda: its one address, its contract, what it refuses."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ical.calendar_stream import IcsCalendarStream

from directory.models import HelpPoint
from events.dates.hand_edits import apply_hand_edit
from events.models import Activity, Occurrence
from portal.models import Commune
from search.api import circle_of, resolve
from tests.events.conftest import MakeWorkshop

pytestmark = pytest.mark.django_db

LAFOX = "/ical/agenda.ics?genre=permanence&ou=Lafox+(47240)&rayon=20"


def unfolded(response: Any) -> str:
    text: str = response.content.decode().replace("\r\n ", "")
    return text


def located(feed: str) -> set[str]:
    return {line for line in feed.split("\r\n") if line.startswith("LOCATION:")}


def test_the_contract_is_that_of_the_other_calendars(demo: list[str], client: Any) -> None:
    first, second = client.get(LAFOX), client.get(LAFOX)
    assert first.status_code == 200
    assert first.content == second.content and first["ETag"] == second["ETag"]
    assert first["ETag"].startswith('"')
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "public, max-age=900, stale-while-revalidate=86400"
    assert first["X-Robots-Tag"] == "noindex" and "Last-Modified" not in first and not first.cookies
    assert first["Content-Disposition"] == 'inline; filename="permanences-a-moins-de-20-km-de-lafox.ics"'
    feed = unfolded(first)
    assert "\r\nNAME:Permanences à moins de 20 km de Lafox\r\n" in feed
    assert "\r\nX-WR-CALNAME:Permanences à moins de 20 km de Lafox\r\n" in feed
    assert "DESCRIPTION:Permanences à moins de 20 km de Lafox (47240)." in feed
    assert f"\r\nSOURCE;VALUE=URI:http://localhost{LAFOX}\r\n" in feed
    assert "\r\nURL:http://localhost/agenda/?genre=permanence&ou=Lafox+(47240)\r\n" in feed
    head = client.head(LAFOX)
    assert head.content == b"" and head["Content-Length"] == str(len(first.content)) and head["ETag"] == first["ETag"]
    assert client.post(LAFOX).status_code == 405


def test_queries_are_bounded_and_do_not_grow(demo: list[str], client: Any) -> None:
    """What the place means, the name of the network, the dates."""
    tag = client.get(LAFOX)["ETag"]
    for address in (LAFOX, LAFOX.replace("rayon=20", "rayon=80"), "/ical/agenda.ics?genre=workshop"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) == 3, [query["sql"] for query in captured]
    with CaptureQueriesContext(connection) as captured:
        unchanged = client.get(LAFOX, headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", tag)
    assert len(captured) == 3


@pytest.mark.parametrize(
    "asked",
    [
        "ou=lafox&genre=permanence",
        "genre=permanence&ou=Lafox",
        "ou=LAFOX&rayon=20&genre=permanence&semaine=2026-W49&page=2&du=2026-12-01",
        "genre=permanence&genre=permanence&rayon=20&ou=Lafox+(47240)",
        "ou=Lafox+(47240)&rayon=20&genre=permanence&utm_source=lettre",
    ],
)
def test_one_question_has_one_address(demo: list[str], client: Any, asked: str) -> None:
    response = client.get(f"/ical/agenda.ics?{asked}")
    assert (response.status_code, response["Location"]) == (301, LAFOX)


@pytest.mark.parametrize("asked", [LAFOX.partition("?")[2], "ou=Lafox+(47240)&rayon=20&genre=permanence"])
def test_the_former_address_leads_to_the_present_one_for_ever(demo: list[str], client: Any, asked: str) -> None:
    response = client.get(f"/ical/recherche.ics?{asked}")
    assert (response.status_code, response["Location"]) == (301, LAFOX)
    assert client.get("/ical/recherche.ics")["Location"] == "/ical/reseau.ics"
    assert client.get("/ical/recherche.ics?ou=lafox&couleur=bleu").status_code == 400


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("service=outils&jour=mardi&acces=se-presenter", "acces=se-presenter&jour=mardi&service=outils"),
        ("page=2&organisme=7&semaine=2026-W49&avec=12", "avec=12&organisme=7"),
        ("public=jeunes&places=libres&utm_campaign=a", "public=jeunes"),
    ],
)
def test_any_filter_of_the_agenda_is_part_of_it(demo: list[str], client: Any, asked: str, canonical: str) -> None:
    response = client.get(f"/ical/agenda.ics?{asked}")
    assert (response.status_code, response["Location"]) == (301, f"/ical/agenda.ics?{canonical}")
    assert client.get(response["Location"]).status_code == 200


def test_its_name_says_every_filter(demo: list[str], client: Any) -> None:
    chosen = "acces=se-presenter&genre=permanence&jour=mardi&moment=matin&ou=Lafox+(47240)&rayon=20&service=demarches"
    response = client.get(f"/ical/agenda.ics?{chosen}")
    name = "Permanences\\, mardi\\, matin\\, faire vos démarches\\, sans rendez-vous à moins de 20 km de Lafox"
    assert f"\r\nX-WR-CALNAME:{name}\r\n" in unfolded(response)
    assert len(response["Content-Disposition"]) < 120
    holder = Occurrence.objects.exclude(operator_id_copy=None).values_list("operator_id_copy", flat=True)[0]
    place = HelpPoint.objects.get(pk=holder)
    feed = unfolded(client.get(f"/ical/agenda.ics?avec={holder}"))
    assert f"\r\nNAME:Permanences et ateliers\\, {place.name} – Coup de main 47\r\n" in feed


@pytest.mark.parametrize("asked", ["avec=999999", "organisme=999999&service=outils", "acces=inscription&moment=soir"])
def test_an_empty_search_is_a_valid_calendar(demo: list[str], client: Any, asked: str) -> None:
    feed = client.get(f"/ical/agenda.ics?{asked}").content
    assert b"BEGIN:VTIMEZONE" in feed and IcsCalendarStream.calendar_from_ics(feed.decode()).events is not None


def test_programs_that_write_the_same_letters_otherwise_are_not_led_in_circles(demo: list[str], client: Any) -> None:
    encoded = client.get("/ical/agenda.ics?genre=permanence&ou=Lafox%20%2847240%29&rayon=20")
    assert encoded.status_code == 200
    assert encoded["ETag"] == client.get(LAFOX)["ETag"]


def test_the_label_of_every_commune_is_its_own_address(demo: list[str]) -> None:
    """Else the calendar of some commune would lead to another one, or in circles."""
    count = 0
    for insee, name, codes in Commune.objects.values_list("insee", "name", "postal_codes"):
        for code in codes:
            circle = circle_of(resolve(f"{name} ({code})"), 20)
            assert circle is not None and (circle.insee, circle.label) == (insee, f"{name} ({code})")
            count += 1
    assert count > 500


def test_nothing_or_everything_chosen_is_the_calendar_of_the_network(demo: list[str], client: Any) -> None:
    everything = urlencode([("genre", kind) for kind in Activity.Kind.values])
    for asked in ("", "?rayon=10", f"?{everything}", "?ou=+&page=3"):
        response = client.get(f"/ical/agenda.ics{asked}")
        assert (response.status_code, response["Location"]) == (301, "/ical/reseau.ics")
    near = client.get(f"/ical/agenda.ics?ou=lafox&{everything}")
    assert near["Location"] == "/ical/agenda.ics?ou=Lafox+(47240)&rayon=20"


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("ou=saint-pierre", 404, "Plusieurs communes répondent à « saint-pierre » : Saint-Pierre-de-Clairac (47270)"),
        ("ou=zzzzzz", 404, "Nous ne connaissons pas la commune « zzzzzz »."),
        ("ou=laffox47", 404, "Nous ne connaissons pas la commune"),
        ("ou=lafox&rayon=12", 400, "La distance « 12 » n’est pas dans la liste"),
        ("ou=lafox&rayon=beaucoup", 400, "La distance « beaucoup »"),
        ("ou=lafox&genre=bal", 400, "Ce choix n’existe pas"),
        ("ou=lafox&couleur=bleu", 400, "Ce réglage n’existe pas ici"),
        ("ou=lafox&services=outils", 400, "Ce réglage n’existe pas ici"),
        ("service=outil", 400, "Ce choix n’existe pas"),
        ("avec=12a", 400, "Ce choix n’existe pas"),
        ("ou=a%00b", 400, "Des caractères illisibles"),
        ("ou=" + "a" * 5000, 400, "très longue"),
        ("rayon=%F0%9F%98%80", 400, "La distance"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(
    demo: list[str], client: Any, asked: str, status: int, said: str
) -> None:
    response = client.get(f"/ical/agenda.ics?{asked}")
    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert said in response.content.decode() and b"VEVENT" not in response.content


def test_it_holds_the_dates_around_and_of_the_kind_only(demo: list[str], client: Any) -> None:
    near = located(unfolded(client.get(LAFOX)))
    assert "LOCATION:Mairie de Lafox\\, 47240 Lafox" in near
    assert not any("Villeneuve-sur-Lot" in line or "Marmande" in line for line in near)
    closer = located(unfolded(client.get(LAFOX.replace("rayon=20", "rayon=5"))))
    assert closer < near
    kinds = unfolded(client.get("/ical/agenda.ics?genre=series"))
    assert "CATEGORIES:Cycle d’ateliers" in kinds and "CATEGORIES:Permanence" not in kinds
    whole = unfolded(client.get("/ical/reseau.ics"))
    uids = {line for line in kinds.split("\r\n") if line.startswith("UID:")}
    assert len(uids & set(whole.split("\r\n"))) > 3, "the same dates keep the same identifiers"


def test_a_postal_code_of_several_communes_has_its_calendar(demo: list[str], client: Any) -> None:
    response = client.get("/ical/agenda.ics?ou=47310&rayon=10")
    assert response.status_code == 200
    assert "\r\nNAME:Permanences et ateliers à moins de 10 km des communes du 47310\r\n" in unfolded(response)


def test_nothing_around_is_a_valid_calendar(demo: list[str], client: Any) -> None:
    address = client.get("/ical/agenda.ics?ou=sos&rayon=5&genre=series")["Location"]
    feed = unfolded(client.get(address))
    assert "BEGIN:VTIMEZONE" in feed and "BEGIN:VEVENT" not in feed


def test_cancelled_dates_stay_and_what_is_withdrawn_goes(
    demo: list[str], client: Any, make_workshop: MakeWorkshop, now: datetime
) -> None:
    workshop = make_workshop((date(2026, 12, 3), time(14), time(16)), title="Atelier Zorglub")
    row = Occurrence.objects.get(activity=workshop)
    row.status, row.reason = "cancelled", "Animatrice absente"
    apply_hand_edit(row)
    address = client.get("/ical/agenda.ics?ou=laplume&rayon=5")["Location"]
    before = client.get(address)
    assert "STATUS:CANCELLED" in unfolded(before) and "SUMMARY:Annulé : Atelier Zorglub" in unfolded(before)
    workshop.unpublish()
    after = client.get(address)
    assert "Zorglub" not in unfolded(after) and after["ETag"] != before["ETag"]
