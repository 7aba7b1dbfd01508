"""What follows a change elsewhere, and that nothing follows by halves."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from directory.models import Closure, HelpPoint
from directory.signals import closure_changed, place_merged
from directory.standard import reader
from events.dates.regeneration import extend_all
from events.models import Activity, Occurrence
from portal.models import RetiredAddress, SiteSettings
from search.models import SearchDocument
from tests.conftest import NOW
from tests.events.conftest import Dates, ical
from tests.factories.dates import ActivityFactory
from tests.factories.imports import given_by_a_feed, load
from tests.factories.places import HelpPointFactory, publish
from tests.factories.records import a_row

pytestmark = pytest.mark.django_db


def document(key: Any) -> Any:
    return SearchDocument.objects.filter(key=key).first()


def test_publishing_indexes_the_activity_with_its_next_date(permanence: Activity, dates: Dates) -> None:
    found = document(f"date:{permanence.pk}")
    assert found.title == "Permanence d’exemple"
    assert found.spans.earliest("start").start == dates(permanence)[0].start


def test_the_place_that_hosts_knows_of_the_permanence(permanence: Activity, place: Any) -> None:
    spans = document(f"lieu:{place.pk}").spans.filter(kind="permanence")
    mondays = [span.start.date() for span in spans.order_by("start")]
    assert mondays[:2] == [date(2026, 11, 30), date(2026, 12, 7)]
    assert len(mondays) == 9  # two months ahead
    permanence.unpublish()
    assert not document(f"lieu:{place.pk}").spans.filter(kind="permanence").exists()
    assert document(f"date:{permanence.pk}") is None


def test_a_place_that_changes_its_address_changes_its_dates(permanence: Activity, place: Any, dates: Dates) -> None:
    place.address, place.latitude = "9 place du Marché", Decimal("44.200000")
    publish(place)
    for row in dates(permanence):
        assert row.sequence == 1
        assert row.latitude == 44.2
        assert "9 place du Marché" in ical(row).decode()


def test_a_place_taken_back_takes_its_dates_along(permanence: Activity, place: Any, dates: Dates) -> None:
    place.unpublish()
    told = [row for row in dates(permanence) if row.removed_at is None]
    assert {row.status for row in told} == {"cancelled"}
    assert all("Médiathèque" not in ical(row).decode() for row in told)
    assert all("Laplume" in ical(row).decode() for row in told)
    publish(place)
    assert {row.status for row in dates(permanence) if row.removed_at is None} == {"confirmed"}


def test_a_place_that_is_being_prepared_cancels_nothing(permanence: Activity, place: Any, dates: Dates) -> None:
    draft = HelpPointFactory(live=False, first_published_at=None)
    permanence.point = draft
    publish(permanence)
    assert {row.status for row in dates(permanence) if row.removed_at is None} == {"confirmed"}


def test_a_deleted_place_leaves_its_dates_in_a_room_of_its_commune(
    permanence: Activity, place: Any, dates: Dates
) -> None:
    permanence.place_text = "Salle d’exemple"
    publish(permanence)
    place.delete()
    permanence.refresh_from_db()
    assert permanence.point is None
    assert {(row.point_id_copy, row.status) for row in dates(permanence)} == {(None, "confirmed")}
    assert {row.insee for row in dates(permanence)} == {permanence.commune_id}


def test_merged_places_hand_their_dates_over(permanence: Activity, place: Any, dates: Dates) -> None:
    kept = publish(HelpPointFactory(name="Maison gardée, exemple"))
    place_merged.send(sender=type(place), kept=kept.pk, dropped=place.pk)
    permanence.refresh_from_db()
    assert permanence.point == kept
    assert {row.point_id_copy for row in dates(permanence)} == {kept.pk}
    assert document(f"lieu:{kept.pk}").spans.filter(kind="permanence").exists()


def test_a_place_loaded_again_from_a_file_changes_its_dates(permanence: Activity, place: Any, dates: Dates) -> None:
    """Written in bulk, it is published by nobody; its old address would stay in the calendars."""
    row = a_row(
        id=place.standard_id, nom=place.name, adresse="9 place du Marché", latitude="44.200000", date_maj="2026-11-01"
    )
    record = reader.parse_row(row, 2).record
    assert record is not None
    given_by_a_feed(HelpPoint.objects.get(pk=place.pk))
    assert load([record], now=NOW).summary["change"] == 1
    assert {(one.sequence, one.latitude) for one in dates(permanence)} == {(1, 44.2)}
    assert all("9 place du Marché" in ical(one).decode() for one in dates(permanence))


def test_a_public_holiday_added_by_hand_touches_every_rule(permanence: Activity, dates: Dates) -> None:
    Closure.objects.create(kind="public", first_day=date(2026, 11, 30), last_day=date(2026, 11, 30), label="Deuil")
    closure_changed.send(sender=Closure, points=None)
    assert (dates(permanence)[0].status, dates(permanence)[0].reason) == ("cancelled", "Jour férié (Deuil)")


def test_a_deleted_activity_retires_its_addresses(permanence: Activity, place: Any, dates: Dates) -> None:
    pks = [row.pk for row in dates(permanence)]
    pk = permanence.pk
    permanence.delete()
    assert not Occurrence.objects.exists()
    retired = RetiredAddress.objects.values_list("kind", "object_id")
    assert set(retired) == {("date", pk), *(("occurrence", date_pk) for date_pk in pks)}
    assert document(f"date:{pk}") is None
    assert not document(f"lieu:{place.pk}").spans.filter(kind="permanence").exists()


def test_a_deleted_draft_leaves_no_trace(place: Any) -> None:
    ActivityFactory(point=place).delete()
    assert not RetiredAddress.objects.exists()


def test_a_site_that_moves_changes_the_addresses_and_no_uid(permanence: Activity, dates: Dates, site: Any) -> None:
    uids = [row.uid for row in dates(permanence)]
    site.hostname, site.port = "coup-de-main.example", 443
    site.save()
    assert [row.uid for row in dates(permanence)] == uids
    assert {row.sequence for row in dates(permanence)} == {1}
    assert b"https://coup-de-main.example/agenda/" in ical(dates(permanence)[0]).replace(b"\r\n ", b"")


def test_another_school_zone_changes_the_dates_at_once(permanence: Activity, dates: Dates, now: datetime) -> None:
    """Its holidays were never written before: they are, in the same transaction."""
    settings = SiteSettings.load()
    settings.school_zone = "A"
    settings.save()
    found = Activity.objects.get(pk=permanence.pk)
    rule = found.rules.all()[0]
    rule.school_holidays = "skip"
    found.rules = [rule]
    publish(found)

    def held() -> set[date]:
        return {row.local_date for row in dates(permanence) if row.removed_at is None and row.status == "confirmed"}

    before = held()
    settings.school_zone = "C"
    settings.save()
    assert Closure.objects.filter(kind="school", zone="C").exists()
    assert held() != before
    assert extend_all(now).written == 0
