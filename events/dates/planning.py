"""What the dates of one activity should be, and what each of them says: rows in, plain values out, no query."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.calendars.event_text import ActivityText
from events.dates.days_off import DaysOff
from events.domain.horizon import FEED_AHEAD
from events.domain.ical import EventData
from events.domain.occurrence import OccurrenceDiff, OccurrenceState, content_hash, diff, local_to_utc, utc_span
from events.domain.pairing import pair
from events.domain.recurrence import Closed, ClosedSlot, Slot, slots
from events.location import location_of
from events.models import Activity, Occurrence, Session

WHERE = ("point_id_copy", "operator_id_copy", "insee")
REASONS = {
    "gone": _("Fermé"),
    "local": _("Fermé"),
    "public": _("Jour férié"),
    "school": _("Vacances scolaires"),
}


def _closed_words(closed: Closed | ClosedSlot) -> str:
    """« Fermé (travaux) »: a colon stands before it everywhere, « Annulé : … ». An absence has its own words."""
    return closed.label if closed.kind == "away" else f"{REASONS[closed.kind]} ({closed.label})"


def state_of(row: Occurrence) -> OccurrenceState:
    """A stored date as the domain compares it. Dates of rules and of sessions both follow what the activity says."""
    return OccurrenceState(
        slot=row.slot,
        rule_id=None,
        local_date=row.local_date,
        start_utc=row.start,
        end_utc=row.end,
        zone=row.clock,
        status=row.status,  # type: ignore[arg-type]  # the choices of the field are the words of the domain
        sequence=row.sequence,
        content_hash=row.content_hash,
        hours_by_hand=row.hours_by_hand,
        cancelled_by_hand=row.cancelled_by_hand,
        removed=row.removed_at is not None,
    )


class Plan:
    """The activity has its rules, sessions, places and organisation loaded; `rows` are its stored dates."""

    def __init__(
        self, activity: Activity, rows: Sequence[Occurrence], off: DaysOff, now: datetime, text: ActivityText
    ) -> None:
        self.activity = activity
        self.rows: dict[str, Occurrence] = {row.slot: row for row in rows}
        self.rekeyed: list[Occurrence] = []
        self.now = now
        self.text = text
        self.territory = location_of(activity).territory
        self.sessions: dict[str, Session] = {}
        self._reasons: dict[str, str] = {}
        self._numbers: dict[str, tuple[int, int]] = {}
        self.warnings: tuple[str, ...] = ()
        self.doubled: frozenset[str | int] = frozenset()
        self._closures = off.of_activity(self.activity)
        if not activity.says_where:  # its place was deleted
            self._closures.append(Closed(date.min, date.max, "gone", str(_("le lieu n’est plus connu"))))
        self._slots = self._planned(off)
        self._take_over()

    @cached_property
    def copies(self) -> dict[str, Any]:
        """What each date repeats of its activity, for selections without a join."""
        where = location_of(self.activity)
        return {
            "kind": self.activity.kind,
            "point_id_copy": self.activity.point_id,
            "operator_id_copy": self.activity.operator_id,
            "insee": where.insee,
            "latitude": where.latitude,
            "longitude": where.longitude,
        }

    @property
    def made_of(self) -> str:
        """A digest of all that its dates are made of, but for their days and what people changed of one of them.

        Whoever changes how they are made raises `events.domain.ical.WRITER_VERSION`, or empties the digests."""
        sessions = [
            (name, one.day, one.start_time, one.end_time, one.cancelled, one.places_left)
            for name, one in self.sessions.items()
        ]
        rules = [rule.spec for rule in self.activity.rules.all()]
        parts = (self.text, self.copies, self.territory.zone.key, self._reasons, self._numbers, sessions, rules)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    @property
    def to_take_place(self) -> set[str]:
        """The slots to begin of the dates that nothing cancels."""
        today, zone = self.territory.today(self.now), self.territory.zone
        return {
            slot.key
            for slot in self._slots
            if not (slot.closed or slot.cancelled) and (slot.local_date > today or utc_span(slot, zone)[0] >= self.now)
        }

    def leaves(self, row: Occurrence) -> bool:
        """Whether a calendar that carries this date will carry it no more: that of its place, holder or commune."""
        copies = self.copies
        return any(getattr(row, name) not in (None, "", copies[name]) for name in WHERE)

    def difference(self) -> OccurrenceDiff:
        return diff(
            map(state_of, self.rows.values()),
            self._slots,
            self.now,
            lambda state: content_hash(self.event(state, self.rows.get(state.slot))),
            self.territory.zone,
            lambda slot, day: self._closed_on(slot, day) is not None,
        )

    def event(self, state: OccurrenceState, row: Occurrence | None, reason: str | None = None) -> EventData:
        """The event of a date in this state, changed now; `row` gives its identity once it has one, `reason` why it is
        cancelled where the plan does not know."""
        position, total = self.number(state.slot)
        return self.text.event(
            uid=row.uid if row is not None else "",
            sequence=state.sequence,
            changed_at=self.now,
            created_at=row.created_at if row is not None else self.now,
            start=state.start_utc,
            end=state.end_utc,
            zone=state.zone,
            cancelled=state.status == "cancelled",
            reason=self.reason(state) if reason is None else reason,
            note=row.note if row is not None else "",
            position=position,
            total=total,
            moved_from=self.moved_from(state, row),
            room=row.room if row is not None else "",
        )

    def moved_from(self, state: OccurrenceState, row: Occurrence | None) -> datetime | None:
        """The start that was announced first, of a date that a person moved; what follows its rule has not moved."""
        chosen = state.slot in self.sessions or state.hours_by_hand
        if row is None or row.removed_at is not None or row.zone != state.zone.key or not chosen:
            return None
        first = row.moved_from or (row.start if row.status == "confirmed" else None)
        return None if first == state.start_utc else first

    def reason(self, state: OccurrenceState) -> str:
        """Why the date does not take place; what a person wrote on it comes first."""
        if state.status != "cancelled":
            return ""
        row = self.rows.get(state.slot)
        if row is not None and row.cancelled_by_hand:
            return row.reason
        if state.hours_by_hand and (closed := self._closed_on(state.slot, state.local_date)):
            return _closed_words(closed)
        return self._reasons.get(state.slot, row.reason if row is not None else "")

    def number(self, slot: str) -> tuple[int | None, int | None]:
        """(2, 6) for the second of six sessions of a series."""
        return self._numbers.get(slot, (None, None))

    def _take_over(self) -> None:
        """Dates that lost their rule go on under the slot that another rule gives at their moment."""
        states = map(state_of, self.rows.values())
        for old, new in pair(states, self._slots, self.now, self.territory.zone).items():
            row = self.rows[new] = self.rows.pop(old)
            row.slot = new
            row.origin = Occurrence.Origin.HAND if new in self.sessions else Occurrence.Origin.RULE
            self.rekeyed.append(row)

    def _closed_on(self, slot: str, day: date) -> Closed | None:
        """What closes that date on a day, not a holiday: who moved a date chose its day."""
        row = self.rows.get(slot)
        kinds = ("gone", "local", "away")
        return next(
            (
                closed
                for closed in self._closures
                if closed.kind in kinds
                and closed.first <= day <= closed.last
                and (row is None or row.uid not in closed.kept)
            ),
            None,
        )

    def _planned(self, off: DaysOff) -> list[Slot]:
        today = self.territory.today(self.now)
        given = list(self._given())
        # A date that a person moved comes from a day of its rule that may be over.
        moved = [day for row in self.rows.values() if row.hours_by_hand and (day := state_of(row).planned_day)]
        window = (min([today, *moved]), today + FEED_AHEAD)
        public = off.public_in(self.territory)
        plan = slots([rule.spec for rule in self.activity.rules.all()], self._closures, public, (), window)
        self.warnings, self.doubled = plan.warnings, plan.doubled
        taken = {slot.start for slot in given}
        found = [*plan.slots, *(self._closed(closed) for closed in plan.closed)]
        return [*given, *(slot for slot in found if slot.start not in taken)]

    def _closed(self, closed: ClosedSlot) -> Slot:
        """The slot as closed, unless only an absence closes it of which its date is excepted."""
        slot = closed.slot
        if closed.kind == "away" and self._closed_on(slot.key, slot.local_date) is None:
            return slot
        self._reasons[slot.key] = _closed_words(closed)
        return replace(slot, closed=closed.kind)

    def _given(self) -> Iterator[Slot]:
        """The dates given by hand. They keep public holidays: somebody chose them; a closed place cancels them."""
        sessions = sorted(self.activity.sessions.all(), key=lambda session: (session.day, session.start_time))
        for position, session in enumerate(sessions, 1):
            name = f"session-{session.uuid}"
            start = local_to_utc(datetime.combine(session.day, session.start_time), self.territory.zone)
            row = self.rows.get(name)
            if row is not None and row.start < self.now <= start:
                # That date has been held: a day after it makes another date, the past is not rewritten.
                name = f"{name}:{session.day.isoformat()}"
            closed = self._closed_on(name, session.day)
            if session.cancelled:
                self._reasons[name] = session.reason
            elif closed is not None:
                self._reasons[name] = _closed_words(closed)
            self.sessions[name] = session
            if self.activity.kind == Activity.Kind.SERIES:
                self._numbers[name] = (position, len(sessions))
            yield session.slot(name, cancelled=session.cancelled or closed is not None)
