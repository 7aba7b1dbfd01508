"""The next dates of a place or of an activity, to put up on a door."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from directory.models import HelpPoint
from events.dates.hand_edits import apply_hand_edit
from events.models import Activity
from tests.events.conftest import Dates
from tests.factories.dates import ActivityFactory
from tests.factories.places import publish
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def words(page: Any) -> str:
    return " ".join(BeautifulSoup(page.content.decode(), "html.parser").get_text(" ").split())


def test_a_place(client: StrictClient, permanence: Activity, place: Any, dates: Dates) -> None:
    off = dates(permanence)[2]
    off.status, off.reason = "cancelled", "neige"
    apply_hand_edit(off)
    address = reverse("place-poster", args=[place.pk])
    assert address in client.get(place.get_absolute_url()).content.decode()
    page = client.get(address)
    said = words(page)
    assert "Lundi 30 novembre, de 9 h à 12 h" in said and "Annulé : neige" in said
    assert f"/lieux/{place.pk}/" in said and "noindex" in page.content.decode() and "<svg" in page.content.decode()


def test_a_permanence_without_a_place(client: StrictClient, place: Any) -> None:
    room = publish(ActivityFactory(title="Aide en mairie", point=None, place_text="Mairie", commune=place.commune))
    address = reverse("activity-poster", args=[room.pk])
    assert address in client.get(room.get_absolute_url()).content.decode()
    said = words(client.get(address))
    assert "Mairie, 47310 Laplume" in said and "Sans rendez-vous" in said


def test_a_draft_has_none_and_what_is_gone_says_so(client: StrictClient, permanence: Activity, place: Any) -> None:
    draft = ActivityFactory(title="Brouillon", point=place, commune=place.commune)
    assert client.get(reverse("activity-poster", args=[draft.pk])).status_code == 404
    assert client.get(reverse("activity-poster", args=[10**6])).status_code == 404
    address = reverse("activity-poster", args=[permanence.pk])
    permanence.unpublish()
    assert client.get(address).status_code == 410
    assert client.get(reverse("place-poster", args=[10**6])).status_code == 404
    HelpPoint.objects.filter(pk=place.pk).update(status="closed")
    assert client.get(reverse("place-poster", args=[place.pk])).status_code == 302


def test_its_queries_do_not_grow(
    client: StrictClient, permanence: Activity, place: Any, django_assert_max_num_queries: Any
) -> None:
    address = reverse("place-poster", args=[place.pk])
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(f"{address}?nouveau=1")
