"""What lists repeat of an activity follows every change of the activity, of its places and of who holds it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint, Organisation
from directory.signals import place_merged
from directory.standard import reader
from events.dates.announcing import announcement_of
from events.domain.announcement import Announcement, write
from events.location import RELATED
from events.models import Activity, Occurrence
from portal.models import Commune
from tests.conftest import NOW
from tests.factories.dates import ActivityFactory
from tests.factories.imports import given_by_a_feed, load
from tests.factories.places import HelpPointFactory, publish
from tests.factories.records import a_row

pytestmark = pytest.mark.django_db


def said(activity: Activity) -> Announcement:
    return Activity.objects.filter(pk=activity.pk).announcements()[activity.pk]


@pytest.fixture(autouse=True)
def always_up_to_date() -> Any:
    """Whatever a test does, what is stored at its end is what would be written anew."""
    yield
    published = Activity.objects.published().select_related(*RELATED).prefetch_related("rules")
    for activity in published:
        assert activity.announcement == write(announcement_of(activity, NOW.date())), activity


@pytest.fixture
def in_a_room(place: HelpPoint) -> Activity:
    """Published: a permanence of an association, in a room of Laplume."""
    organisation = Organisation.objects.create(name="Les Amis d’exemple", phone="+33536490100")
    draft = ActivityFactory(
        title="Permanence du lundi", point=None, place_text="Salle d’exemple", commune=place.commune,
        organisation=organisation,
    )  # fmt: skip
    return publish(draft)


def test_publishing_announces_and_a_draft_changes_nothing(permanence: Activity) -> None:
    assert said(permanence).place == "Médiathèque d’exemple"
    draft = Activity.objects.get(pk=permanence.pk)
    draft.title = "Autre titre, exemple"
    revision = draft.save_revision()
    assert said(permanence).title == "Permanence d’exemple"
    revision.publish()
    assert (said(permanence).title, said(permanence).slug) == ("Autre titre, exemple", "autre-titre-exemple")


def test_an_old_revision_published_again_brings_no_old_words(permanence: Activity, place: HelpPoint) -> None:
    revision = Activity.objects.get(pk=permanence.pk).save_revision()
    place.name = "Médiathèque rebaptisée, exemple"
    publish(place)
    revision.publish()
    assert said(permanence).place == "Médiathèque rebaptisée, exemple"


def test_published_again_after_its_place_has_changed(permanence: Activity, place: HelpPoint) -> None:
    permanence.unpublish()
    place.name = "Médiathèque rebaptisée, exemple"
    publish(place)
    publish(Activity.objects.get(pk=permanence.pk))
    assert said(permanence).place == "Médiathèque rebaptisée, exemple"


def test_a_place_that_moves_is_taken_back_and_comes_back(permanence: Activity, place: HelpPoint) -> None:
    place.latitude, place.phone = Decimal("44.200000"), "+33536490199"
    publish(place)
    assert (said(permanence).latitude, said(permanence).phone) == (44.2, "+33536490199")
    place.unpublish()
    # Neither a commune without a room, nor « tous les lundis » where nobody is received.
    assert (said(permanence).place, said(permanence).commune, said(permanence).phone) == ("Lieu fermé", "Laplume", "")
    assert not said(permanence).rules and not said(permanence).rhythms
    publish(place)
    assert said(permanence).place == "Médiathèque d’exemple"


def test_who_holds_it_changes_its_name_and_leaves(place: HelpPoint) -> None:
    operator = publish(HelpPointFactory(name="La Poste d’exemple"))
    held = publish(ActivityFactory(point=place, commune=place.commune, operator=operator))
    assert said(held).operator == "avec La Poste d’exemple"
    operator.name = "La Poste rebaptisée"
    publish(operator)
    assert said(held).operator == "avec La Poste rebaptisée"
    operator.delete()
    assert said(held).operator == ""


def test_a_deleted_place_a_merged_one_and_one_loaded_from_a_file(permanence: Activity, place: HelpPoint) -> None:
    kept = publish(HelpPointFactory(name="Maison gardée, exemple"))
    place_merged.send(sender=type(place), kept=kept.pk, dropped=place.pk)
    assert said(permanence).place == "Maison gardée, exemple"
    row = a_row(
        id=kept.standard_id,
        nom="Maison relue, exemple",
        adresse="9 place du Marché",
        latitude="44.200000",
        date_maj="2026-11-01",
    )
    record = reader.parse_row(row, 2).record
    assert record is not None
    given_by_a_feed(HelpPoint.objects.get(pk=kept.pk))
    assert load([record], now=NOW).summary["change"] == 1
    assert said(permanence).place == "Maison relue, exemple"
    HelpPoint.objects.get(pk=kept.pk).delete()
    assert (said(permanence).place, said(permanence).commune) == ("", "Laplume")


def test_the_new_name_of_an_organisation_reaches_dates_feeds_and_search(
    in_a_room: Activity, dates: Callable[..., list[Occurrence]], client: Any
) -> None:
    organisation = Organisation.objects.get()
    organisation.name, organisation.phone = "Les Voisins d’exemple", "+33536490155"
    organisation.save()
    assert said(in_a_room).operator == "avec Les Voisins d’exemple"
    assert (said(in_a_room).phone, said(in_a_room).phone_name) == ("+33536490155", "Les Voisins d’exemple")
    assert {row.sequence for row in dates(in_a_room)} == {1}
    feed = client.get("/ical/reseau.ics").content.decode().replace("\r\n ", "")
    assert "Avec Les Voisins d’exemple" in feed and "Les Amis" not in feed
    assert "avec Les Voisins d’exemple" in client.get("/agenda/?semaine=2026-W49").content.decode()
    assert "Permanence du lundi" in client.get("/recherche/?q=voisins").content.decode()


def test_a_deleted_organisation_is_named_no_more(in_a_room: Activity, dates: Callable[..., list[Occurrence]]) -> None:
    Organisation.objects.get().delete()
    assert (said(in_a_room).operator, said(in_a_room).phone) == ("", "")
    assert all("Les Amis" not in bytes(row.ical or b"").decode() for row in dates(in_a_room))


def test_the_new_name_of_a_commune_reaches_dates_and_feeds(
    in_a_room: Activity, dates: Callable[..., list[Occurrence]], client: Any
) -> None:
    commune = Commune.objects.get(pk=in_a_room.commune_id)
    commune.name, commune.latitude = "Laplume-la-Neuve", 44.3
    commune.save()
    assert (said(in_a_room).commune, said(in_a_room).latitude) == ("Laplume-la-Neuve", 44.3)
    assert {(row.sequence, row.latitude) for row in dates(in_a_room)} == {(1, 44.3)}
    feed = client.get("/ical/reseau.ics").content.decode().replace("\r\n ", "")
    assert "LOCATION:Salle d’exemple\\, 47310 Laplume-la-Neuve" in feed
    assert "Laplume-la-Neuve" in client.get("/agenda/?semaine=2026-W49").content.decode()


def test_what_touches_no_word_writes_nothing(in_a_room: Activity, site: Any) -> None:
    for thing in (Organisation.objects.get(), Commune.objects.get(pk=in_a_room.commune_id), site):
        with CaptureQueriesContext(connection) as captured:
            thing.save()
        written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]
        assert not [sql for sql in written if '"events_' in sql], written


def test_an_undated_permanence_is_announced_too(place: HelpPoint) -> None:
    draft = ActivityFactory(rule=None, point=place, commune=place.commune, timetable_note="le lundi : appelez")
    undated = publish(draft)
    before = Activity.objects.get(pk=undated.pk).content_changed_at
    assert said(undated).timetable_note == "le lundi : appelez"
    place.name = "Médiathèque rebaptisée, exemple"
    publish(place)
    assert said(undated).place == "Médiathèque rebaptisée, exemple"
    assert before is not None and Activity.objects.get(pk=undated.pk).content_changed_at == NOW


def test_the_night_mends_what_was_written_around_the_portal(permanence: Activity) -> None:
    from events.dates.regeneration import extend_all

    Activity.objects.update(announcement="")
    assert extend_all(NOW).touched == {permanence.pk}
    assert said(permanence).rhythms.keys() == {permanence.rules.get().spec.id}
    assert date(2026, 11, 30) == Occurrence.objects.earliest("start").local_date


def test_one_calls_people_and_no_title(in_a_room: Activity, permanence: Activity) -> None:
    for activity, name in (
        (in_a_room, "Les Amis d’exemple"),
        (permanence, "Médiathèque d’exemple, pour cette permanence"),
    ):
        activity.title, activity.booking_phone = "Faire son CV, exemple", "+33536490199"
        publish(activity)
        assert (said(activity).phone, said(activity).phone_name) == ("+33536490199", name)
    Organisation.objects.all().delete()
    assert said(in_a_room).phone_name == f"{in_a_room.place_text}, pour cette permanence"
