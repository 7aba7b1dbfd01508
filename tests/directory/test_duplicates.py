"""Two records of one door made one, by a person who sees them side by side."""

from datetime import date
from typing import Any

import pytest

from directory.models import Closure, HelpPoint, ToldApart
from events.models import Activity, Occurrence
from portal.models import Commune, RetiredAddress
from tests.directory.reading import words
from tests.factories.dates import ActivityFactory
from tests.factories.imports import load
from tests.factories.places import publish
from tests.factories.records import a_record
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
LIST = "/admin/lieux/doublons/"
Pair = tuple[HelpPoint, HelpPoint]


@pytest.fixture
def pair(laplume: Commune, now: Any) -> Pair:
    twin = a_record(id="double", nom="MAISON D EXEMPLE", telephone="+33553000001", services=("outils",))
    far = a_record(id="loin", nom="Poste", adresse="40 avenue du Lac", latitude=None, longitude=None)
    load([a_record(), twin, far], now=now)
    one, other = (HelpPoint.objects.get(standard_id=identifier) for identifier in ("exemple-1", "double"))
    return one, other


def review(one: HelpPoint, other: HelpPoint) -> str:
    return f"{LIST}{one.pk}/{other.pk}/"


def test_who_looks_alike_is_proposed_with_its_reasons(admin_client: StrictClient, pair: Pair) -> None:
    page = admin_client.get(LIST)
    said = words(page)
    assert "MAISON D EXEMPLE" in said and "même rue" in said and "Poste" not in said
    assert review(*pair) in page.content.decode()


def test_merged_field_by_field_nothing_is_lost(
    admin_client: StrictClient, client: StrictClient, pair: Pair, now: Any, site: Any
) -> None:
    one, other = pair
    activity = publish(ActivityFactory(point=other))
    uids = set(Occurrence.objects.filter(activity=activity).values_list("uid", flat=True))
    Closure.objects.create(point=other, first_day=date(2027, 8, 2), last_day=date(2027, 8, 6), label="congés")
    page = admin_client.get(review(one, other))
    assert "+33553000001" in words(page) and "permanences et ateliers (1)" in words(page).lower()

    old_address = other.get_absolute_url()
    response = admin_client.post(review(one, other), {"phone": "second", "services": "both", "name": "first"})
    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.name, one.phone, one.services) == ("Maison d’exemple", "+33553000001", ["demarches", "outils"])
    assert one.latest_revision is not None
    assert not HelpPoint.objects.filter(pk=other.pk).exists()
    assert RetiredAddress.objects.get(object_id=other.pk).replaced_by == one.pk
    assert Activity.objects.get().point == one
    assert set(Occurrence.objects.values_list("uid", flat=True)) == uids
    assert Closure.objects.get(kind="local").point == one
    assert client.get(old_address)["Location"] == one.get_absolute_url()

    run = load([a_record(), a_record(id="double", nom="MAISON D EXEMPLE")], now=now)
    assert HelpPoint.objects.filter(name="MAISON D EXEMPLE").count() == 0
    assert list(run.steps.filter(identifier="double").values_list("why", flat=True)) == ["réuni ici avec un autre lieu"]


def test_told_apart_they_are_proposed_no_more(admin_client: StrictClient, pair: Pair) -> None:
    assert admin_client.post(review(*pair), {"apart": "1"}).status_code == 302
    assert admin_client.post(review(*reversed(pair)), {"apart": "1"}).status_code == 302  # type: ignore[arg-type]
    assert ToldApart.objects.count() == 1
    assert "Aucune fiche ne ressemble à une autre" in words(admin_client.get(LIST))
    assert HelpPoint.objects.count() == 3


def test_a_position_or_a_commune_is_taken_whole(admin_client: StrictClient, pair: Pair) -> None:
    one, other = pair
    agen = Commune.objects.create(
        insee="47001", name="Agen", postal_codes=["47000"], departement="47", latitude=44.2, longitude=0.62
    )
    there = {"commune": agen, "commune_name": "Agen", "insee_code": "47001", "postal_code": "47000"}
    HelpPoint.objects.filter(pk=other.pk).update(latitude="44.200000", longitude="0.600000", **there)
    admin_client.post(review(one, other), {"latitude": "second", "commune": "second"})
    one.refresh_from_db()
    assert (str(one.latitude), str(one.longitude)) == ("44.200000", "0.600000")
    assert (one.commune, one.postal_code) == (agen, "47000")


def test_a_newer_date_undoes_the_verification(admin_client: StrictClient, pair: Pair) -> None:
    one, other = pair
    HelpPoint.objects.filter(pk=one.pk).update(verified_on=date(2025, 1, 1))
    HelpPoint.objects.filter(pk=other.pk).update(date_maj=date(2026, 1, 1))
    assert admin_client.post(review(one, other), {"date_maj": "second"}).status_code == 302
    one.refresh_from_db()
    assert (one.date_maj, one.verified_on) == (date(2026, 1, 1), None)


def test_only_who_may_delete_places_merges(reader_client: StrictClient, pair: Pair) -> None:
    for address in (LIST, review(*pair)):
        assert reader_client.get(address).status_code in (302, 403)
    assert reader_client.post(review(*pair), {}).status_code in (302, 403)
    assert HelpPoint.objects.count() == 3


def test_a_pair_that_is_gone_is_not_found(admin_client: StrictClient, pair: Pair) -> None:
    one, other = pair
    other.delete()
    assert admin_client.get(review(one, other)).status_code == 404
    assert admin_client.get(f"{LIST}{one.pk}/{one.pk}/").status_code == 404
