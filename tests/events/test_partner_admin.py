"""Calendars of partners in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import Activity, PartnerCalendar, PartnerEvent, PartnerReading, Session
from tests.factories.places import CommuneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "frozen", "site")]

EDIT = "wagtailsnippets_events_partnercalendar:edit"


@pytest.fixture
def source() -> PartnerCalendar:
    return PartnerCalendar.objects.create(
        name="Médiathèque d’exemple",
        address="https://calendrier.exemple.fr/agenda.ics",
        commune=CommuneFactory(),
        next_at=timezone.now() + timedelta(hours=3),
        read_on=timezone.localdate(),
    )


def form(**fields: Any) -> dict[str, Any]:
    return {
        "name": "Médiathèque d’exemple",
        "address": "webcal://calendrier.exemple.fr/agenda.ics",
        "kind": "workshop",
        "point": "",
        "commune": CommuneFactory().pk,
        "organisation": "",
        "access": "phone",
        "price": "free",
        "enabled": "on",
        "every": "4",
        **fields,
    }


def add(client: Any, **fields: Any) -> Any:
    return client.post(reverse("wagtailsnippets_events_partnercalendar:add"), form(**fields))


def test_an_editor_adds_a_calendar_which_is_read_at_once(editor_client: Any) -> None:
    assert add(editor_client).status_code == 302
    source = PartnerCalendar.objects.get()
    assert (source.address, source.trusted) == ("https://calendrier.exemple.fr/agenda.ics", False)
    assert list(PartnerCalendar.objects.due(timezone.now())) == [source]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "http://calendrier.exemple.fr/"}, "doit commencer par https://"),
        ({"address": "https://127.0.0.1/"}, "doit nommer un site"),
        ({"address": "https://calendrier.exemple.fr:8443/"}, "ne doit pas nommer de port"),
        ({"commune": ""}, "Choisissez le lieu d’accueil, ou la commune."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(editor_client: Any, fields: dict[str, str], words: str) -> None:
    answer = add(editor_client, **fields)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not PartnerCalendar.objects.exists()


def test_one_that_is_not_read_regularly_is_not_due(editor_client: Any) -> None:
    add(editor_client, enabled="")
    assert not PartnerCalendar.objects.due(timezone.now()).exists()


def test_a_change_of_the_form_is_seen_at_the_next_reading(editor_client: Any, source: PartnerCalendar) -> None:
    editor_client.post(reverse(EDIT, args=[source.pk]), form(kind="permanence"))
    source.refresh_from_db()
    assert (source.kind, source.read_on) == ("permanence", None)
    assert PartnerCalendar.objects.due(timezone.now()).exists()


@pytest.mark.parametrize("name", ["read_now", "accept"])
def test_buttons_are_pressed_never_followed(
    editor_client: Any, reader_client: Any, client: Any, source: PartnerCalendar, name: str
) -> None:
    address = reverse(f"wagtailsnippets_events_partnercalendar:{name}", args=[source.pk])
    assert editor_client.get(address).status_code == 405
    assert client.post(address).status_code == 302  # to the sign-in
    assert reader_client.post(address).status_code in (302, 403)
    assert not PartnerCalendar.objects.due(timezone.now()).exists()
    assert editor_client.post(address).url == reverse(EDIT, args=[source.pk])
    assert PartnerCalendar.objects.due(timezone.now()).exists()


def test_the_button_works_for_one_that_is_not_read_regularly(editor_client: Any, source: PartnerCalendar) -> None:
    PartnerCalendar.objects.update(enabled=False, next_at=None)
    editor_client.post(reverse("wagtailsnippets_events_partnercalendar:read_now", args=[source.pk]))
    assert PartnerCalendar.objects.due(timezone.now()).exists()


def test_the_form_says_what_readings_said(editor_client: Any, source: PartnerCalendar) -> None:
    PartnerCalendar.objects.update(
        status="asks", notices=["5 dates à venir sur 6 ne sont plus là."], asked={"gone": 5, "coming": 6, "digest": "a"}
    )
    PartnerReading.objects.create(
        calendar=source,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        outcome="stopped",
        sentence="<b>Arrêtée</b>",
    )
    waiting = Activity.objects.create(title="Atelier à relire", place_text="Mairie", live=False)
    Session.objects.create(
        activity=waiting, day=timezone.localdate() + timedelta(days=9), start_time="09:00", end_time="10:00"
    )
    PartnerEvent.objects.create(calendar=source, uid="a", activity=waiting)
    page = editor_client.get(reverse(EDIT, args=[source.pk])).content.decode()
    for words in (
        "Attend votre avis",
        "5 dates à venir sur 6",
        "Lire maintenant",
        "Retirer ces dates",
        "Atelier à relire",
    ):
        assert words in page
    assert "&lt;b&gt;Arrêtée" in page and "<b>Arrêtée" not in page
    assert reverse("wagtailsnippets_events_activity:edit", args=[waiting.pk]) in page


def test_the_number_of_queries_of_the_form_does_not_grow(
    editor_client: Any, source: PartnerCalendar, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        activity = Activity.objects.create(title=f"Atelier {number}", place_text="Mairie", commune=source.commune)
        Session.objects.create(activity=activity, day="2027-01-04", start_time="09:00", end_time="10:00")
        PartnerEvent.objects.create(calendar=source, uid=f"{number}", activity=activity)
        Activity.objects.update(live=False)
    with django_assert_max_num_queries(35):
        editor_client.get(reverse(EDIT, args=[source.pk]))


def test_the_list_says_how_they_are(editor_client: Any, source: PartnerCalendar) -> None:
    page = editor_client.get(reverse("wagtailsnippets_events_partnercalendar:list")).content.decode()
    assert "Médiathèque d’exemple" in page and "Pas encore lu" in page
    cells = {cell.get_text(strip=True) for cell in BeautifulSoup(page, "html.parser").select("td")}
    assert {"Oui", "Non"} & cells and not {"True", "False"} & cells


def test_a_deleted_calendar_leaves_its_activities(editor_client: Any, source: PartnerCalendar) -> None:
    activity = Activity.objects.create(title="Atelier", place_text="Mairie")
    PartnerEvent.objects.create(calendar=source, uid="a", activity=activity)
    editor_client.post(reverse("wagtailsnippets_events_partnercalendar:delete", args=[source.pk]))
    assert (PartnerCalendar.objects.count(), Activity.objects.count()) == (0, 1)
