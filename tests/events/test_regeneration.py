"""The stored dates follow rules, sessions and closures, and nothing else moves."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Closure
from events.dates.regeneration import extend_all, regenerate
from events.models import Activity, Occurrence, Rule, Session
from portal.models import SiteSettings
from portal.words.zone import PARIS
from tests.events.conftest import Dates, MakeWorkshop, ical
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


def rows(activity: Any) -> Any:
    """Everything that is stored of the dates, to be compared."""
    return list(Occurrence.objects.filter(activity=activity).order_by("pk").values())


def edit(activity: Any, **rule_fields: Any) -> Any:
    """Change the rule as an editor does: in a revision that is published."""
    found = Activity.objects.get(pk=activity.pk)
    rule = found.rules.all()[0]
    for name, value in rule_fields.items():
        setattr(rule, name, value)
    found.rules = [rule]
    return publish(found)


def test_thirteen_months_of_dates_from_the_moment_of_publication(
    permanence: Activity, dates: Dates, now: datetime
) -> None:
    found = dates(permanence)
    assert found[0].local_date == date(2026, 11, 30)
    assert found[-1].local_date == date(2027, 12, 20)
    assert now + timedelta(days=390) < found[-1].start < now + timedelta(days=397)
    assert {row.local_date.weekday() for row in found} == {0}
    assert {row.start.astimezone(PARIS).time() for row in found} == {time(9)}  # in winter and in summer
    assert all(row.ical and row.content_hash and row.sequence == 0 for row in found)
    network = SiteSettings.load().network_identifier
    assert len({row.uid for row in found}) == len(found)
    assert all(row.uid.endswith(f"@{network}") for row in found)


def test_public_holidays_are_skipped_unless_the_rule_keeps_them(permanence: Activity, dates: Dates) -> None:
    days = {row.local_date for row in dates(permanence)}
    assert date(2027, 3, 29) not in days and date(2027, 5, 17) not in days  # Easter and Whit Monday
    assert date(2027, 4, 5) in days
    edit(permanence, public_holidays="keep")
    assert date(2027, 3, 29) in {row.local_date for row in dates(permanence)}


def test_school_holidays_of_the_zone_count_as_the_rule_says(permanence: Activity, dates: Dates) -> None:
    Closure.objects.create(
        kind="school", zone="A", first_day=date(2026, 12, 19), last_day=date(2027, 1, 3), label="Vacances de Noël"
    )
    Closure.objects.create(
        kind="school", zone="B", first_day=date(2026, 12, 1), last_day=date(2026, 12, 15), label="Autre zone"
    )
    edit(permanence, school_holidays="skip")
    kept = {row.local_date for row in dates(permanence) if row.status == "confirmed" and row.removed_at is None}
    assert date(2026, 12, 21) not in kept
    assert {date(2026, 12, 7), date(2026, 12, 14), date(2027, 1, 4)} <= kept


def test_a_second_run_writes_nothing(permanence: Activity, now: datetime, django_assert_num_queries: Any) -> None:
    before = rows(permanence)
    with django_assert_num_queries(12) as captured:
        report = extend_all(now + timedelta(seconds=5))
    assert report.written == 0 and not report.touched
    assert [query["sql"] for query in captured if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []
    assert rows(permanence) == before


def test_the_night_reads_of_settled_dates_only_which_they_are(
    permanence: Activity, make_workshop: MakeWorkshop, now: datetime
) -> None:
    workshop = make_workshop((date(2026, 12, 2), time(9), time(11)))
    with CaptureQueriesContext(connection) as captured:
        extend_all(now + timedelta(seconds=5))
    reads = [query["sql"] for query in captured if 'FROM "events_occurrence"' in query["sql"]]
    assert reads and not any('"events_occurrence"."uid"' in sql for sql in reads)
    Activity.objects.filter(pk=workshop.pk).update(summary="On apprend à écrire un courriel.")
    with CaptureQueriesContext(connection) as captured:
        extend_all(now + timedelta(seconds=5))
    [read] = [query["sql"] for query in captured if '"events_occurrence"."uid"' in query["sql"].partition(" FROM ")[0]]
    assert f"IN ({workshop.pk})" in read


@pytest.mark.parametrize(
    "lost",
    [
        {"ical": None},
        {"ical_version": "0"},
        {"content_hash": ""},
        {"status": "cancelled"},
        {"removed_at": datetime(2026, 11, 1, tzinfo=PARIS)},
        {"slot": "elsewhere"},
        {"cancelled_by_hand": True},
        {"hours_by_hand": True, "start": datetime(2026, 12, 14, 10, tzinfo=PARIS)},
    ],
)
def test_the_night_looks_again_at_a_date_that_is_not_as_it_was_made(
    permanence: Activity, dates: Dates, now: datetime, lost: dict[str, Any]
) -> None:
    second = dates(permanence)[2]
    assert second.local_date == date(2026, 12, 14)
    Occurrence.objects.filter(pk=second.pk).update(**lost)
    before = rows(permanence)
    extend_all(now + timedelta(seconds=5))
    once = rows(permanence)
    assert once != before
    regenerate([permanence.pk], now + timedelta(seconds=5))
    assert rows(permanence) == once


@given(
    change=st.sampled_from(
        [
            {"title": "Aide au clavier"},
            {"address": "3 place du Marché"},
            {"price": "free"},
            {"source": "la mairie"},
            {"kind": "workshop"},
            {"operator_id": None},
            {"commune_id": None},
        ]
    ),
    days=st.integers(0, 40),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_night_gives_the_dates_that_a_change_would_give(
    permanence: Activity, now: datetime, change: dict[str, Any], days: int
) -> None:
    later = now + timedelta(days=days)
    with transaction.atomic():
        Activity.objects.filter(pk=permanence.pk).update(**change)
        extend_all(later)
        by_night = rows(permanence)
        assert regenerate([permanence.pk], later).written == 0
        assert rows(permanence) == by_night
        transaction.set_rollback(True)


def test_the_night_adds_the_days_that_come_in_sight_and_touches_no_other(
    permanence: Activity, now: datetime, dates: Dates
) -> None:
    before = {row["id"]: row for row in rows(permanence)}
    report = extend_all(now + timedelta(days=7))
    assert (report.created, report.updated, report.cancelled, report.removed) == (1, 0, 0, 0)
    after = {row["id"]: row for row in rows(permanence)}
    assert {pk: after[pk] for pk in before} == before


def test_the_number_of_queries_does_not_depend_on_the_number_of_activities(
    permanence: Activity, now: datetime, place: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> Any:
        with CaptureQueriesContext(connection) as captured:
            extend_all(now)
        return len(captured)

    one = queries()
    for _ in range(4):
        publish(ActivityFactory(point=place, commune=place.commune))
    assert queries() == one


def test_new_hours_keep_the_uid_and_raise_the_sequence_by_one(
    permanence: Activity, dates: Dates, frozen: Any, now: datetime
) -> None:
    before = {row.slot: row for row in dates(permanence)}
    frozen.move_to(now + timedelta(minutes=10))
    edit(permanence, start_time=time(14), end_time=time(17))
    after = {row.slot: row for row in dates(permanence)}
    assert after.keys() == before.keys()
    for slot, row in after.items():
        assert row.uid == before[slot].uid
        assert row.sequence == 1
        assert row.start.astimezone(PARIS).hour == 14
        assert row.changed_at == now + timedelta(minutes=10)
        assert row.created_at == before[slot].created_at
        assert ical(row) != ical(before[slot])


def test_a_new_title_reaches_every_coming_date_and_no_past_one(
    permanence: Activity, dates: Dates, frozen: Any, now: datetime
) -> None:
    number = len(dates(permanence))
    frozen.move_to(now + timedelta(days=8))
    permanence.title = "Aide du lundi, exemple"
    publish(permanence)
    past, *coming = dates(permanence)
    assert past.start < now + timedelta(days=8)
    assert past.sequence == 0 and b"Aide du lundi" not in ical(past)
    assert [row.sequence for row in coming] == [1] * (number - 1) + [0] * (len(coming) - number + 1)
    assert all(b"Aide du lundi" in ical(row) for row in coming)


def test_a_rule_taken_away_cancels_the_near_dates_and_withdraws_the_far_ones(
    permanence: Activity, dates: Dates, now: datetime
) -> None:
    found = Activity.objects.get(pk=permanence.pk)
    found.rules = []
    publish(found)
    near = [row for row in dates(permanence) if row.start <= now + timedelta(days=30)]
    far = [row for row in dates(permanence) if row.start > now + timedelta(days=30)]
    assert [row.status for row in near] == ["cancelled"] * 4
    assert all(row.sequence == 1 and row.removed_at is None for row in near)
    assert far and all(row.removed_at == now for row in far)
    assert list(Occurrence.objects.public()) == near


def test_a_date_that_comes_back_has_its_uid_again(permanence: Activity, dates: Dates) -> None:
    uids = {row.slot: row.uid for row in dates(permanence)}
    edit(permanence, valid_until=date(2026, 11, 30))
    edit(permanence, valid_until=None)
    after = dates(permanence)
    assert {row.slot: row.uid for row in after} == uids
    assert all(row.status == "confirmed" and row.removed_at is None for row in after)


def test_a_local_closure_cancels_with_its_reason_and_reopening_restores(
    permanence: Activity, place: Any, dates: Dates
) -> None:
    closure = Closure.objects.create(
        kind="local", point=place, first_day=date(2026, 11, 30), last_day=date(2026, 12, 11), label="congés d’exemple"
    )
    closed = [row for row in dates(permanence) if row.status == "cancelled"]
    assert [row.local_date for row in closed] == [date(2026, 11, 30), date(2026, 12, 7)]
    assert {row.reason for row in closed} == {"Fermé (congés d’exemple)"}
    assert all("congés d’exemple" in ical(row).decode() for row in closed)
    closure.delete()
    assert {row.status for row in dates(permanence)} == {"confirmed"}
    assert [row.sequence for row in dates(permanence)[:3]] == [2, 2, 0]


def test_a_hand_given_date_keeps_its_identity_when_it_moves(make_workshop: MakeWorkshop, dates: Dates) -> None:
    workshop = make_workshop((date(2026, 12, 3), time(14), time(16)))
    (before,) = dates(workshop)
    assert before.origin == "hand" and before.slot.startswith("session-")
    found = Activity.objects.get(pk=workshop.pk)
    session = found.sessions.all()[0]
    session.day, session.start_time = date(2026, 12, 10), time(15)
    found.sessions = [session]
    publish(found)
    (after,) = dates(workshop)
    assert (after.pk, after.uid, after.slot) == (before.pk, before.uid, before.slot)
    assert after.sequence == 1
    assert after.local_date == date(2026, 12, 10)


def test_a_session_given_a_new_day_after_it_was_held_makes_another_date(
    make_workshop: MakeWorkshop, dates: Dates, frozen: Any, now: datetime
) -> None:
    workshop = make_workshop((date(2026, 11, 26), time(14), time(16)))
    (held,) = dates(workshop)
    frozen.move_to(now + timedelta(days=7))
    found = Activity.objects.get(pk=workshop.pk)
    session = found.sessions.all()[0]
    session.day = date(2026, 12, 17)
    found.sessions = [session]
    publish(found)
    first, second = dates(workshop)
    assert (first.pk, first.local_date) == (held.pk, date(2026, 11, 26))
    assert second.local_date == date(2026, 12, 17) and second.uid != held.uid
    assert regenerate([workshop.pk], now + timedelta(days=7)).written == 0


def test_sessions_of_a_series_are_numbered_and_a_cancelled_one_says_why(
    make_workshop: MakeWorkshop, dates: Dates
) -> None:
    series = make_workshop(*((date(2026, 12, day), time(14), time(16)) for day in (3, 10, 17)))
    assert [(row.position, row.total) for row in dates(series)] == [(1, 3), (2, 3), (3, 3)]
    assert "séance 2 sur 3" in ical(dates(series)[1]).decode()
    found = Activity.objects.get(pk=series.pk)
    sessions = list(found.sessions.all())
    sessions[1].cancelled, sessions[1].reason = True, "Animatrice absente, exemple"
    found.sessions = sessions
    publish(found)
    assert [row.status for row in dates(series)] == ["confirmed", "cancelled", "confirmed"]
    assert [row.sequence for row in dates(series)] == [0, 1, 0]
    assert dates(series)[1].reason == "Animatrice absente, exemple"


def test_places_left_are_no_change_for_subscribers(make_workshop: MakeWorkshop, dates: Dates) -> None:
    workshop = make_workshop((date(2026, 12, 3), time(14), time(16)), capacity=8)
    Session.objects.filter(activity=workshop).update(places_left=2)
    report = regenerate([workshop.pk], dates(workshop)[0].created_at)
    assert report.written == 0 and report.touched == {workshop.pk}
    (row,) = dates(workshop)
    assert row.places_left == 2 and row.sequence == 0


def test_two_rules_of_one_hour_make_one_date(permanence: Activity, dates: Dates) -> None:
    number = len(dates(permanence))
    RuleFactory(activity=permanence)
    publish(Activity.objects.get(pk=permanence.pk))
    assert Rule.objects.filter(activity=permanence).count() == 2
    assert len(dates(permanence)) == number


def test_a_draft_has_no_date_and_an_unpublished_one_keeps_its_own_unseen(place: Any, dates: Dates) -> None:
    draft = ActivityFactory(point=place)
    regenerate([draft.pk], draft.point.first_published_at)
    assert dates(draft) == []
    published = publish(draft)
    uids = [row.uid for row in dates(published)]
    published.unpublish()
    assert not Occurrence.objects.public().exists()
    assert [row.uid for row in dates(published)] == uids
    publish(published)
    assert [row.uid for row in Occurrence.objects.public().order_by("start")] == uids


def test_weeks_53_and_1_are_both_odd(permanence: Activity, dates: Dates) -> None:
    edit(permanence, weekdays=[3], week_parity="odd")
    days = [row.local_date for row in dates(permanence) if row.status == "confirmed" and not row.removed_at]
    turn = [day for day in days if date(2026, 12, 14) <= day <= date(2027, 1, 25)]
    assert turn == [date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 7), date(2027, 1, 21)]
