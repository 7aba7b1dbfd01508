from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.occurrence import (
    OccurrenceDiff,
    OccurrenceState,
    content_hash,
    diff,
    local_to_utc,
    utc_span,
)
from events.domain.recurrence import RuleSpec, Slot, slots

from .builders import event, rule, rules

NOW = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
AHEAD = (TODAY - timedelta(days=7), TODAY + timedelta(days=90))


def planned(*some: RuleSpec) -> tuple[Slot, ...]:
    return slots(some, [], {}, [], AHEAD).slots


def content(title: str = "Permanence", place: str = "Mairie") -> Callable[[OccurrenceState], str]:
    def of(state: OccurrenceState) -> str:
        shown = event(
            start_local=state.start_utc,
            end_local=state.end_utc,
            zone=state.zone,
            cancelled=state.status == "cancelled",
            summary=title,
            location=place,
        )
        return content_hash(shown)

    return of


def apply(existing: list[OccurrenceState], changes: OccurrenceDiff) -> list[OccurrenceState]:
    """The stored rows once the diff is written."""
    after = {row.slot: row for row in existing}
    after |= {row.slot: row for row in changes.create}
    after |= {change.after.slot: change.after for change in (*changes.update, *changes.cancel, *changes.remove)}
    return list(after.values())


def stored(*some: RuleSpec, title: str = "Permanence", now: datetime = NOW) -> list[OccurrenceState]:
    return apply([], diff([], planned(*some), now, content(title)))


def test_first_run_creates_only_what_is_to_come() -> None:
    changes = diff([], planned(rule(weekdays=(0, 3))), NOW, content())
    # 1 October 2026 is a Thursday: its slot began at 9 h in Paris, two hours before NOW.
    assert changes.create[0].local_date == date(2026, 10, 5)
    assert {row.sequence for row in changes.create} == {0}
    assert all(row.origin == "rule" and row.status == "confirmed" and row.content_hash for row in changes.create)
    assert not (changes.update or changes.cancel or changes.remove)


def test_running_twice_changes_nothing() -> None:
    rows = stored(rule())
    again = diff(rows, planned(rule()), NOW, content())
    assert again.is_empty and len(again.unchanged) == len(rows)


def test_new_hours_keep_the_slot_and_raise_the_sequence() -> None:
    rows = stored(rule())
    changes = diff(rows, planned(rule(start_time=time(14), end_time=time(17))), NOW, content())
    assert not (changes.create or changes.cancel or changes.remove)
    assert [change.after.slot for change in changes.update] == [row.slot for row in rows]
    assert all(change.after.sequence == 1 for change in changes.update)
    assert changes.update[0].after.start_utc == datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def test_a_new_place_keeps_the_slot_and_raises_the_sequence_of_every_coming_row() -> None:
    rows = stored(rule())
    rows[1] = replace(rows[1], hours_by_hand=True)
    hand = replace(rows[2], slot="hand-made", rule_id=None, origin="hand", local_date=date(2026, 10, 20))
    changes = diff([*rows, hand], planned(rule()), NOW, content(place="Médiathèque"))
    assert len(changes.update) == len(rows) + 1
    assert {change.after.sequence for change in changes.update} == {1}
    assert all(change.before.start_utc == change.after.start_utc for change in changes.update)


def test_the_past_is_never_touched() -> None:
    earlier = NOW - timedelta(days=10)
    rows = stored(rule(), now=earlier)
    past = [row for row in rows if row.start_utc < NOW]
    assert past
    changes = diff(rows, (), NOW, content("Autre titre"))
    assert not set(past) & {change.before for change in (*changes.update, *changes.cancel, *changes.remove)}
    assert set(past) <= set(changes.unchanged)


def test_a_date_whose_new_hour_is_already_past_stays_as_announced() -> None:
    afternoon = rule(weekdays=(3,), start_time=time(16), end_time=time(18))
    rows = stored(afternoon)
    today = rows[0]
    assert today.local_date == TODAY
    changes = diff(rows, planned(replace(afternoon, start_time=time(9), end_time=time(11))), NOW, content())
    assert today in changes.unchanged
    assert len(changes.update) == len(rows) - 1


def test_a_past_date_is_not_made_again_when_its_rule_moves_to_later_today() -> None:
    morning = rule(weekdays=(3,))
    rows = stored(morning, now=NOW - timedelta(days=1))
    assert rows[0].local_date == TODAY and rows[0].start_utc < NOW
    changes = diff(rows, planned(replace(morning, start_time=time(16), end_time=time(18))), NOW, content())
    assert rows[0] in changes.unchanged and not changes.create


def test_withdrawn_dates_are_cancelled_when_near_and_public_else_removed() -> None:
    rows = stored(rule())
    rows[0] = replace(rows[0], public=False)
    changes = diff(rows, (), NOW, content())
    assert [change.after.local_date for change in changes.cancel] == [date(2026, 10, d) for d in (12, 19, 26)]
    assert all(change.after.status == "cancelled" and change.after.sequence == 1 for change in changes.cancel)
    assert all(change.after.content_hash != change.before.content_hash for change in changes.cancel)
    assert changes.remove[0].before == rows[0]
    assert all(change.after.removed and change.after.sequence == 0 for change in changes.remove)
    assert len(changes.cancel + changes.remove) == len(rows)
    assert diff(apply(rows, changes), (), NOW, content()).is_empty


def test_thirty_days_to_the_minute() -> None:
    day = (NOW + timedelta(days=30)).date()
    one = rule(weekdays=(day.weekday(),), valid_from=day, valid_until=day, start_time=time(11), end_time=time(12))
    (row,) = stored(one)
    assert row.start_utc == NOW + timedelta(days=30)
    assert diff([row], (), NOW, content()).cancel
    assert diff([row], (), NOW - timedelta(minutes=1), content()).remove


def test_a_date_produced_again_is_restored_with_its_identity() -> None:
    rows = stored(rule())
    gone = apply(rows, diff(rows, (), NOW, content()))
    back = diff(gone, planned(rule()), NOW, content())
    assert not back.create and len(back.update) == len(rows)
    assert all(change.after.sequence == change.before.sequence + 1 for change in back.update)
    assert all(change.after.status == "confirmed" and not change.after.removed for change in back.update)


def test_a_person_s_hour_stays_and_what_was_called_off_too_unless_the_rule_ends() -> None:
    rows = stored(rule())
    moved = replace(rows[0], hours_by_hand=True, start_utc=rows[0].start_utc + timedelta(hours=3), sequence=4)
    moved = replace(moved, end_utc=moved.start_utc + timedelta(hours=1))
    called_off = replace(rows[1], cancelled_by_hand=True, status="cancelled", sequence=1)
    decided = [replace(row, content_hash=content()(row)) for row in (moved, called_off)]
    assert set(decided) <= set(diff([*decided, *rows[2:]], planned(rule()), NOW, content()).unchanged)
    earlier = diff([*decided, *rows[2:]], planned(rule(start_time=time(8))), NOW, content())
    assert moved.slot in {row.slot for row in earlier.unchanged}
    (later,) = (change.after for change in earlier.update if change.after.slot == called_off.slot)
    assert (later.status, later.start_utc) == ("cancelled", called_off.start_utc - timedelta(hours=1))
    ended = diff([*decided, *rows[2:]], (), NOW, content())
    assert moved.slot in {change.after.slot for change in ended.cancel}


def test_a_closure_wins_over_a_person_s_hour_on_the_day_that_they_chose() -> None:
    rows = stored(rule())
    tomorrow = rows[0].start_utc + timedelta(days=1)
    moved = replace(rows[0], hours_by_hand=True, start_utc=tomorrow, end_utc=tomorrow + timedelta(hours=1))
    closed = [replace(slot, closed="local" if slot.key == moved.slot else None) for slot in planned(rule())]
    # On the day of the rule it would be closed; on theirs, it is open.
    (open_,) = (change.after for change in diff([moved], closed, NOW, content()).update)
    assert open_.status == "confirmed" and open_.start_utc == tomorrow
    shut = diff([moved], closed, NOW, content(), closed_on=lambda _slot, day: day == tomorrow.date())
    assert [change.after.status for change in shut.cancel] == ["cancelled"]


def test_hand_made_and_imported_dates_are_not_withdrawn() -> None:
    (row, *_) = stored(rule())
    others = [replace(row, slot=origin, rule_id=None, origin=origin) for origin in ("hand", "import")]
    assert diff(others, (), NOW, content()).is_empty


def test_two_rows_for_one_slot_are_an_error() -> None:
    rows = stored(rule())
    with pytest.raises(ValueError, match="two stored occurrences"):
        diff([rows[0], rows[0]], (), NOW, content())


zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)


def face(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of `zone` shows then."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def skipped(naive: datetime, zone: ZoneInfo) -> bool:
    """Whether a change of time leaves this hour out."""
    return face(naive.replace(tzinfo=zone).astimezone(UTC), zone) != naive


@given(rules(), zones)
def test_the_hour_of_the_clock_is_kept_through_changes_of_time(one: RuleSpec, zone: ZoneInfo) -> None:
    for slot in slots([one], [], {}, [], AHEAD).slots:
        if not (skipped(slot.start, zone) or skipped(slot.end, zone)):
            start, end = utc_span(slot, zone)
            assert face(start, zone) == slot.start
            assert face(end, zone) == slot.end or end - start == slot.end - slot.start


@given(rules(), zones, zones)
def test_another_clock_moves_every_coming_date_and_nothing_else(one: RuleSpec, old: ZoneInfo, new: ZoneInfo) -> None:
    """Same slots, same hours of the clock, by whomever they were given; a second run writes nothing."""
    plan = slots([one], [], {}, [], AHEAD).slots
    rows = apply([], diff([], plan, NOW, content(), old))
    rows = [replace(row, hours_by_hand=number % 2 == 0) for number, row in enumerate(rows)]
    changes = diff(rows, plan, NOW, content(), new)
    assert not (changes.cancel or changes.remove)
    after = {row.slot: row for row in apply(rows, changes)}
    for row in rows:
        there, hour = after[row.slot], face(row.start_utc, old)
        if local_to_utc(hour, new) < NOW and not skipped(hour, old):
            assert there == row
        elif new != old and not (skipped(hour, new) or skipped(hour, old)):
            assert (there.zone, there.sequence, face(there.start_utc, new)) == (new, row.sequence + 1, hour)
            assert there.local_date == row.local_date
    assert diff(after.values(), plan, NOW, content(), new).is_empty


steps = st.tuples(
    st.lists(rules(), max_size=2),
    st.integers(0, 40),
    st.sampled_from(["Permanence", "Atelier"]),
    st.sets(st.integers(0, 30), max_size=3),
)


@given(st.lists(steps, min_size=1, max_size=4))
def test_any_history_keeps_the_promises(history: list) -> None:
    """Rules come and go, time passes, titles change, people move dates: after each step the rows are what the
    rules ask, the past has not moved, no sequence went back, and running again writes nothing."""
    rows: list[OccurrenceState] = []
    now = NOW
    for some, wait, title, pins in history:
        now += timedelta(days=wait, hours=wait)
        some = [replace(one, id=number) for number, one in enumerate(some)]
        plan = slots(some, [], {}, [], (now.date(), now.date() + timedelta(days=120))).slots
        rows = [replace(row, hours_by_hand=row.hours_by_hand or number in pins) for number, row in enumerate(rows)]
        before = {row.slot: row for row in rows}
        changes = diff(rows, plan, now, content(title))
        rows = apply(rows, changes)
        after = {row.slot: row for row in rows}

        assert before.keys() <= after.keys()
        for slot, row in before.items():
            assert after[slot].sequence >= row.sequence
            if row.start_utc < now:
                assert after[slot] == row
            if row.hours_by_hand:
                assert after[slot].start_utc == row.start_utc
        assert all(row.start_utc >= now for row in changes.create)
        assert all(change.after.sequence == change.before.sequence + 1 for change in (*changes.update, *changes.cancel))
        for slot in plan:
            start, end = utc_span(slot)
            row = after.get(slot.key)
            if start >= now and not (row and (row.hours_by_hand or row.start_utc < now)):
                assert row and (row.start_utc, row.end_utc, row.status, row.removed) == (start, end, "confirmed", False)
        keys = {slot.key for slot in plan}
        for row in rows:
            if row.start_utc >= now and row.slot not in keys:
                assert row.removed or row.status == "cancelled"

        again = diff(rows, plan, now, content(title))
        assert again.is_empty and len(again.unchanged) == len(rows)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 3, 28, 9), datetime(2026, 3, 28, 8)),
        (datetime(2026, 3, 29, 9), datetime(2026, 3, 29, 7)),
        (datetime(2026, 10, 24, 9), datetime(2026, 10, 24, 7)),
        (datetime(2026, 10, 25, 9), datetime(2026, 10, 25, 8)),
        (datetime(2027, 3, 27, 9), datetime(2027, 3, 27, 8)),
        (datetime(2027, 3, 28, 9), datetime(2027, 3, 28, 7)),
        # The repeated hour is its first pass; the skipped one is read with the offset before the change.
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30)),
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30)),
    ],
)
def test_local_to_utc(local: datetime, utc: datetime) -> None:
    assert local_to_utc(local) == utc.replace(tzinfo=UTC)


def test_local_to_utc_takes_another_zone_and_refuses_an_aware_time() -> None:
    assert local_to_utc(datetime(2026, 7, 1, 9), ZoneInfo("Indian/Reunion")).hour == 5
    with pytest.raises(ValueError, match="already has a time zone"):
        local_to_utc(NOW)


@given(rules(), st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)]))
def test_the_end_is_after_the_start_even_in_the_night_of_the_change(one: RuleSpec, sunday: date) -> None:
    moments = [datetime.combine(sunday, moment) for moment in (one.start_time, one.end_time)]
    start, end = utc_span(Slot(1, sunday, *moments))
    assert start < end


@pytest.mark.parametrize(
    "fields",
    [
        {"start_local": datetime(2026, 10, 12, 6, tzinfo=UTC)},
        {"end_local": datetime(2026, 10, 12, 11, tzinfo=UTC)},
        {"summary": "Autre"},
        {"description": "Autre"},
        {"location": "Autre"},
        {"geo": (44.2, 0.6)},
        {"categories": ("Atelier",)},
        {"url": "https://portail.example/agenda/1-autre/"},
        {"cancelled": True},
    ],
)
def test_all_that_is_visible_changes_the_hash(fields: dict) -> None:
    assert content_hash(event(**fields)) != content_hash(event())


def test_a_clock_of_the_same_hour_shows_another_name() -> None:
    guadeloupe, martinique = (event(zone=ZoneInfo(f"America/{name}")) for name in ("Guadeloupe", "Martinique"))
    assert content_hash(guadeloupe) != content_hash(martinique) != content_hash(event())


def test_the_hash_of_a_date_of_the_network_is_what_it_was_before_there_were_clocks() -> None:
    """Else every date of every calendar would be announced as changed."""
    assert content_hash(event()) == "34b66d36e217e9b72da35378b9b96e36"


def test_what_follows_a_change_does_not_change_the_hash() -> None:
    later = {"changed_at": NOW, "created_at": NOW, "sequence": 9, "uid": "autre@coup-de-main.example"}
    assert content_hash(event(**later)) == content_hash(event())
    # The same instants in another zone show the same.
    utc = {name: getattr(event(), name).astimezone(UTC) for name in ("start_local", "end_local")}
    assert content_hash(event(**utc)) == content_hash(event())
