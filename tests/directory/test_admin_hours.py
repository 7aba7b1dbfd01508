"""Hours typed as people say them, in the form of a place."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup

from directory.models import HelpPoint
from tests.directory.reading import main, page_at, text
from tests.directory.test_admin import LIST, edit, errors
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]
WEEK = "/admin/lieux/horaires/"


def form_of(client: StrictClient, point: HelpPoint) -> str:
    page = BeautifulSoup(client.get(f"{LIST}edit/{point.pk}/").content.decode(), "html.parser")
    return text(page.select_one("form[data-edit-form]"))


def typed(client: StrictClient, hours: str, point: HelpPoint | None = None) -> str:
    response = client.get(WEEK, {"texte": hours, "lieu": point.pk if point else ""})
    assert response.status_code == 200
    return text(BeautifulSoup(response.content.decode(), "html.parser"))


def test_the_hours_are_shown_as_the_week_they_mean(editor_client: StrictClient, make_point: MakePoint) -> None:
    words = form_of(editor_client, make_point(opening_hours="Mo 09:00-12:00; Mo 14:00-17:00"))
    assert "Lundi 23 novembre 14 h à 17 h" in words
    assert "remplace" in words
    assert "ne sont pas compris" in form_of(editor_client, make_point("Autre", opening_hours="tous les jours"))
    assert "« Horaires inconnus » : jamais « Fermé »" in form_of(editor_client, make_point("Sans", opening_hours=""))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("du lundi au vendredi de 9h à 12h", ["Mercredi 25 novembre 9 h à 12 h", "Mo-Fr 09:00-12:00"]),
        ("mar-jeu 14h-17h, sam sur rdv", ["Compris : mardi à jeudi 14 h à 17 h ; samedi sur rendez-vous"]),
        ("Mo 09:00-12:00;Mo 14:00-17:00", ["« Mo 14:00-17:00 » remplace « Mo 09:00-12:00 »"]),
        ("Mo 14:00-12:00", ["finit avant de commencer"]),
        ("mardi matin", ["ne sont pas compris, ou laissent un doute"]),
        ("<b>lundi</b>", ["ne sont pas compris"]),
    ],
)
def test_the_week_follows_what_is_typed(
    editor_client: StrictClient, make_point: MakePoint, hours: str, said: list[str]
) -> None:
    for words in said:
        assert words in typed(editor_client, hours, make_point())
        assert words in typed(editor_client, hours), "a place that has no number yet"


def test_what_the_page_will_say_depends_on_how_the_place_receives(
    editor_client: StrictClient, make_point: MakePoint
) -> None:
    walk_in, unsaid = make_point(), make_point("Autre", access_modes=[], phone="+33553000001")
    assert "« Horaires inconnus » : jamais « Fermé »" in typed(editor_client, "", walk_in)
    assert "« Appelez avant de venir » : jamais" in typed(editor_client, "", unsaid)
    assert "« Renseignez-vous avant de venir » : jamais" in typed(editor_client, "")
    assert "La fiche dira « Sur rendez-vous »" in typed(editor_client, "sur rendez-vous", walk_in)
    assert "La fiche dira « Appelez avant de venir »" in typed(editor_client, "sur rendez-vous", unsaid)


def test_asking_writes_nothing_and_needs_an_account(
    client: StrictClient, editor_client: StrictClient, make_point: MakePoint
) -> None:
    point = make_point()
    typed(editor_client, "lundi 9h-12h", point)
    point.refresh_from_db()
    assert point.opening_hours == "Mo-Fr 09:00-12:00,14:00-17:00"
    assert editor_client.get(WEEK, {"texte": "lundi", "lieu": "999999"}).status_code == 404
    editor_client.logout()
    assert editor_client.get(WEEK, {"texte": "lundi"}).status_code == 302


def test_french_is_stored_for_openstreetmap(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    response = edit(editor_client, point, opening_hours="Lundi au vendredi\r\n9h-12h\r\n14h-17h30")
    assert response.status_code == 302, errors(response)
    point.refresh_from_db()
    assert point.opening_hours == "Mo-Fr 09:00-12:00,14:00-17:30"
    assert "14 h à 17 h 30" in main(page_at(editor_client, point.get_absolute_url()))


def test_what_is_not_understood_is_refused_then_kept_for_people(
    editor_client: StrictClient, make_point: MakePoint
) -> None:
    point = make_point(hours_note="Sonnez.")
    assert "montrer ces mots en note" not in form_of(editor_client, point)
    refused = edit(editor_client, point, opening_hours="le matin, sauf quand il pleut")
    assert refused.status_code == 200
    assert "Ces horaires ne sont pas compris, ou laissent un doute" in errors(refused)
    assert "montrer ces mots en note" in text(BeautifulSoup(refused.content.decode(), "html.parser"))
    point.refresh_from_db()
    assert point.opening_hours == "Mo-Fr 09:00-12:00,14:00-17:00"
    kept = edit(editor_client, point, opening_hours="le matin, sauf quand il pleut", hours_to_note="on")
    assert kept.status_code == 302, errors(kept)
    words = main(page_at(editor_client, point.get_absolute_url()))
    assert "Horaires inconnus" in words
    assert "Horaires, selon le lieu : « Sonnez. le matin, sauf quand il pleut »" in words


def test_somebody_says_that_all_is_up_to_date(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(date_maj=date(2022, 3, 1))
    assert "elles ont pu changer" in main(page_at(editor_client, point.get_absolute_url()))
    assert edit(editor_client, point, opening_hours="lundi 9h-12h").status_code == 302
    point.refresh_from_db()
    assert point.verified_on is None, "nobody said so"
    assert edit(editor_client, point, up_to_date="on").status_code == 302
    assert "Vérifié par le réseau le 24 novembre 2026." in main(page_at(editor_client, point.get_absolute_url()))
    history = editor_client.get(f"{LIST}history/{point.pk}/")
    assert history.status_code == 200
    first, last = point.revisions.order_by("pk").values_list("pk", flat=True)
    compared = editor_client.get(f"{LIST}history/{point.pk}/revisions/compare/{first}...{last}/")
    assert compared.status_code == 200
