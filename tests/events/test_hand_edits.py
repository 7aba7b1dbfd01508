"""One date changed by a person keeps its identity, says so to subscribers once, and keeps what they decided of it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from directory.models import Closure
from events.dates.hand_edits import apply_hand_edit
from events.dates.regeneration import regenerate
from events.models import Activity, Occurrence, Session
from tests.events.conftest import Dates, ical
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(permanence: Activity, dates: Dates, now: datetime) -> Any:
    """`edit(**fields)`: the first date of the permanence, changed by a person; gives what is stored."""

    def change(follow_rule: bool = False, **fields: Any) -> Any:
        row = Occurrence.objects.get(pk=dates(permanence)[0].pk)
        for name, value in fields.items():
            setattr(row, name, value)
        apply_hand_edit(row, follow_rule=follow_rule)
        return Occurrence.objects.get(pk=row.pk)

    return change


def test_cancel_then_restore_keeps_the_uid_and_raises_the_sequence_by_one_each(
    edit: Any, permanence: Activity, dates: Dates, now: datetime
) -> None:
    before = dates(permanence)[0]
    cancelled = edit(status="cancelled", reason="Neige, exemple")
    assert (cancelled.uid, cancelled.sequence, cancelled.cancelled_by_hand) == (before.uid, 1, True)
    assert "SUMMARY:Annulé : Permanence d’exemple" in ical(cancelled).decode()
    assert "Neige\\, exemple." in ical(cancelled).decode().replace("\r\n ", "")
    restored = edit(status="confirmed")
    assert (restored.uid, restored.sequence, restored.reason) == (before.uid, 2, "")
    assert b"STATUS:CONFIRMED" in ical(restored)
    assert not restored.by_hand


def test_moved_to_another_day_it_stays_one_event(edit: Any, permanence: Activity, dates: Dates, now: datetime) -> None:
    number = len(dates(permanence))
    moved = edit(start=now + timedelta(days=8), end=now + timedelta(days=8, hours=2))
    assert moved.local_date == date(2026, 12, 2)
    assert moved.slot.endswith("2026-11-30")
    report = regenerate([permanence.pk], now + timedelta(days=7))
    assert (report.updated, report.cancelled, report.removed) == (0, 0, 0)
    assert Occurrence.objects.get(pk=moved.pk).start == moved.start
    assert len(dates(permanence)) == number + report.created


def test_a_note_is_shown_and_counts_as_a_change(edit: Any) -> None:
    noted = edit(note="Salle du premier étage, exemple")
    assert noted.sequence == 1
    assert "Salle du premier étage" in ical(noted).decode()


def test_places_left_are_written_without_a_new_sequence(edit: Any, permanence: Activity, dates: Dates) -> None:
    before = dates(permanence)[0]
    changed = edit(places_left=3)
    assert (changed.places_left, changed.sequence, changed.by_hand) == (3, 0, False)
    assert ical(changed) == ical(before)


def hours(activity: Activity, start: int, end: int) -> None:
    """The rule of the activity gets other hours, and is published."""
    found = Activity.objects.get(pk=activity.pk)
    rule = found.rules.all()[0]
    rule.start_time, rule.end_time = time(start), time(end)
    found.rules = [rule]
    publish(found)


def ends(activity: Activity, day: date) -> None:
    found = Activity.objects.get(pk=activity.pk)
    rule = found.rules.all()[0]
    rule.valid_until = day
    found.rules = [rule]
    publish(found)


def test_called_off_it_stays_so_and_restored_it_takes_the_hour_of_its_rule(edit: Any, permanence: Activity) -> None:
    called_off = edit(status="cancelled", reason="Exemple")
    hours(permanence, 14, 17)
    kept = Occurrence.objects.get(pk=called_off.pk)
    assert (kept.status, kept.reason, kept.start.hour, kept.sequence) == ("cancelled", "Exemple", 13, 2)
    back = edit(status="confirmed")
    assert (back.status, back.by_hand, back.sequence, back.uid) == ("confirmed", False, 3, called_off.uid)
    assert back.start.hour == 13  # 14 h in Paris, in winter


@pytest.mark.parametrize("fields", [{"note": "Salle B"}, {"places_left": 3}])
def test_what_was_not_touched_follows_the_rule_and_the_closures(
    edit: Any, permanence: Activity, place: Any, fields: dict[str, Any]
) -> None:
    touched = edit(**fields)
    hours(permanence, 14, 17)
    assert Occurrence.objects.get(pk=touched.pk).start.hour == 13
    Closure.objects.create(point=place, first_day=date(2026, 11, 30), last_day=date(2026, 12, 6), label="Travaux")
    closed = Occurrence.objects.get(pk=touched.pk)
    assert (closed.status, closed.reason) == ("cancelled", "Fermé (Travaux)")
    assert getattr(closed, next(iter(fields))) == next(iter(fields.values()))


def test_a_moved_date_keeps_its_hour_but_not_against_a_closure_or_the_end_of_its_rule(
    edit: Any, permanence: Activity, place: Any, now: datetime
) -> None:
    moved = edit(start=now + timedelta(days=8), end=now + timedelta(days=8, hours=2))  # 30 November to 2 December
    hours(permanence, 14, 17)
    assert Occurrence.objects.get(pk=moved.pk).start == moved.start
    # Closed on the day of the rule, open on the day that a person chose.
    closure = Closure(point=place, first_day=date(2026, 11, 30), last_day=date(2026, 11, 30), label="Travaux")
    closure.save()
    assert Occurrence.objects.get(pk=moved.pk).status == "confirmed"
    closure.last_day = date(2026, 12, 2)
    closure.save()
    closed = Occurrence.objects.get(pk=moved.pk)
    assert (closed.status, closed.reason, closed.start) == ("cancelled", "Fermé (Travaux)", moved.start)
    closure.delete()
    assert Occurrence.objects.get(pk=moved.pk).status == "confirmed"
    ends(permanence, date(2026, 11, 29))
    assert Occurrence.objects.get(pk=moved.pk).status == "cancelled"


def test_a_moved_date_is_given_back_to_its_rule(edit: Any, permanence: Activity, now: datetime) -> None:
    moved = edit(start=now + timedelta(days=8), end=now + timedelta(days=8, hours=2))
    back = edit(follow_rule=True)
    assert (back.local_date, back.start.hour, back.by_hand) == (date(2026, 11, 30), 8, False)
    assert (back.uid, back.sequence) == (moved.uid, 2)


def test_a_rule_typed_again_is_the_same_one_for_subscribers(permanence: Activity, dates: Dates, edit: Any) -> None:
    called_off = edit(status="cancelled", reason="Exemple")
    before = {row.uid: (row.start, row.sequence) for row in dates(permanence)}
    found = Activity.objects.get(pk=permanence.pk)
    rule = found.rules.all()[0]
    rule.pk, rule.uuid = None, uuid4()
    found.rules = [rule]
    publish(found)
    assert {row.uid: (row.start, row.sequence) for row in dates(permanence)} == before
    kept = Occurrence.objects.get(uid=called_off.uid)
    assert (kept.status, kept.reason) == ("cancelled", "Exemple")
    assert {row.slot.rpartition(":")[0] for row in dates(permanence)} == {f"rule-{rule.uuid}"}


def test_a_date_given_by_hand_at_the_hour_of_a_rule_is_the_date_of_the_rule(permanence: Activity, dates: Dates) -> None:
    before = [(row.uid, row.start, row.status) for row in dates(permanence)]
    found = Activity.objects.get(pk=permanence.pk)
    found.sessions = [Session(day=date(2026, 12, 7), start_time=time(9), end_time=time(12))]
    publish(found)
    assert [(row.uid, row.start, row.status) for row in dates(permanence)] == before
    assert [row.origin for row in dates(permanence)][:3] == ["rule", "hand", "rule"]
    found.sessions = []
    publish(found)
    assert [(row.uid, row.start, row.status) for row in dates(permanence)] == before
