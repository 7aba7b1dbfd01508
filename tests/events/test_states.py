"""Moved, put off, held elsewhere, full, not known: what people are told of a date, on pages and in calendars."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from events.dates.hand_edits import apply_hand_edit
from events.dates.regeneration import extend_all
from events.domain.recurrence import in_order, local_span
from events.models import Activity, Occurrence, Rule, Session
from events.search_documents import DateSource
from portal.words.zone import PARIS
from tests.events.conftest import Dates, MakeWorkshop, ical
from tests.factories.dates import ActivityFactory
from tests.factories.places import publish
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def words(page: Any) -> str:
    soup = BeautifulSoup(page.content.decode(), "html.parser")
    return " ".join(soup.get_text(" ").split())


def lines(row: Occurrence) -> str:
    return ical(row).replace(b"\r\n ", b"").decode()


def moved(row: Occurrence, **by: float) -> Occurrence:
    row.start, row.end = row.start + timedelta(**by), row.end + timedelta(**by)
    apply_hand_edit(row)
    row.refresh_from_db()
    return row


def test_a_date_moved_within_its_day(client: StrictClient, permanence: Activity, dates: Dates) -> None:
    row = moved(dates(permanence)[2], hours=2)
    assert row.moved_from == row.start - timedelta(hours=2)
    assert "SUMMARY:Déplacé : " in lines(row) and "c’était prévu à 9 h." in lines(row).replace("\\", "")
    page = client.get(row.get_absolute_url())
    assert "Déplacé, c’était prévu à 9 h" in words(page) and "maintenue" not in words(page)
    assert "EventRescheduled" in page.content.decode() and "previousStartDate" in page.content.decode()
    assert "Déplacé, c’était prévu à 9 h" in words(client.get(permanence.get_absolute_url()))
    assert extend_all(timezone.now()).written == 0


def test_a_date_put_off_to_another_day_and_put_back(client: StrictClient, permanence: Activity, dates: Dates) -> None:
    row = dates(permanence)[2]
    day, uid, sequence = row.local_date, row.uid, row.sequence
    row = moved(row, days=1)
    row = moved(row, hours=1)
    assert "Reporté, c’était prévu le lundi" in words(client.get(row.get_absolute_url()))
    assert row.moved_from is not None and row.moved_from.astimezone(PARIS).date() == day
    row = moved(row, days=-1, hours=-1)
    assert row.moved_from is None and "Déplacé" not in lines(row) and "Reporté" not in lines(row)
    assert (row.uid, row.sequence) == (uid, sequence + 3)
    assert "Cette date est maintenue" in words(client.get(row.get_absolute_url()))


def test_the_hour_of_the_rule_again_is_no_move(permanence: Activity, dates: Dates) -> None:
    row = moved(dates(permanence)[2], hours=2)
    apply_hand_edit(row, follow_rule=True)
    row.refresh_from_db()
    assert row.moved_from is None and not row.hours_by_hand


def test_a_rule_that_changes_its_hour_moves_nothing_in_words(permanence: Activity, dates: Dates) -> None:
    Rule.objects.filter(activity=permanence).update(start_time=time(10), end_time=time(11))
    extend_all(timezone.now())
    assert {row.moved_from for row in dates(permanence)} == {None}


def test_a_date_given_by_hand_says_where_it_was(make_workshop: MakeWorkshop, dates: Dates) -> None:
    workshop = make_workshop((date(2026, 12, 8), "9:00", "11:00"))
    Session.objects.filter(activity=workshop).update(day=date(2026, 12, 10))
    extend_all(timezone.now())
    (row,) = dates(workshop)
    assert row.moved_from is not None and "Reporté : " in lines(row)
    assert extend_all(timezone.now()).written == 0


def test_another_room_for_one_date(client: StrictClient, permanence: Activity, dates: Dates) -> None:
    row, other = dates(permanence)[2:4]
    sequence = row.sequence
    row.room = "Salle des fêtes, place du Marché"
    apply_hand_edit(row)
    row.refresh_from_db()
    assert "LOCATION:Salle des fêtes\\, place du Marché\\, 47310 Laplume" in lines(row) and "GEO" not in lines(row)
    assert row.sequence == sequence + 1 and "GEO" in lines(other)
    page = words(client.get(row.get_absolute_url()))
    assert "Déplacé : Salle des fêtes, place du Marché" in page and "1 rue de l’Exemple" not in page
    assert "Salle des fêtes" in words(client.get("/agenda/?du=2026-12-01&au=2026-12-31"))
    assert extend_all(timezone.now()).written == 0


def test_what_nobody_said_is_not_said(client: StrictClient, place: Any, dates: Dates) -> None:
    assert (Activity().access, Activity().price) == ("", "")
    unknown = publish(ActivityFactory(title="Aide", point=place, commune=place.commune, access="", price=""))
    row = dates(unknown)[1]
    for page in (client.get(unknown.get_absolute_url()), client.get(row.get_absolute_url())):
        assert "Appelez pour savoir s’il faut un rendez-vous" in words(page)
        assert "Gratuit" not in words(page) and "isAccessibleForFree" not in page.content.decode()
    assert "Gratuit" not in lines(row) and "Sans rendez-vous" not in lines(row)
    (document,) = DateSource().documents([unknown.pk], timezone.now())
    assert (document.facets["acces"], document.facets["prix"]) == ((), ())


def test_registration_by_mail_once_for_a_series_and_what_to_do_when_it_is_full(
    client: StrictClient, make_workshop: MakeWorkshop, dates: Dates
) -> None:
    series = make_workshop(
        (date(2026, 12, 8), "9:00", "11:00"), (date(2026, 12, 15), "9:00", "11:00"),
        access="booking", booking_email="ateliers@exemple.fr", one_registration=True,
        waiting_note="Laissez votre numéro.",
    )  # fmt: skip
    row = dates(series)[0]
    page = client.get(row.get_absolute_url())
    assert "Une seule inscription pour toutes les séances, par courriel" in words(page)
    assert "mailto:ateliers@exemple.fr" in page.content.decode() and "Laissez votre numéro" not in words(page)
    assert "ateliers@exemple.fr" not in lines(row)
    row.places_left = 0
    apply_hand_edit(row)
    full = words(client.get(row.get_absolute_url()))
    assert "Complet Laissez votre numéro." in full and "maintenue" not in full


def test_midnight_ends_the_day(place: Any, dates: Dates, make_workshop: MakeWorkshop) -> None:
    assert in_order(time(22), time(0)) and not in_order(time(22), time(1))
    assert local_span(date(2026, 12, 8), time(22), time(0))[1] == datetime(2026, 12, 9)
    night = make_workshop((date(2026, 12, 8), time(22), time(0)))
    (row,) = dates(night)
    assert row.end - row.start == timedelta(hours=2) and row.local_date == date(2026, 12, 8)
    rule = Rule(activity=night, weekdays=[0], start_time=time(20), end_time=time(0), valid_from=date(2026, 12, 1))
    rule.full_clean(exclude=["activity"])


@pytest.mark.usefixtures("admin_templates")
def test_a_date_is_not_moved_beyond_the_calendars(
    admin_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    """A slip in the year took it out of every calendar without a word."""
    row = dates(permanence)[2]
    address = f"/admin/snippets/events/occurrence/edit/{row.pk}/"
    slip = {"start": "08/12/2036 9h", "end": "08/12/2036 12h"}
    page = admin_client.post(address, filled(admin_client.get(address)) | slip)
    assert "plus de treize mois" in words(page)
    row.refresh_from_db()
    assert row.start.year < 2036


@pytest.mark.usefixtures("admin_templates")
def test_who_moves_a_date_moves_its_end_too(admin_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    """Its end stayed behind: a date of 27 hours, of which the page said three."""
    row = dates(permanence)[2]
    length, address = row.end - row.start, f"/admin/snippets/events/occurrence/edit/{row.pk}/"
    admin_client.post(address, filled(admin_client.get(address)) | {"start": "12/12/2026 14h"})
    row.refresh_from_db()
    assert row.local_date == date(2026, 12, 12) and row.end - row.start == length
    typed = {"start": "12/12/2026 14h", "end": "14/12/2026 17h"}
    page = admin_client.post(address, filled(admin_client.get(address)) | typed)
    assert "durerait plus d’un jour" in words(page)
