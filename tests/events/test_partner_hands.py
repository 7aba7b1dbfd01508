"""What a calendar says meets what people wrote, moved, called off, deleted here; and drafts wait for them."""

from datetime import time, timedelta
from typing import Any

import pytest

from events.dates.hand_edits import apply_hand_edit
from events.models import Activity, Occurrence, PartnerCalendar
from tests.events.partner_readings import MONDAYS, Read, event, public
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


def test_others_wait_as_drafts_that_leak_nowhere(
    reading: Read, source: PartnerCalendar, client: Any, place: Any
) -> None:
    PartnerCalendar.objects.update(trusted=False)
    reading(MONDAYS)
    activity = Activity.objects.get()
    assert not activity.live and activity.sessions.count() == 6
    assert not Occurrence.objects.exists()
    for address in ("/agenda/", place.get_absolute_url(), "/recherche/?q=tablette", "/ical/reseau.ics"):
        assert "Atelier tablette" not in client.get(address, follow=True).content.decode()
    assert client.get(activity.get_absolute_url()).status_code == 404
    publish(activity)
    assert len(public()) == 6


def test_what_a_person_did_to_a_date_stays(reading: Read) -> None:
    reading(MONDAYS)
    moved, called_off, full = Occurrence.objects.order_by("start")[:3]
    moved.start, moved.end = moved.start + timedelta(hours=5), moved.end + timedelta(hours=5)
    apply_hand_edit(moved)
    called_off.status, called_off.reason = "cancelled", "Conseillère absente"
    apply_hand_edit(called_off)
    full.places_left = 0
    apply_hand_edit(full)
    later = MONDAYS.replace("T090000", "T100000")
    reading(later)
    assert public()[:3] == ["30/11 14:00-16:00", "07/12 10:00-11:00 Conseillère absente", "14/12 10:00-11:00"]
    # They go from the calendar: a person wanted them so.
    left = later + "\nEXDATE;TZID=Europe/Paris:20261130T100000,20261207T100000,20261214T100000"
    reading(left)
    told = reading(left)
    assert len(public()) == 6 and any("3 dates changées ici" in one for one in told.notices)


def test_what_a_person_wrote_stays_and_the_rest_follows(reading: Read) -> None:
    reading(MONDAYS)
    activity = Activity.objects.get()
    activity.title = "Prendre en main sa tablette"
    first, second = list(activity.sessions.all())[:2]
    first.start_time, first.end_time = time(15), time(17)
    activity.sessions.add(first)
    activity.sessions.remove(second)
    activity.save_revision().publish()
    reading(
        MONDAYS.replace("T110000", "T120000").replace("Atelier tablette", "Atelier du lundi") + "\nDESCRIPTION:Venez"
    )
    activity = Activity.objects.get()
    assert (activity.title, activity.body) == ("Prendre en main sa tablette", "Venez")
    assert public()[:3] == ["30/11 15:00-17:00", "07/12 09:00-11:00 annulée", "14/12 09:00-12:00"]


def test_a_draft_of_somebody_goes_on_waiting(reading: Read) -> None:
    reading(MONDAYS)
    activity = Activity.objects.get()
    activity.summary = "Brouillon"
    activity.save_revision()
    reading(MONDAYS.replace("T110000", "T120000"))
    activity = Activity.objects.get()
    assert (activity.live, activity.has_unpublished_changes, activity.summary) == (True, True, "")
    assert public()[0] == "30/11 09:00-12:00"
    draft = activity.get_latest_revision_as_object()
    assert draft.summary == "Brouillon"
    draft.save_revision().publish()
    assert public()[0] == "30/11 09:00-12:00" and len(public()) == 6


def test_without_trust_changes_wait_and_what_is_called_off_is_told(reading: Read) -> None:
    PartnerCalendar.objects.update(trusted=False)
    reading(MONDAYS)
    publish(Activity.objects.get())
    off = event("lundis", "20261207", more="RECURRENCE-ID;TZID=Europe/Paris:20261207T090000\nSTATUS:CANCELLED")
    told = reading(MONDAYS.replace("Atelier tablette", "Achetez nos tablettes").replace("COUNT=6", "COUNT=7"), off)
    assert "1 permanence ou atelier publié a des changements à relire, puis à publier." in told.notices
    activity = Activity.objects.get()
    assert activity.title == "Atelier tablette" and activity.has_unpublished_changes
    assert public()[1] == "07/12 09:00-11:00 Annulée par l’organisateur." and len(public()) == 6
    publish(activity.get_latest_revision_as_object())
    assert Activity.objects.get().title == "Achetez nos tablettes" and len(public()) == 7


def test_a_calendar_that_is_trusted_by_now_publishes_what_waited(reading: Read) -> None:
    PartnerCalendar.objects.update(trusted=False)
    reading(MONDAYS, event("b", "20261208"))
    taken_back = publish(Activity.objects.get(sessions__day="2026-12-08"))
    taken_back.unpublish()
    PartnerCalendar.objects.update(trusted=True, read_on=None)
    reading(MONDAYS, event("b", "20261208"))
    assert [one.live for one in Activity.objects.order_by("pk")] == [True, False]


def test_a_calendar_that_is_trusted_no_more_changes_nothing_public(reading: Read) -> None:
    reading(MONDAYS)
    PartnerCalendar.objects.update(trusted=False)
    reading(MONDAYS.replace("Atelier tablette", "Achetez nos tablettes").replace("T110000", "T120000"))
    assert Activity.objects.get().title == "Atelier tablette" and public()[0] == "30/11 09:00-11:00"
    publish(Activity.objects.get().get_latest_revision_as_object())
    assert Activity.objects.get().title == "Achetez nos tablettes" and public()[0] == "30/11 09:00-12:00"


def test_a_deleted_activity_does_not_come_back(reading: Read) -> None:
    reading(MONDAYS, event("b", "20261208"))
    Activity.objects.get(sessions__day="2026-12-08").delete()
    reading(MONDAYS, event("b", "20261208", "14-16"))
    assert Activity.objects.count() == 1


def test_a_locked_activity_is_left_until_it_is_free(reading: Read) -> None:
    reading(MONDAYS)
    Activity.objects.update(locked=True)
    later = MONDAYS.replace("T110000", "T120000")
    reading(later)
    assert public()[0] == "30/11 09:00-11:00"
    Activity.objects.update(locked=False)
    PartnerCalendar.objects.update(read_on=None)
    reading(later)
    assert public()[0] == "30/11 09:00-12:00"
