"""One date changed by a person keeps its identity, says so to subscribers once, and stays as it was left."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from events.dates.hand_edits import apply_hand_edit
from events.dates.regeneration import regenerate
from events.models import Activity, Occurrence
from tests.events.conftest import Dates, ical
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(permanence: Activity, dates: Dates, now: datetime) -> Any:
    """`edit(**fields)`: the first date of the permanence, changed by a person; gives what is stored."""

    def change(**fields: Any) -> Any:
        row = Occurrence.objects.get(pk=dates(permanence)[0].pk)
        for name, value in fields.items():
            setattr(row, name, value)
        apply_hand_edit(row, now + timedelta(minutes=5))
        return Occurrence.objects.get(pk=row.pk)

    return change


def test_cancel_then_restore_keeps_the_uid_and_raises_the_sequence_by_one_each(
    edit: Any, permanence: Activity, dates: Dates, now: datetime
) -> None:
    before = dates(permanence)[0]
    cancelled = edit(status="cancelled", reason="Neige, exemple")
    assert (cancelled.uid, cancelled.sequence, cancelled.pinned) == (before.uid, 1, True)
    assert "SUMMARY:Annulé : Permanence d’exemple" in ical(cancelled).decode()
    assert "Neige\\, exemple." in ical(cancelled).decode().replace("\r\n ", "")
    restored = edit(status="confirmed")
    assert (restored.uid, restored.sequence, restored.reason) == (before.uid, 2, "")
    assert b"STATUS:CONFIRMED" in ical(restored)
    assert restored.changed_at == now + timedelta(minutes=5)


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
    assert (changed.places_left, changed.sequence, changed.pinned) == (3, 0, True)
    assert ical(changed) == ical(before)


def test_rules_leave_it_alone_until_it_is_given_back(edit: Any, permanence: Activity, dates: Dates) -> None:
    pinned = edit(status="cancelled", reason="Exemple")
    found = Activity.objects.get(pk=permanence.pk)
    rule = found.rules.all()[0]
    rule.start_time, rule.end_time = time(14), time(17)
    found.rules = [rule]
    publish(found)
    kept = Occurrence.objects.get(pk=pinned.pk)
    assert (kept.status, kept.start, kept.sequence) == ("cancelled", pinned.start, 1)
    back = edit(pinned=False)
    assert (back.status, back.pinned, back.sequence, back.uid) == ("confirmed", False, 2, pinned.uid)
    assert back.start.hour == 13  # 14 h in Paris, in winter
