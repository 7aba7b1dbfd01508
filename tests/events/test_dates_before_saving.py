"""The dates that a form would give, before anything is saved; what to look at twice, there and once it is saved."""

from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import Activity, Rule
from tests.events.conftest import Dates
from tests.events.test_identity import NAMES, RULE, SESSION, Desk
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import publish
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
SHOW = {"voir-dates": "1"}


def soup(answer: Any) -> Any:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode().replace("\u00a0", " "), "html.parser")


def test_the_dates_of_what_is_typed_are_shown_and_nothing_is_saved(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    desk = Desk(editor_client, permanence)
    before = [(row.uid, row.sequence) for row in dates(permanence)]
    typed = filled(editor_client.get(desk.address)) | {"title": "Titre tapé, exemple", "rules-0-weekdays": ["4"]}
    answer = editor_client.post(desk.address, typed | SHOW)
    page = soup(answer)
    assert "vendredi 27 novembre 2026, de 9 h à 12 h" in [item.get_text() for item in page.select(".help-info li")]
    assert "une fois publié" in page.get_text()
    assert filled(answer)["title"] == "Titre tapé, exemple"
    stored = Activity.objects.get(pk=permanence.pk)
    assert (stored.title, stored.rules.get().weekdays, stored.has_unpublished_changes) == (permanence.title, [0], False)
    assert [(row.uid, row.sequence) for row in dates(permanence)] == before
    # What was shown is what is then saved.
    desk.send(filled(answer))
    assert Activity.objects.get(pk=permanence.pk).rules.get().weekdays == [4]


def test_a_new_activity_shows_its_dates_before_its_first_save(
    editor_client: StrictClient, permanence: Activity
) -> None:
    address = reverse(f"{NAMES}:add")
    typed = filled(editor_client.get(address)) | {"title": "", "point": str(permanence.point_id)} | SHOW
    typed |= {"rules-TOTAL_FORMS": "1"} | {f"rules-0-{name}": value for name, value in RULE.items()}
    page = soup(editor_client.post(address, typed))
    assert "jeudi 26 novembre 2026, de 14 h à 16 h" in page.select_one(".help-info").get_text()
    assert Activity.objects.count() == 1


def test_what_cannot_be_read_is_said_and_shows_no_date(editor_client: StrictClient, permanence: Activity) -> None:
    desk = Desk(editor_client, permanence)
    for fields in ({"rules-0-start_time": "bientôt"}, {"rules-0-start_time": ""}):
        page = soup(editor_client.post(desk.address, filled(editor_client.get(desk.address)) | fields | SHOW))
        assert "une fois publié" not in page.get_text()


def test_the_first_button_of_the_form_saves(editor_client: StrictClient, permanence: Activity) -> None:
    """« Entrée » in a box presses it."""
    page = soup(editor_client.get(Desk(editor_client, permanence).address))
    first = page.select("form[data-edit-form] button[type=submit], form[data-edit-form] input[type=submit]")[0]
    assert not first.has_attr("name")


def test_doubts_are_told_in_the_panel_and_after_a_save(editor_client: StrictClient, permanence: Activity) -> None:
    publish(ActivityFactory(title="Tricot, exemple", point=permanence.point, commune=permanence.commune))
    elsewhere = ActivityFactory(
        title="Autre salle, exemple", point=permanence.point, commune=permanence.commune, place_text="Salle B"
    )
    publish(elsewhere)
    desk = Desk(editor_client, permanence)
    Rule.objects.filter(activity=permanence).update(start_time=time(4))
    RuleFactory(activity=permanence, weekdays=[5], valid_from="2027-12-31", start_time=time(14), end_time=time(16))
    expected = (
        "« Tricot, exemple » a lieu au même endroit en même temps : le lundi 30 novembre 2026, et ",
        "Avant 6 h ou après 23 h : le lundi 30 novembre 2026, et ",
        "est fermé à ces heures, d’après ses horaires : le lundi 30 novembre 2026, et ",
        "La règle « tous les samedis, de 14 h à 16 h » ne donne aucune date",
    )
    page = soup(editor_client.get(desk.address))
    told = [words.get_text() for words in page.select(".help-warning")]
    assert all(any(words in one for one in told) for words in expected), told
    assert not any("Autre salle" in one for one in told)
    data = filled(editor_client.get(desk.address)) | {"rules-TOTAL_FORMS": "1"}
    answer = editor_client.post(desk.address, {**data, "action-publish": "1"}, follow=True)
    said = soup(answer).select_one(".messages").get_text()
    assert all(words in said for words in expected[:3]), said


def test_a_date_beyond_the_calendars_is_kept_and_told(editor_client: StrictClient, permanence: Activity) -> None:
    desk = Desk(editor_client, permanence)
    typed = filled(editor_client.get(desk.address)) | {"sessions-TOTAL_FORMS": "1", "action-publish": "1"}
    typed |= {f"sessions-0-{name}": value for name, value in (SESSION | {"day": "10/3/2028"}).items()}
    said = soup(editor_client.post(desk.address, typed, follow=True)).select_one(".messages").get_text()
    assert "montré plus tard : le vendredi 10 mars 2028." in said
    assert Activity.objects.get(pk=permanence.pk).sessions.count() == 1


def test_an_ordinary_permanence_raises_no_doubt(editor_client: StrictClient, permanence: Activity) -> None:
    page = soup(editor_client.get(Desk(editor_client, permanence).address))
    assert page.select(".help-warning") == []
