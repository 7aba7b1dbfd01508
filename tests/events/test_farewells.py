"""A date that leaves a calendar is announced there as cancelled for a week: nobody waits in front of a door."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from ical.calendar_stream import IcsCalendarStream
from wagtail.models import Revision

from directory.models import Closure, DeletedPlace, HelpPoint
from directory.signals import place_merged
from directory.upkeep.trash import keep, restore
from events.dates.farewells import forget_farewells
from events.dates.hand_edits import apply_hand_edit
from events.models import Activity, Farewell, Occurrence
from portal.models.changes import changes
from tests.events.conftest import Dates
from tests.factories.places import HelpPointFactory, publish
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
Told = dict[Any, tuple[str, int, str]]
Feed = Callable[[str], Told]


@pytest.fixture
def feed(client: StrictClient) -> Feed:
    """What a calendar program reads at an address: start → status, SEQUENCE, UID."""

    def read(address: str) -> Told:
        calendar = IcsCalendarStream.calendar_from_ics(client.get(address).content.decode())
        found = {
            event.dtstart: (str(getattr(event.status, "value", "")), event.sequence or 0, str(event.uid))
            for event in calendar.events
        }
        assert len(found) == len(calendar.events)
        return found

    return read


def place_feed(place: HelpPoint) -> str:
    return f"/ical/lieu/{place.pk}.ics"


NETWORK = "/ical/reseau.ics"


def statuses(told: Told) -> set[str]:
    return {status for status, _sequence, _uid in told.values()}


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_an_activity_that_leaves_is_cancelled_for_a_week(
    client: StrictClient, feed: Feed, permanence: Activity, place: Any, now: datetime, how: str
) -> None:
    before, own = feed(NETWORK), f"/ical/activite/{permanence.pk}.ics"
    with changes():
        getattr(permanence, how)()
    for address in (NETWORK, place_feed(place), own):
        told = feed(address)
        assert statuses(told) == {"CANCELLED"} and told.keys() == before.keys()
        assert all(told[start][1] > before[start][1] and told[start][2] == before[start][2] for start in told)
    assert forget_farewells(now + timedelta(days=6)) == 0
    assert forget_farewells(now + timedelta(days=7, minutes=1)) == len(before)
    assert feed(NETWORK) == {} and client.get(own).status_code == 410


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_place_that_leaves_cancels_its_dates_in_its_own_calendar_for_a_week(
    client: StrictClient, feed: Feed, permanence: Activity, place: Any, now: datetime, how: str
) -> None:
    before, own = feed(NETWORK), place_feed(place)
    with changes():
        getattr(HelpPoint.objects.get(pk=place.pk), how)()
    told = feed(own)
    assert statuses(told) == {"CANCELLED"} and told.keys() == before.keys()
    assert "Elle a lieu ailleurs" not in client.get(own).content.decode().replace("\r\n ", "")
    assert place.name not in str(client.get(own).content.decode().partition("BEGIN:VEVENT")[0])
    assert client.get(own, headers={"if-none-match": client.get(own)["ETag"]}).status_code == 304
    forget_farewells(now + timedelta(days=8))
    Occurrence.objects.update(changed_at=now - timedelta(days=8))
    assert client.get(own).status_code == 410


@pytest.mark.parametrize("how", ["unpublish", "elsewhere"])
def test_a_date_called_off_by_hand_stays_told_when_its_activity_leaves(
    feed: Feed, permanence: Activity, place: Any, dates: Dates, how: str
) -> None:
    row = dates(permanence)[0]
    row.status, row.reason = "cancelled", "La conseillère est malade"
    apply_hand_edit(row)
    before = feed(place_feed(place))
    if how == "unpublish":
        Activity.objects.get(pk=permanence.pk).unpublish()
    else:
        permanence.point = publish(HelpPointFactory(name="Ailleurs, exemple"))
        publish(permanence)
    told = feed(place_feed(place))
    assert told.keys() == before.keys() and statuses(told) == {"CANCELLED"}


def test_what_is_told_of_an_activity_taken_back_is_neither_its_title_nor_its_words(
    client: StrictClient, permanence: Activity
) -> None:
    permanence.title, permanence.summary = "Titre retiré", "Phrase retirée"
    publish(permanence)
    Occurrence.objects.update(note="Note retirée")
    permanence.unpublish()
    words = client.get(NETWORK).content.decode().replace("\r\n ", "")
    assert "Annulé : Permanence – Laplume" in words and "retiré" not in words


def test_published_again_it_stands_with_its_identity_and_a_newer_sequence(
    feed: Feed, permanence: Activity, place: Any
) -> None:
    before = feed(NETWORK)
    permanence.unpublish()
    gone = feed(NETWORK)
    publish(Activity.objects.get(pk=permanence.pk))
    again = feed(NETWORK)
    assert statuses(again) == {"CONFIRMED"} and again.keys() == before.keys()
    assert all(again[start][2] == before[start][2] and again[start][1] > gone[start][1] for start in again)


def test_held_elsewhere_it_is_cancelled_at_its_old_place_and_moved_in_the_network(
    feed: Feed, permanence: Activity, place: Any
) -> None:
    before = feed(place_feed(place))
    permanence.point = other = publish(HelpPointFactory(name="Ailleurs, exemple"))
    publish(permanence)
    assert statuses(feed(place_feed(place))) == {"CANCELLED"}
    assert statuses(feed(NETWORK)) == statuses(feed(place_feed(other))) == {"CONFIRMED"}
    assert {uid for _s, _n, uid in feed(NETWORK).values()} == {uid for _s, _n, uid in before.values()}
    assert "Elle a lieu ailleurs" in Farewell.objects.first().ical.decode().replace("\r\n ", "")  # type: ignore[union-attr]


def test_a_place_that_closes_for_good_cancels_all_its_dates(feed: Feed, permanence: Activity, place: Any) -> None:
    before = feed(NETWORK)
    place.status = "closed"
    publish(place)
    told = feed(NETWORK)
    assert told.keys() == before.keys() and statuses(told) == {"CANCELLED"}


def test_a_closure_of_some_days_is_told_however_far(permanence: Activity, place: Any, dates: Dates) -> None:
    summer = {"first_day": date(2027, 8, 2), "last_day": date(2027, 8, 22)}
    Closure.objects.create(point=place, label="congés d’été", **summer)
    rows = [row for row in dates(permanence) if date(2027, 8, 2) <= row.local_date <= date(2027, 8, 22)]
    assert {(row.status, row.reason, row.removed_at) for row in rows} == {("cancelled", "Fermé (congés d’été)", None)}
    Closure.objects.all().delete()
    with changes():
        publish(place)
    assert {row.status for row in dates(permanence)} == {"confirmed"}


def test_a_deleted_place_takes_its_dates_along_and_brings_them_back(
    feed: Feed, permanence: Activity, place: Any, now: datetime
) -> None:
    before = feed(NETWORK)
    with changes():
        keep([place], now)
        HelpPoint.objects.get(pk=place.pk).delete()
    assert statuses(feed(NETWORK)) == {"CANCELLED"} and feed(NETWORK).keys() == before.keys()
    restore(DeletedPlace.objects.get())
    again = feed(NETWORK)
    assert statuses(again) == {"CONFIRMED"} and again.keys() == before.keys()


def test_the_same_answer_as_long_as_nothing_is_said(client: StrictClient, permanence: Activity) -> None:
    def tag() -> str:
        return str(client.get(NETWORK)["ETag"])

    first = tag()
    permanence.unpublish()
    gone = tag()
    assert gone != first and tag() == gone
    assert client.get(NETWORK, headers={"if-none-match": gone}).status_code == 304


def test_a_draft_that_names_a_merged_place_names_the_one_that_stays(permanence: Activity, place: Any) -> None:
    permanence.title = "Autre titre, exemple"
    permanence.save_revision()
    kept = publish(HelpPointFactory(name="Maison gardée, exemple"))
    place_merged.send(sender=type(place), kept=kept.pk, dropped=place.pk)
    with changes():
        HelpPoint.objects.get(pk=place.pk).delete()
    draft = Activity.objects.get(pk=permanence.pk).get_latest_revision()
    assert draft is not None
    draft.publish()
    permanence.refresh_from_db()
    assert (permanence.title, permanence.point) == ("Autre titre, exemple", kept)
    named = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Activity), content__point=place.pk)
    assert not named.exists()


def test_a_far_date_of_a_rule_that_ends_is_told_too(feed: Feed, permanence: Activity) -> None:
    before = feed(NETWORK)
    found = Activity.objects.get(pk=permanence.pk)
    rule = found.rules.all()[0]
    rule.valid_until = date(2026, 12, 10)
    found.rules = [rule]
    publish(found)
    told = feed(NETWORK)
    assert told.keys() == before.keys()
    assert [start.date() for start, (status, _n, _u) in sorted(told.items()) if status == "CONFIRMED"] == [
        date(2026, 11, 30),
        date(2026, 12, 7),
    ]
    assert Occurrence.objects.filter(start__gt=datetime.combine(date(2027, 2, 1), time(0)).astimezone()).exists()


def test_what_is_told_again_takes_its_farewell_back(permanence: Activity, dates: Dates, now: datetime) -> None:
    """An older word of it came back, with a lower SEQUENCE, once the date had moved out of the calendar."""
    permanence.unpublish()
    assert Farewell.objects.exists()
    permanence.save_revision().publish()
    assert not Farewell.objects.exists()
    assert {row.status for row in dates(permanence) if row.start > now} == {"confirmed"}
