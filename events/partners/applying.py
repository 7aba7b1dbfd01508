"""Writes what a reading of a partner's calendar changes, all of it or nothing: activities, drafts, what was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from events.dates.marking import mark_activities
from events.dates.regeneration import TOPIC
from events.domain.partners.difference import SeriesChange
from events.domain.partners.notices import Remark
from events.models import Activity, Occurrence, PartnerCalendar, PartnerEvent
from events.partners.merging import KEPT_PAST, Arrived, merge, session_of
from events.partners.words import FOREIGN, Words
from portal.models.changes import changes, mark


def apply(
    calendar: PartnerCalendar,
    series: Iterable[SeriesChange],
    records: Mapping[str, PartnerEvent],
    now: datetime,
    remarks: Counter[Remark],
) -> None:
    """`records` are those of the calendar, by UID. An unchanged reading writes nothing."""
    with changes():
        writer = _Writer(calendar, records, now, remarks)
        for change in series:
            writer.write(change)


class _Writer:
    def __init__(
        self,
        calendar: PartnerCalendar,
        records: Mapping[str, PartnerEvent],
        now: datetime,
        remarks: Counter[Remark],
    ) -> None:
        self._calendar, self._records, self._now, self._remarks = calendar, records, now, remarks
        self._words = Words(calendar)
        self._today: date = calendar.territory.today(now)
        ours = Activity.objects.filter(partner_events__calendar=calendar)
        self._activities = {activity.pk: activity for activity in ours}
        self._by_hand = _dates_by_hand(list(self._activities))

    def write(self, change: SeriesChange) -> None:
        record = self._records.get(change.uid) or PartnerEvent(calendar=self._calendar, uid=change.uid)
        given = self._words.given(change.said) if change.said is not None else record.given
        if record.pk is None:
            record.activity = self._create(given, change)
        elif record.activity_id is not None:
            activity = self._activities[record.activity_id]
            if activity.locked:
                return  # somebody keeps it as it is: told again when they let go
            same = (record.given, change.before) == (given, change.after) and not change.withdrawn
            if same and not self._is_owed(activity):
                return
            arrived = Arrived(
                self._calendar, record.given, given, change, self._by_hand.get(activity.pk, set()), self._today
            )
            self._update(activity, arrived)
        oldest = self._today - KEPT_PAST
        dates = {key: told.to_json() for key, told in change.after.items() if told.day >= oldest}
        if record.pk is None or (record.given, record.dates) != (given, dates):
            record.given, record.dates = given, dates
            record.save()

    def _create(self, given: Mapping[str, object], change: SeriesChange) -> Activity:
        """Without a revision, which would hold what the row says: the first change makes one."""
        values: dict[str, object] = {f"{name}_id" if name in FOREIGN else name: value for name, value in given.items()}
        if self._calendar.trusted:
            values |= {"live": True, "first_published_at": self._now, "last_published_at": self._now}
        activity = Activity(**{"live": False, **values})
        uid, dates = change.uid, change.after.items()
        activity.sessions.set([session_of(told, self._calendar.session_uuid(uid, key)) for key, told in dates])
        activity.save()
        if activity.live:
            self._derive(activity)
        return activity

    def _update(self, row: Activity, arrived: Arrived) -> None:
        """A draft of somebody takes what its author did not change, and goes on waiting."""
        trusted = self._calendar.trusted
        draft = _draft_of(row)
        waits = row.live and row.has_unpublished_changes
        merged = merge(draft, arrived, self._remarks)
        owed = self._is_owed(row)
        if not (merged or owed):
            return
        if owed or (row.live and not waits and (trusted or not merged.other)):
            draft.save_revision(clean=False).publish()
            return
        if draft is row:
            row.save()
            return
        # What is public is told at once that a date is called off; the rest waits for a person, unless it is trusted.
        if merge(row, arrived, Counter(), only_withdrawals=row.live and not trusted):
            row.save()
            if row.live:
                self._derive(row)
        draft.save_revision(clean=False)
        self._remarks[Remark.TO_REVIEW] += row.live

    def _derive(self, activity: Activity) -> None:
        mark(TOPIC, [activity.pk])
        mark_activities([activity.pk])

    def _is_owed(self, row: Activity) -> bool:
        """Never published, of a calendar that is trusted by now; one that a person took back stays so."""
        return self._calendar.trusted and not row.live and row.first_published_at is None


def _draft_of(row: Activity) -> Activity:
    """What its form shows: another object than the row, but for a draft that nobody has opened yet."""
    if row.latest_revision_id is None and not row.live:
        return row
    latest: Activity = row.get_latest_revision_as_object()
    return Activity.objects.get(pk=row.pk) if latest is row else latest


def _dates_by_hand(activities: list[int]) -> dict[int, set[UUID]]:
    """The sessions of which a person changed the date in the list of dates."""
    touched = Q(hours_by_hand=True) | Q(cancelled_by_hand=True) | Q(places_by_hand=True) | ~Q(note="")
    rows = Occurrence.objects.filter(touched, activity__in=activities, slot__startswith="session-")
    found: dict[int, set[UUID]] = {}
    for pk, slot in rows.values_list("activity", "slot"):
        found.setdefault(pk, set()).add(UUID(slot.removeprefix("session-").partition(":")[0]))
    return found
