"""Who receives is away: their dates are called off at once, told beforehand, and come back with the absence."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from directory.models import Organisation
from events.dates.regeneration import extend_all
from events.models import Absence, Activity, Occurrence
from tests.events.conftest import Dates, MakeWorkshop, ical
from tests.factories.dates import ActivityFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]

ABSENCE = "wagtailsnippets_events_absence"
DAYS = {"first_day": date(2026, 12, 3), "last_day": date(2026, 12, 14)}
CANCELLED = [date(2026, 12, 7), date(2026, 12, 14)]


@pytest.fixture
def holder(site: Any, frozen: Any) -> Any:
    organisation = Organisation.objects.create(name="Association d’exemple")
    return publish(HelpPointFactory(name="Poste d’exemple", organisation=organisation))


@pytest.fixture
def held(holder: Any) -> Activity:
    """Every Monday in a room, held by a place of the directory: no host place could be closed."""
    room = {"place_text": "Mairie", "commune": holder.commune, "adviser": "conseillère 1"}
    return publish(ActivityFactory(title="Permanence en mairie", point=None, operator=holder, **room))


def off(rows: list[Occurrence]) -> list[date]:
    return [row.local_date for row in rows if row.status == "cancelled"]


def whose(who: str, held: Activity) -> dict[str, Any]:
    operator = held.operator
    assert operator is not None
    return {
        "holder": {"holder": operator},
        "organisation": {"organisation": operator.organisation},
        "adviser": {"adviser": "conseillère 1"},
        "commune": {"commune": held.commune},
        "network": {},
    }[who]


@pytest.mark.parametrize("who", Absence.Who.values)
def test_what_it_covers_is_called_off_and_comes_back(who: str, held: Activity, dates: Dates) -> None:
    before = {row.uid: row.sequence for row in dates(held)}
    absence = Absence.objects.create(who=who, label="formation", **DAYS, **whose(who, held))
    assert off(dates(held)) == CANCELLED
    row = next(row for row in dates(held) if row.status == "cancelled")
    words = "Formation" if who in ("commune", "network") else "Absence (formation)"
    assert row.reason == words and words.encode() in ical(row).replace(b"\r\n ", b"")
    assert row.uid in before and row.sequence == before[row.uid] + 1
    absence.last_day = date(2026, 12, 8)
    absence.save()
    assert off(dates(held)) == CANCELLED[:1]
    absence.delete()
    assert off(dates(held)) == [] and {row.uid for row in dates(held)} == set(before)


@pytest.mark.parametrize("who", Absence.Who.values)
def test_both_ways_to_tell_what_it_covers_agree(who: str, held: Activity, permanence: Activity) -> None:
    elsewhere = CommuneFactory(insee="47135", name="Lafox", postal_codes=["47240"])
    others = [
        ActivityFactory(title="Autre", point=None, place_text="Salle", commune=elsewhere, adviser="conseillère 2"),
        ActivityFactory(title="Chez lui", point=held.operator, commune=held.commune),
        ActivityFactory(title="Son organisme", point=None, place_text="Salle", commune=elsewhere,
                        organisation=held.operator.organisation if held.operator else None),
    ]  # fmt: skip
    absence = Absence(who=who, label="formation", **DAYS, **whose(who, held))
    everything: list[Activity] = [held, permanence, *others]
    assert set(absence.activities()) == {one for one in everything if absence.covers(one)}
    assert held in absence.activities()


def test_nobody_chosen_covers_nothing(held: Activity) -> None:
    for who in ("holder", "organisation", "adviser", "commune"):
        absence = Absence(who=who, label="formation", **DAYS)
        assert not absence.covers(held) and not absence.activities().exists()


def test_a_date_given_by_hand_and_one_that_was_moved(
    holder: Any, held: Activity, make_workshop: MakeWorkshop, dates: Dates
) -> None:
    workshop = make_workshop((date(2026, 12, 8), "9:00", "11:00"), operator=holder)
    Absence.objects.create(who="holder", holder=holder, label="formation", **DAYS)
    assert off(dates(workshop)) == [date(2026, 12, 8)]


def test_an_absence_changed_to_another_holder_gives_the_dates_back(holder: Any, held: Activity, dates: Dates) -> None:
    absence = Absence.objects.create(who="holder", holder=holder, label="formation", **DAYS)
    absence.holder = publish(HelpPointFactory(name="Autre poste"))
    absence.save()
    assert off(dates(held)) == []


def test_a_second_run_writes_nothing(holder: Any, held: Activity, frozen: Any) -> None:
    Absence.objects.create(who="holder", holder=holder, label="formation", kept=[], **DAYS)
    assert extend_all(timezone.now()).written == 0


def words(page: Any) -> str:
    return " ".join(BeautifulSoup(page.content.decode(), "html.parser").get_text(" ").split())


def test_the_form_shows_the_dates_before_it_cancels_them(
    admin_client: StrictClient, holder: Any, held: Activity, dates: Dates
) -> None:
    address = reverse(f"{ABSENCE}:add")
    data = filled(admin_client.get(address)) | {
        "who": "holder", "holder": str(holder.pk), "label": "formation",
        "first_day": "3/12/2026", "last_day": "14/12/2026",
    }  # fmt: skip
    said = words(admin_client.post(address, data))
    assert "2 dates seront annulées" in said and "lundi 7 décembre 2026, 9 h à 12 h : Permanence en mairie" in said
    assert "Rien n’est encore enregistré : répondez" in said and "n’a pas pu être créé" not in said
    assert not Absence.objects.exists() and off(dates(held)) == []
    # Somebody stands in on the 14th.
    stays = next(row for row in dates(held) if row.local_date == date(2026, 12, 14))
    admin_client.post(address, data | {"cancel_dates": "on", "kept": stays.uid})
    absence = Absence.objects.get()
    assert absence.kept == [stays.uid] and off(dates(held)) == [date(2026, 12, 7)]
    # Opened again, it shows both, and takes the exception back.
    edit = reverse(f"{ABSENCE}:edit", args=[absence.pk])
    page = admin_client.get(edit)
    assert "lundi 14 décembre 2026" in words(page) and filled(page)["kept"] == [stays.uid]
    again = filled(page)
    del again["kept"]
    said = words(admin_client.post(edit, again))
    assert "1 date sera annulée" in said and "répondez à la question" in said
    assert "répondez à la question" not in words(admin_client.post(edit, again | {"label": ""}))
    admin_client.post(edit, again | {"cancel_dates": "on"})
    assert off(dates(held)) == CANCELLED


def test_an_excepted_date_is_still_closed_by_what_else_closes_it(
    holder: Any, held: Activity, dates: Dates, frozen: Any
) -> None:
    stays = next(row for row in dates(held) if row.local_date == date(2026, 12, 7))
    Absence.objects.create(who="holder", holder=holder, label="formation", kept=[stays.uid], **DAYS)
    assert off(dates(held)) == [date(2026, 12, 14)]
    Absence.objects.create(who="network", label="panne", first_day=stays.local_date, last_day=stays.local_date)
    assert off(dates(held)) == CANCELLED


def test_who_is_away_is_asked(admin_client: StrictClient, held: Activity) -> None:
    address = reverse(f"{ABSENCE}:add")
    data = filled(admin_client.get(address)) | {"label": "congés", "first_day": "3/12/2026", "last_day": "14/12/2026"}
    assert "Choisissez le lieu." in words(admin_client.post(address, data))
    long = {"who": "network", "last_day": str(DAYS["first_day"] + timedelta(days=500))}
    assert "Plus d’un an" in words(admin_client.post(address, data | long | {"cancel_dates": "on"}))
    assert not Absence.objects.exists()


def test_somebody_stands_in_said_on_the_date_itself(
    admin_client: StrictClient, holder: Any, held: Activity, dates: Dates
) -> None:
    absence = Absence.objects.create(who="holder", holder=holder, label="formation", **DAYS)
    row = next(row for row in dates(held) if row.local_date == date(2026, 12, 7))
    address = reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk])
    admin_client.post(address, filled(admin_client.get(address)) | {"status": "confirmed"})
    absence.refresh_from_db()
    assert absence.kept == [row.uid] and off(dates(held)) == [date(2026, 12, 14)]
    # A person calls it off, then changes their mind again.
    admin_client.post(address, filled(admin_client.get(address)) | {"status": "cancelled", "reason": "malade"})
    assert off(dates(held)) == CANCELLED


def test_one_that_touches_nothing_is_doubted(admin_client: StrictClient, held: Activity) -> None:
    address = reverse(f"{ABSENCE}:add")
    sunday = {"who": "network", "label": "congés", "first_day": "6/12/2026", "last_day": "6/12/2026"}
    said = words(admin_client.post(address, filled(admin_client.get(address)) | sunday, follow=True))
    assert "Elle n’annule aucune date" in said
    assert Absence.objects.exists()


def test_days_that_are_over_are_refused(admin_client: StrictClient, held: Activity) -> None:
    address = reverse(f"{ABSENCE}:add")
    past = {"who": "network", "label": "congés", "first_day": "3/11/2026", "last_day": "4/11/2026"}
    assert "Ces jours sont passés" in words(admin_client.post(address, filled(admin_client.get(address)) | past))
    assert not Absence.objects.exists()


def test_deleting_one_says_which_dates_come_back(admin_client: StrictClient, holder: Any, held: Activity) -> None:
    absence = Absence.objects.create(who="holder", holder=holder, label="formation", **DAYS)
    address = reverse(f"{ABSENCE}:delete", args=[absence.pk])
    assert "2 dates auront lieu de nouveau : lundi 7 décembre 2026 à 9 h, lundi 14 décembre 2026 à 9 h." in words(
        admin_client.get(address)
    )
    # One of them is called off by another absence too.
    network = {"who": "network", "label": "panne", "first_day": date(2026, 12, 7), "last_day": date(2026, 12, 7)}
    Absence.objects.create(**network)
    said = words(admin_client.get(address))
    assert "1 date aura lieu de nouveau : lundi 14 décembre 2026 à 9 h." in said and "référencé" not in said
