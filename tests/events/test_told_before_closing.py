"""An editor is told which dates a closing takes along, before it does."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from directory.models import Closure, HelpPoint
from events.models import Activity, Occurrence
from tests.events.conftest import Dates
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]


PLACE = "wagtailsnippets_directory_helppoint"
CLOSURE = "wagtailsnippets_directory_closure"


def words(page: Any) -> str:
    return " ".join(BeautifulSoup(page.content.decode(), "html.parser").get_text(" ").split())


def save(client: StrictClient, address: str, **changes: Any) -> str:
    """Send the form of this address as it is, but for these fields; the words of the answer."""
    return words(client.post(address, filled(client.get(address)) | changes))


def close_for_good(client: StrictClient, place: HelpPoint, **more: Any) -> str:
    address = reverse(f"{PLACE}:edit", args=[place.pk])
    return save(client, address, status="closed", **{"action-publish": "action-publish"}, **more)


def confirmed() -> int:
    return Occurrence.objects.public().filter(status="confirmed").count()


def test_closed_for_good(admin_client: StrictClient, permanence: Activity, place: Any) -> None:
    before = confirmed()
    said = close_for_good(admin_client, place)
    assert f"{before} dates seront annulées : lundi 30 novembre 2026 à 9 h, lundi 7 décembre 2026 à 9 h" in said
    assert "Oui, annuler ces dates" in said
    place.refresh_from_db()
    assert place.status == HelpPoint.Status.OPEN and confirmed() == before
    close_for_good(admin_client, place, cancel_dates="on")
    place.refresh_from_db()
    assert place.status == HelpPoint.Status.CLOSED and confirmed() == 0


def test_nothing_is_asked_where_nothing_is_held(admin_client: StrictClient, place: Any) -> None:
    assert "annuler ces dates" not in words(admin_client.get(reverse(f"{PLACE}:edit", args=[place.pk])))
    close_for_good(admin_client, place)
    place.refresh_from_db()
    assert place.status == HelpPoint.Status.CLOSED


def test_a_closure(admin_client: StrictClient, permanence: Activity, place: Any, dates: Dates) -> None:
    address = reverse(f"{CLOSURE}:add") + f"?point={place.pk}&kind=local"
    days = {"label": "travaux", "first_day": "2026-12-01", "last_day": "2026-12-16"}
    said = save(admin_client, address, **days)
    assert "2 dates seront annulées : lundi 7 décembre 2026 à 9 h, lundi 14 décembre 2026 à 9 h. Ceux" in said
    assert not Closure.objects.filter(point=place).exists()
    save(admin_client, address, **days, cancel_dates="on")
    closure = Closure.objects.get(point=place)
    cancelled = [row.local_date for row in dates(permanence) if row.status == "cancelled"]
    assert cancelled == [date(2026, 12, 7), date(2026, 12, 14)]
    # Saved again, it cancels nothing new.
    again = reverse(f"{CLOSURE}:edit", args=[closure.pk])
    save(admin_client, again, label="gros travaux")
    closure.refresh_from_db()
    assert closure.label == "gros travaux"
    assert "1 date sera annulée : lundi 21 décembre 2026" in save(admin_client, again, last_day="2026-12-21")


def test_other_hours_and_messages_cancel_nothing(admin_client: StrictClient, permanence: Activity, place: Any) -> None:
    address = reverse(f"{CLOSURE}:add") + f"?point={place.pk}&kind=message"
    save(admin_client, address, label="Entrée par la cour.", first_day="2026-12-01", last_day="2026-12-16")
    assert Closure.objects.filter(point=place).exists()


def test_unpublishing(admin_client: StrictClient, permanence: Activity, place: Any) -> None:
    said = words(admin_client.get(reverse(f"{PLACE}:unpublish", args=[place.pk])))
    assert f"{confirmed()} dates seront annulées" in said
    assert "autres, jusqu’au lundi" in said


def test_unpublishing_an_activity(admin_client: StrictClient, permanence: Activity) -> None:
    page = admin_client.get(reverse("wagtailsnippets_events_activity:unpublish", args=[permanence.pk]))
    assert f"{confirmed()} dates seront annulées : lundi 30 novembre 2026" in words(page)


def test_deleting_an_activity(admin_client: StrictClient, permanence: Activity) -> None:
    said = words(admin_client.get(reverse("wagtailsnippets_events_activity:delete", args=[permanence.pk])))
    assert f"{confirmed()} dates seront annulées : lundi 30 novembre 2026 à 9 h" in said
    assert "référencé" not in said
