"""The month of a place in the admin: what it shows, and the verbs that come back to it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from directory.models import Closure, Organisation
from events.dates.hand_edits import apply_hand_edit
from events.dates.regeneration import extend_all
from events.models import Absence, Activity, Occurrence, Rule, Session
from tests.events.conftest import Dates
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MONTH = "/admin/agenda/mois/"
SAID = {"day": "9/12/2026", "start_time": "14h", "end_time": "16 h"}


def soup(answer: Any) -> Any:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode().replace("\u00a0", " "), "html.parser")


@pytest.fixture
def shown(editor_client: StrictClient, permanence: Activity) -> Callable[..., Any]:
    """`shown(lieu=…)`: the month of December."""
    return lambda **asked: soup(editor_client.get(MONTH, {"lieu": permanence.point_id, "mois": "2026-12", **asked}))


def day(page: Any, iso: str) -> Any:
    return page.select_one(f"td:has(time[datetime='{iso}'])")


def test_a_month_is_a_table_of_days(shown: Any, permanence: Activity, dates: Dates) -> None:
    page = shown()
    table = page.select_one("table")
    assert table.caption.get_text(strip=True) == f"Décembre 2026, {permanence.point}"
    assert [head.get_text() for head in table.select("thead th[scope=col]")][0::6] == ["Lundi", "Dimanche"]
    assert len(table.select("td time")) == 31
    row = next(row for row in dates(permanence) if row.local_date == date(2026, 12, 7))
    link = day(page, "2026-12-07").select_one("a.month-date")
    assert link["href"] == reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk])
    assert "9 h à 12 h" in link.get_text() and "Permanence d’exemple" in link.get_text()
    around = [link["href"] for link in page.select(".month-nav a[rel]")]
    assert around == [f"{MONTH}?lieu={permanence.point_id}&mois={month}" for month in ("2026-11", "2027-01")]
    assert day(page, "2026-12-08").select_one("a")["href"].endswith("&jour=2026-12-08")


def test_states_are_words(shown: Any, permanence: Activity, dates: Dates, now: datetime) -> None:
    moved, called_off, full = (
        row for row in dates(permanence) if date(2026, 12, 1) < row.local_date < date(2026, 12, 22)
    )
    moved.start += timedelta(hours=1)
    called_off.status, called_off.reason = "cancelled", "Neige, exemple"
    full.places_left = 0
    for row in (moved, called_off, full):
        apply_hand_edit(row)
    said = [[s.get_text() for s in day(shown(), f"2026-12-{n}").select(".month-state")] for n in ("07", "14", "21")]
    assert said == [["déplacé"], ["annulée : Neige, exemple"], ["complet"]]


def test_what_is_over_is_only_read(shown: Any, frozen: Any, permanence: Activity) -> None:
    frozen.move_to(datetime.fromisoformat("2026-12-10T10:00+01:00"))
    page = shown()
    assert "Permanence d’exemple" in day(page, "2026-12-07").get_text()
    assert not day(page, "2026-12-07").select("a")
    assert day(page, "2026-12-14").select("a")


def test_whoever_holds_dates_elsewhere_has_a_month(shown: Any, permanence: Activity) -> None:
    office = Organisation.objects.create(name="Association d’exemple")
    holder = publish(HelpPointFactory(name="Qui tient, exemple", organisation=office))
    publish(ActivityFactory(title="Tenue ailleurs, exemple", point=None, commune=permanence.commune, operator=holder))
    for whose in ({"lieu": holder.pk}, {"lieu": "", "organisme": office.pk}):
        page = shown(**whose)
        titles = {link.get_text() for link in page.select("a.month-date")}
        assert len(titles) == 1 and "Tenue ailleurs" in titles.pop()


def test_a_place_is_found_by_its_name_and_its_month_opened(editor_client: StrictClient, permanence: Activity) -> None:
    publish(HelpPointFactory(name="Sans date, exemple"))
    listed = [link["href"] for link in soup(editor_client.get(MONTH, {"q": "mediatheque"})).select(".month-choice a")]
    assert listed == [f"{MONTH}?lieu={permanence.point_id}"]
    assert "Aucun lieu" in soup(editor_client.get(MONTH, {"q": "sans date"})).get_text()


@pytest.mark.parametrize("asked", [{"lieu": "999999"}, {"lieu": "x"}, {"organisme": "1" * 30}])
def test_nobodys_month_is_not_found(editor_client: StrictClient, site: Any, asked: dict[str, str]) -> None:
    assert editor_client.get(MONTH, asked).status_code == 404


def test_the_month_is_a_click_away(editor_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    month = f"{MONTH}?lieu={permanence.point_id}"
    forms: list[tuple[str, Any]] = [
        ("directory_helppoint", permanence.point),
        ("events_activity", permanence),
        ("events_occurrence", dates(permanence)[0]),
    ]
    for name, item in forms:
        page = soup(editor_client.get(reverse(f"wagtailsnippets_{name}:edit", args=[item.pk])))
        assert page.select(f"a[href^='{month}']"), name
    assert soup(editor_client.get(reverse("wagtailsnippets_events_occurrence:list"))).select(f"a[href^='{month}&']")


def test_who_may_change_no_date_sees_no_month(reader_client: StrictClient, permanence: Activity) -> None:
    row = Occurrence.objects.all()[0]
    for path in ("", "ajouter/", f"date/{row.pk}/annuler/"):
        answer = reader_client.post(f"{MONTH}{path}?lieu={permanence.point_id}", {"reason": "Exemple"})
        assert answer.status_code in (302, 403)
    assert not Session.objects.exists() and not Occurrence.objects.filter(status="cancelled").exists()


def add(client: StrictClient, permanence: Activity, **said: Any) -> Any:
    return client.post(f"{MONTH}ajouter/?lieu={permanence.point_id}", {"activity": permanence.pk, **SAID, **said})


def test_a_date_is_added(editor_client: StrictClient, editor: Any, permanence: Activity, dates: Dates) -> None:
    before = {row.uid for row in dates(permanence)}
    answer = add(editor_client, permanence)
    assert answer["Location"] == f"{MONTH}?lieu={permanence.point_id}&mois=2026-12"
    [added] = [row for row in dates(permanence) if row.uid not in before]
    assert (added.local_date, added.start.hour, added.origin, added.status) == (
        date(2026, 12, 9),
        13,
        "hand",
        "confirmed",
    )
    assert before < {row.uid for row in dates(permanence)}
    stored = Activity.objects.get(pk=permanence.pk)
    assert stored.live_revision == stored.latest_revision and stored.latest_revision.user == editor
    assert not stored.has_unpublished_changes
    # Published again from the form, or by the clock: the same date.
    stored.get_latest_revision().publish()
    assert {row.uid for row in dates(permanence)} == before | {added.uid}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": "9/11/2026"}, "Ce moment est passé"),
        ({"end_time": "13 h"}, "doit venir après"),
        ({"day": "7/12/2026", "start_time": "9h", "end_time": "10h"}, "commence déjà à cette heure"),
        ({"day": "16/12/2026"}, "Travaux"),
        ({"day": "un jour"}, "n’est pas comprise"),
        ({"activity": "0"}, "Sélectionnez"),
    ],
)
def test_what_cannot_be_is_refused(
    editor_client: StrictClient, permanence: Activity, said: dict[str, str], words: str
) -> None:
    Closure.objects.create(
        point=permanence.point, first_day=date(2026, 12, 16), last_day=date(2026, 12, 16), label="Travaux"
    )
    assert words in soup(add(editor_client, permanence, **said)).get_text()
    assert not Session.objects.exists()


def test_a_locked_activity_gets_no_date_from_others(
    editor_client: StrictClient, administrator: Any, permanence: Activity
) -> None:
    Activity.objects.filter(pk=permanence.pk).update(locked=True, locked_by=administrator)
    assert add(editor_client, permanence).status_code == 200
    assert not Session.objects.exists()


def test_a_draft_that_waits_keeps_the_date_and_its_own_words(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    draft: Activity = Activity.objects.get(pk=permanence.pk)
    draft.title = "Autre titre, exemple"
    waiting = draft.save_revision()
    add(editor_client, permanence)
    stored = Activity.objects.get(pk=permanence.pk)
    assert (stored.title, stored.latest_revision, stored.has_unpublished_changes) == (
        "Permanence d’exemple",
        waiting,
        True,
    )
    assert stored.get_latest_revision_as_object().title == "Autre titre, exemple"
    uids = {row.uid for row in dates(permanence)}
    stored.get_latest_revision().publish()
    stored.refresh_from_db()
    assert (stored.title, stored.has_unpublished_changes) == ("Autre titre, exemple", False)
    assert {row.uid for row in dates(permanence) if row.status == "confirmed"} == uids
    assert Session.objects.count() == 1


def test_a_version_that_waits_for_its_hour_still_waits_and_keeps_the_date(
    editor_client: StrictClient, permanence: Activity, dates: Dates, now: datetime
) -> None:
    draft: Activity = Activity.objects.get(pk=permanence.pk)
    draft.title, draft.go_live_at = "Plus tard, exemple", now + timedelta(days=3)
    draft.save_revision().publish()
    add(editor_client, permanence)
    [scheduled] = Revision.objects.for_instance(permanence).filter(approved_go_live_at__isnull=False)
    uids = {row.uid for row in dates(permanence)}
    scheduled.content["go_live_at"] = None
    scheduled.publish()
    assert Activity.objects.get(pk=permanence.pk).title == "Plus tard, exemple"
    assert {row.uid for row in dates(permanence) if row.status == "confirmed"} == uids


def test_an_older_version_takes_the_date_away_and_says_so(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    older = Activity.objects.get(pk=permanence.pk).save_revision()
    before = {row.uid for row in dates(permanence)}
    add(editor_client, permanence)
    older.publish()
    called_off = [row for row in dates(permanence) if row.status == "cancelled"]
    assert [row.local_date for row in called_off] == [date(2026, 12, 9)]
    assert {row.uid for row in dates(permanence) if row.status == "confirmed"} == before


def test_a_date_is_made_again_on_another_day(editor_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    row = dates(permanence)[0]
    address = f"{MONTH}ajouter/?lieu={permanence.point_id}&comme={row.pk}"
    page = soup(editor_client.get(address))
    assert "lundi 30 novembre 2026, 9 h à 12 h" in page.get_text()
    data = {box["name"]: box.get("value", "") for box in page.select("form[method=post] input[name]")}
    data["activity"] = page.select_one("select[name=activity] option[selected]")["value"]
    assert editor_client.post(address, data | {"day": "10/12/2026"}).status_code == 302
    again = Occurrence.objects.get(activity=permanence, local_date=date(2026, 12, 10))
    assert again.uid != row.uid and again.start.time() == row.start.time()
    row.refresh_from_db()
    assert (row.local_date, row.sequence) == (date(2026, 11, 30), 0)


def test_a_date_is_called_off_with_its_reason_and_restored(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    row = dates(permanence)[0]
    back = f"{MONTH}?lieu={permanence.point_id}&mois=2026-11"
    cancel, restore = (f"{MONTH}date/{row.pk}/{verb}/?lieu={permanence.point_id}" for verb in ("annuler", "retablir"))
    assert "Dites pourquoi" in soup(editor_client.post(cancel, {"reason": " "})).get_text()
    assert editor_client.get(cancel).status_code == 200
    row.refresh_from_db()
    assert row.status == "confirmed"
    assert editor_client.post(cancel, {"reason": "Neige, exemple"})["Location"] == back
    row.refresh_from_db()
    assert (row.status, row.reason, row.cancelled_by_hand, row.sequence) == ("cancelled", "Neige, exemple", True, 1)
    assert editor_client.get(cancel)["Location"] == back
    assert "Neige, exemple" in soup(editor_client.get(restore)).get_text()
    assert editor_client.post(restore)["Location"] == back
    row.refresh_from_db()
    assert (row.status, row.reason, row.cancelled_by_hand, row.sequence) == ("confirmed", "", False, 2)


def test_what_a_closure_called_off_is_not_restored_here(
    editor_client: StrictClient, permanence: Activity, dates: Dates
) -> None:
    day = date(2026, 11, 30)
    Closure.objects.create(point=permanence.point, first_day=day, last_day=day, label="Travaux")
    row = dates(permanence)[0]
    restore = f"{MONTH}date/{row.pk}/retablir/?lieu={permanence.point_id}"
    assert "Travaux" in soup(editor_client.post(restore, follow=True)).select_one(".messages").get_text()
    row.refresh_from_db()
    assert row.status == "cancelled"
    # Called off by a person before the place closed: no more.
    Occurrence.objects.filter(pk=row.pk).update(cancelled_by_hand=True)
    assert "Travaux" in soup(editor_client.post(restore, follow=True)).select_one(".messages").get_text()


def test_somebody_stands_in_during_an_absence(editor_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    day = dates(permanence)[0].local_date
    absence = Absence.objects.create(
        who="holder", holder=permanence.point, label="formation", first_day=day, last_day=day
    )
    row = dates(permanence)[0]
    assert row.status == "cancelled"
    restore = f"{MONTH}date/{row.pk}/retablir/?lieu={permanence.point_id}"
    assert "quelqu’un reçoit quand même" in soup(editor_client.get(restore)).get_text()
    editor_client.post(restore)
    row.refresh_from_db()
    absence.refresh_from_db()
    assert row.status == "confirmed" and absence.kept == [row.uid]


def test_doubts_of_an_added_date_are_its_own(editor_client: StrictClient, permanence: Activity) -> None:
    Rule.objects.update(start_time=time(4), end_time=time(5))
    extend_all(timezone.now())
    said = soup(editor_client.get(add(editor_client, permanence)["Location"])).select_one(".messages").get_text()
    assert "Avant 6 h" not in said
    answer = add(editor_client, permanence, day="10/12/2026", start_time="4h", end_time="5h")
    said = soup(editor_client.get(answer["Location"])).select_one(".messages").get_text()
    assert "Avant 6 h ou après 23 h : le jeudi 10 décembre 2026." in said
    answer = add(editor_client, permanence, day="10/3/2028")
    said = soup(editor_client.get(answer["Location"])).select_one(".messages").get_text()
    assert "vont jusqu’à treize mois" in said and "vendredi 10 mars 2028" in said


def test_a_date_that_has_begun_is_called_off_no_more(
    editor_client: StrictClient, permanence: Activity, dates: Dates, frozen: Any
) -> None:
    row = dates(permanence)[0]
    frozen.move_to(row.start + timedelta(minutes=1))
    assert editor_client.post(f"{MONTH}date/{row.pk}/annuler/", {"reason": "Exemple"}).status_code == 404
