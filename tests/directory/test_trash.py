"""A place deleted by a person: what depends on it is told first, and it may come back for a month."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from directory.models import Closure, DeletedPlace, HelpPoint, SourceRecord
from directory.upkeep.trash import forget_deleted
from events.models import Activity, Occurrence
from portal.models import Commune, RetiredAddress
from search.models import SearchDocument
from tests.directory.reading import words
from tests.factories.dates import ActivityFactory
from tests.factories.imports import load
from tests.factories.places import publish
from tests.factories.records import a_record
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
TRASH = "/admin/lieux/corbeille/"


@pytest.fixture
def place(laplume: Commune, now: datetime) -> HelpPoint:
    load([a_record()], now=now)
    point = HelpPoint.objects.get()
    publish(ActivityFactory(point=point))
    Closure.objects.create(point=point, first_day=date(2027, 8, 2), last_day=date(2027, 8, 6), label="congés")
    return point


def delete_address(point: HelpPoint) -> str:
    return reverse("wagtailsnippets_directory_helppoint:delete", args=[point.pk])


def test_what_depends_on_it_is_told_first(admin_client: StrictClient, place: HelpPoint) -> None:
    said = words(admin_client.get(delete_address(place)))
    assert "permanences et ateliers (1)" in said.lower()
    assert "seront annulées" in said or "sera annulée" in said
    assert "fermé pour de bon" in said and "réunir avec une autre fiche" in said and "trente jours" in said
    assert not DeletedPlace.objects.exists()


@pytest.mark.parametrize("together", [False, True])
def test_it_comes_back_with_all_that_hung_on_it(
    admin_client: StrictClient, client: StrictClient, place: HelpPoint, now: datetime, together: bool
) -> None:
    uids = set(Occurrence.objects.values_list("uid", flat=True))
    address, before = place.get_absolute_url(), HelpPoint.objects.values().get()
    bulk = reverse("wagtail_bulk_action", args=["directory", "helppoint", "delete"])
    admin_client.post(f"{bulk}?id={place.pk}" if together else delete_address(place))
    assert not HelpPoint.objects.exists() and client.get(address).status_code == 410
    assert Activity.objects.get().point is None

    row = DeletedPlace.objects.get()
    assert place.name in words(admin_client.get(TRASH))
    assert admin_client.post(f"{TRASH}{row.pk}/reprendre/").status_code == 302
    after = HelpPoint.objects.values().get()
    changed = {name for name in before if before[name] != after[name]} - {"latest_revision_id", "live_revision_id"}
    assert changed == set()
    assert client.get(address).status_code == 200
    assert Activity.objects.get().point_id == place.pk
    assert set(Occurrence.objects.values_list("uid", flat=True)) == uids
    assert Closure.objects.get(kind="local").point_id == place.pk
    assert SearchDocument.objects.filter(key=f"lieu:{place.pk}").exists()
    assert SourceRecord.objects.get().point_id == place.pk
    assert not RetiredAddress.objects.exists() and not DeletedPlace.objects.exists()
    assert load([a_record()], now=now).summary["unchanged"] == 1


def test_an_identifier_taken_meanwhile_is_said(admin_client: StrictClient, place: HelpPoint) -> None:
    admin_client.post(delete_address(place))
    HelpPoint.objects.create(standard_id="exemple-1", name="Autre", postal_code="47310", date_maj=date(2026, 11, 1))
    page = admin_client.post(f"{TRASH}{DeletedPlace.objects.get().pk}/reprendre/", follow=True)
    assert "le même identifiant" in words(page)
    assert HelpPoint.objects.get().name == "Autre" and DeletedPlace.objects.exists()


def test_a_month_later_it_is_forgotten(admin_client: StrictClient, place: HelpPoint, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        admin_client.post(delete_address(place))
    assert forget_deleted(now + timedelta(days=30)) == 0
    assert forget_deleted(now + timedelta(days=30, seconds=1)) == 1


def test_only_who_may_delete_gives_back(
    reader_client: StrictClient, admin_client: StrictClient, place: HelpPoint
) -> None:
    admin_client.post(delete_address(place))
    row = DeletedPlace.objects.get()
    assert reader_client.get(TRASH).status_code in (302, 403)
    assert reader_client.post(f"{TRASH}{row.pk}/reprendre/").status_code in (302, 403)
    assert not HelpPoint.objects.exists()
    assert admin_client.get(f"{TRASH}{row.pk}/reprendre/").status_code == 405


def test_no_browser_keeps_that_a_place_is_gone(
    admin_client: StrictClient, client: StrictClient, place: HelpPoint
) -> None:
    short = f"/lieux/{place.pk}/"
    assert "no-cache" in client.get(short)["Cache-Control"], "nor under which name it goes"
    admin_client.post(delete_address(place))
    for address, status in ((place.get_absolute_url(), 410), ("/lieux/999-rien/", 404)):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (status, "no-cache")
