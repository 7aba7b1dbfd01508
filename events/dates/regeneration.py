"""Keeps the stored dates of activities equal to what their rules, sessions and closures say, and what lists of dates
repeat of an activity equal to what it and its places say.

The domain decides (`slots`, then `diff`); this module reads rows and writes what changed. Dates that began are never
touched, and a second run writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import uuid4

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.addresses import PLACE
from events.calendars.event_text import activity_text, event_of, root_url
from events.dates.announcing import announcement_of, filter_terms_of
from events.dates.days_off import days_off
from events.dates.farewells import farewell
from events.dates.marking import mark_activities
from events.dates.planning import WHERE, Plan
from events.dates.storing import new_date, store
from events.domain import ical
from events.domain.announcement import write
from events.domain.filters import moment_of
from events.domain.horizon import FEED_AHEAD
from events.domain.ical import EventData
from events.domain.occurrence import OccurrenceState
from events.location import RELATED, location_of
from events.models import Activity, Farewell, Occurrence
from portal.models import SiteSettings
from portal.models.changes import Key, changes
from portal.words.zone import PARIS
from search.api import mark_stale

TOPIC = "events.activity"
# Activities of one transaction of the nightly job, so that other writers wait a second at most.
BATCH = 100
_ROWS = 500  # rows of one INSERT: SQLite takes 32 766 parameters

# What changes without anybody seeing it in a calendar: no new SEQUENCE.
QUIET = (
    "kind", "point_id_copy", "operator_id_copy", "insee", "latitude", "longitude", "moment",
    "places_left", "position", "total", "reason",
)  # fmt: skip
WRITTEN = (
    *QUIET, "local_date", "start", "end", "zone", "status", "sequence", "changed_at", "content_hash", "ical",
    "ical_version", "removed_at", "moved_from",
)  # fmt: skip


@dataclass
class Report:
    """How many dates were written, and of which activities."""

    created: int = 0
    updated: int = 0
    cancelled: int = 0
    removed: int = 0
    touched: set[int] = field(default_factory=set)

    @property
    def written(self) -> int:
        return self.created + self.updated + self.cancelled + self.removed

    def __iadd__(self, other: Report) -> Report:
        self.created += other.created
        self.updated += other.updated
        self.cancelled += other.cancelled
        self.removed += other.removed
        self.touched |= other.touched
        return self

    def __str__(self) -> str:
        words = _("%(created)d créées, %(updated)d changées, %(cancelled)d annulées, %(removed)d retirées")
        return words % vars(self)


def derive(keys: frozenset[Key]) -> None:
    """The deriver of the topic « events.activity »: its keys are activity pks."""
    regenerate({int(key) for key in keys}, timezone.now())


def regenerate(activity_pks: Collection[int], now: datetime) -> Report:
    """Bring the dates of these activities up to date, and say to the search what may have changed.

    The dates of an activity that is not published stay as they are: nobody sees them.
    """
    with changes():
        places = _places(activity_pks)  # before the writes: a place that loses its dates must know it too
        report = _regenerate(activity_pks, now)
        mark_activities(activity_pks)
        mark_stale(PLACE, places)
    return report


def extend_all(now: datetime) -> Report:
    """The nightly work: dates 13 months ahead for every published activity, one transaction a batch."""
    total = Report()
    pks = iter(list(Activity.objects.published().order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(pks, BATCH)):
        with changes():
            done = _regenerate(batch, now, unless_settled=True)
            mark_activities(done.touched)
            mark_stale(PLACE, _places(done.touched))
        total += done
    return total


def _places(activity_pks: Collection[int]) -> set[int]:
    """Help points that show dates of these activities, as chosen now or as stored."""
    stored = Occurrence.objects.filter(activity__in=activity_pks).order_by()
    pairs = Activity.objects.filter(pk__in=activity_pks).order_by().values_list("point_id", "operator_id")
    both = pairs.union(stored.values_list("point_id_copy", "operator_id_copy"))
    return {pk for pair in both for pk in pair if pk is not None}


def _regenerate(activity_pks: Collection[int], now: datetime, *, unless_settled: bool = False) -> Report:
    """Each date is compared with what it should be; with `unless_settled` only those of activities of which something
    moved since their dates were made. A change always comes without: it may be of a single date."""
    activities = list(
        Activity.objects.published()
        .filter(pk__in=activity_pks)
        .select_related(*RELATED)
        .prefetch_related("rules", "sessions")
        .order_by("pk")
    )
    report = Report()
    if not activities:
        return report
    # The days of every clock: overseas it may be the day before, or the day after.
    yesterday, tomorrow = (now.astimezone(PARIS).date() + timedelta(days=days) for days in (-1, 1))
    settings = SiteSettings.load()
    points = {activity.point_id for activity in activities if activity.point_id is not None}
    off = days_off(yesterday, tomorrow + FEED_AHEAD, points, settings.school_zone)
    root = root_url()
    batch = _Batch(now, settings.network_identifier, report)
    texts = {activity.pk: activity_text(activity, root) for activity in activities}
    for activity in activities:
        batch.announce(activity)

    def plan(activity: Activity, rows: Sequence[Occurrence]) -> Plan:
        return Plan(activity, rows, off, now, texts[activity.pk])

    if unless_settled:  # without dates to begin, looking at them costs as little
        slots = _settled_slots(activities, now)
        activities = [one for one in activities if not (slots[one.pk] and _is_settled(plan(one, ()), slots[one.pk]))]
    stored = _stored_dates(activities, yesterday)
    for activity in activities:
        batch.add(plan(activity, stored[activity.pk]))
    batch.write()
    return report


def _settled_slots(activities: Collection[Activity], now: datetime) -> dict[int, set[str]]:
    """By activity, those of its dates to begin as they were last made."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Occurrence.objects.filter(activity__in=activities).settled(now, ical.WRITER_VERSION).order_by()
    for pk, slot in rows.values_list("activity_id", "slot"):
        found[pk].add(slot)
    return found


def _is_settled(plan: Plan, slots: set[str]) -> bool:
    """Whether the dates of an activity were made of the same as now, and are those of the plan made without them."""
    return plan.made_of == plan.activity.dates_made_of and plan.to_take_place == slots


def _stored_dates(activities: Collection[Activity], since: date) -> dict[int, list[Occurrence]]:
    # Dates that a person moved, and sessions, may have their stored day behind and their slot ahead.
    known = Q(local_date__gte=since) | Q(hours_by_hand=True) | Q(origin=Occurrence.Origin.HAND)
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for row in Occurrence.objects.filter(known, activity__in=activities).with_fresh(ical.WRITER_VERSION).defer("ical"):
        found[row.activity_id].append(row)
    return found


class _Batch:
    """Gathers the rows to write of several activities, then writes them in five queries at most."""

    def __init__(self, now: datetime, network: str, report: Report) -> None:
        self.now = now
        self.network = network
        self.report = report
        self.whole: list[Occurrence] = []
        self.quiet: list[Occurrence] = []
        self.stale: list[Occurrence] = []
        self.removed: list[int] = []
        self.farewells: list[Farewell] = []
        self.rekeyed: list[Occurrence] = []
        self.derived: dict[int, Activity] = {}

    def announce(self, activity: Activity) -> None:
        text = write(announcement_of(activity, location_of(activity).territory.today(self.now)))
        terms = filter_terms_of(activity)
        if (text, terms) != (activity.announcement, activity.filter_terms):
            activity.announcement, activity.filter_terms = text, terms
            self.derived[activity.pk] = activity
            self.report.touched.add(activity.pk)

    def add(self, plan: Plan) -> None:
        difference = plan.difference()
        if plan.activity.dates_made_of != (made_of := plan.made_of):
            plan.activity.dates_made_of = made_of
            self.derived[plan.activity.pk] = plan.activity
        self.rekeyed.extend(plan.rekeyed)
        for state in difference.create:
            origin = Occurrence.Origin.HAND if state.slot in plan.sessions else Occurrence.Origin.RULE
            row = new_date(
                activity_id=plan.activity.pk,
                slot=state.slot,
                uid=f"{uuid4()}@{self.network}",
                created_at=self.now,
                origin=origin,
                **_quiet_values(plan, None, state),
            )
            self._whole(plan, row, state)
        for change in (*difference.update, *difference.cancel):
            row = plan.rows[change.after.slot]
            if row.removed_at is None and plan.leaves(row):
                elsewhere = _("Elle a lieu ailleurs : voyez sa page.") if change.after.status == "confirmed" else None
                self._farewell(plan, row, change.after, elsewhere)
            _set(row, _quiet_values(plan, row, change.after))
            self._whole(plan, row, change.after)
        for change in difference.remove:
            row = plan.rows[change.after.slot]
            self.removed.append(row.pk)
            if change.before.status == "confirmed":
                self._farewell(plan, row, change.before)
        for state in difference.unchanged:
            if state.start_utc >= self.now and not state.removed:
                row = plan.rows[state.slot]
                if _set(row, _quiet_values(plan, row, state)):
                    self.quiet.append(row)
                    self.report.touched.add(plan.activity.pk)
                if not row.fresh:  # type: ignore[attr-defined]  # annotated
                    _put(row, event_of(row, plan.text))
                    self.stale.append(row)
        self.report.created += len(difference.create)
        self.report.updated += len(difference.update)
        self.report.cancelled += len(difference.cancel)
        self.report.removed += len(difference.remove)
        if not difference.is_empty:
            self.report.touched.add(plan.activity.pk)

    def _farewell(self, plan: Plan, row: Occurrence, state: OccurrenceState, reason: str | None = None) -> None:
        gone = replace(state, status="cancelled", sequence=row.sequence + 1)
        self.farewells.append(farewell(row, plan.activity.filter_terms, plan.event(gone, row, reason), self.now))

    def _whole(self, plan: Plan, row: Occurrence, state: OccurrenceState) -> None:
        event = plan.event(state, row)
        row.moved_from = plan.moved_from(state, row if row.pk else None)
        row.local_date = state.local_date
        row.start, row.end, row.zone = state.start_utc, state.end_utc, state.zone.key
        row.status = state.status
        row.sequence = state.sequence
        row.content_hash = state.content_hash
        row.changed_at = self.now
        row.removed_at = None
        _put(row, event)
        self.whole.append(row)

    def _take_back_farewells(self) -> None:
        """A date that is told again where it had left: an older word of it would come back when it moves away."""
        again = [row for row in self.whole if row.pk and row.removed_at is None]
        if not again:
            return
        told = {(row.uid, *(getattr(row, name) for name in WHERE)) for row in again}
        said = Farewell.objects.filter(activity__in={row.activity_id for row in again})
        if old := [pk for pk, *key in said.values_list("pk", "uid", *WHERE) if tuple(key) in told]:
            Farewell.objects.filter(pk__in=old).delete()

    def write(self) -> None:
        if self.whole:
            self._take_back_farewells()
        if self.rekeyed:
            Occurrence.objects.bulk_update(self.rekeyed, ["slot", "origin"], batch_size=_ROWS)
        if self.whole:
            store(self.whole, WRITTEN)
        if self.quiet:
            Occurrence.objects.bulk_update(self.quiet, QUIET, batch_size=_ROWS)
        if self.stale:
            Occurrence.objects.bulk_update(self.stale, ["ical", "ical_version"], batch_size=_ROWS)
        if self.removed:
            Occurrence.objects.filter(pk__in=self.removed).update(
                removed_at=self.now, changed_at=self.now, sequence=F("sequence") + 1
            )
        Farewell.objects.bulk_create(self.farewells, batch_size=_ROWS)
        if self.derived:
            Activity.objects.bulk_update(self.derived.values(), ["announcement", "filter_terms", "dates_made_of"])
        if self.report.touched:
            Activity.objects.filter(pk__in=self.report.touched).update(content_changed_at=self.now)


def _quiet_values(plan: Plan, row: Occurrence | None, state: OccurrenceState) -> dict[str, object]:
    """`row` is the stored date, None for a new one."""
    position, total = plan.number(state.slot)
    moment = moment_of(state.start_utc.astimezone(state.zone), state.end_utc.astimezone(state.zone))
    values = {**plan.copies, "moment": moment, "position": position, "total": total, "reason": plan.reason(state)}
    session = plan.sessions.get(state.slot)
    if session is not None and not (row is not None and row.places_by_hand):
        values["places_left"] = session.places_left
    return values


def _put(row: Occurrence, event: EventData) -> None:
    row.ical, row.ical_version = ical.fragment(event), ical.WRITER_VERSION


def _set(row: Occurrence, values: dict[str, object]) -> bool:
    """Whether anything was different."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
