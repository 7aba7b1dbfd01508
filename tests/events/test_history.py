"""Who changed what, when, in words: of a date, of an activity and its dates."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from events.dates.hand_edits import apply_hand_edit
from events.models import Activity
from tests.events.admin_forms import occurrence_form
from tests.events.conftest import Dates
from tests.events.test_admin_month import SAID
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]


def page(client: StrictClient, name: str, item: Any, view: str = "edit") -> Any:
    answer = client.get(reverse(f"wagtailsnippets_events_{name}:{view}", args=[item.pk]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "), "html.parser")


def told(page: Any) -> list[str]:
    return [" ".join(one.get_text().split()) for one in page.select("li:has(> time[datetime*='T'])")]


def test_a_date_says_who_changed_what(editor_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    row = dates(permanence)[0]
    assert "Personne n’a rien changé" in page(editor_client, "occurrence", row).get_text()
    edit = reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk])
    editor_client.post(edit, occurrence_form(row, note="Salle B, exemple"))
    editor_client.post(f"/admin/agenda/mois/date/{row.pk}/annuler/", {"reason": "Neige, exemple"})
    expected = [
        "24 novembre 2026, 10:00, editrice : lundi 30 novembre 2026 : annulée, raison « Neige, exemple »",
        "24 novembre 2026, 10:00, editrice : lundi 30 novembre 2026 : note « Salle B, exemple »",
    ]
    assert told(page(editor_client, "occurrence", row)) == expected
    # In Wagtail's own list too, and nothing else.
    whole = [
        cell.get_text(strip=True) for cell in page(editor_client, "occurrence", row, "history").select("td:first-child")
    ]
    assert [words.partition(" : ")[2] for words in whole] == [words.rpartition(" : ")[2] for words in expected]


def test_an_activity_tells_its_own_history_and_that_of_its_dates(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    row = dates(permanence)[0]
    editor_client.post(f"/admin/agenda/mois/date/{row.pk}/annuler/", {"reason": "Neige, exemple"})
    editor_client.post(f"/admin/agenda/mois/ajouter/?lieu={permanence.point_id}", {"activity": permanence.pk, **SAID})
    said = told(page(editor_client, "activity", permanence))
    assert any("date ajoutée : mercredi 9 décembre 2026, 14 h à 16 h" in one for one in said)
    assert any("lundi 30 novembre 2026 : annulée, raison « Neige, exemple »" in one for one in said)
    assert "Date ajoutée" in page(editor_client, "activity", permanence, "history").get_text()


def test_what_changed_is_kept_before_and_after(permanence: Activity, dates: Dates) -> None:
    """Changed by a program, it is nobody's; it is noted all the same."""
    row = dates(permanence)[0]
    row.places_left = 3
    apply_hand_edit(row)
    entry = ModelLogEntry.objects.for_instance(row).get()
    assert (entry.data["before"]["places_left"], entry.data["after"]["places_left"], entry.user) == (None, 3, None)
