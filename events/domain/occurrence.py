"""Occurrences: what must change in the stored dates of one activity when its rules or closures change.

Identity is the slot (rule and local date), never the hour: a date that moves within its day, or changes
place, stays the same event with a higher SEQUENCE, and no subscriber sees it twice.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from events.domain.content_lines import REMEMBERED, clean_text, one_line, uri
from events.domain.ical import EventData, degrees, names
from events.domain.recurrence import Slot
from portal.words.zone import PARIS

NOTICE = timedelta(days=30)
"""A public date withdrawn closer than this is shown as cancelled; a farther one is simply removed."""

Status = Literal["confirmed", "cancelled"]
Origin = Literal["rule", "hand", "import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceState:
    """One stored occurrence as plain values; `start_utc` and `end_utc` are aware.

    `slot` is its identity within the activity (`Slot.key` when a rule gives it). `zone` is the clock of its place.
    `hours_by_hand`, `cancelled_by_hand`: a person moved it, called it off; what they did not touch follows the rule,
    and a closure or the end of the rule always wins. `public`: the public has seen it. `removed`: kept only so that the
    date gets its UID and SEQUENCE back if it is produced again.
    """

    slot: str
    rule_id: str | int | None
    local_date: date
    start_utc: datetime
    end_utc: datetime
    zone: ZoneInfo = PARIS
    status: Status = "confirmed"
    sequence: int = 0
    content_hash: str = ""
    origin: Origin = "rule"
    hours_by_hand: bool = False
    cancelled_by_hand: bool = False
    public: bool = True
    removed: bool = False

    @property
    def planned_day(self) -> date | None:
        """The day that a rule gave it, whatever a person made of it; None for a date that no rule gave."""
        _rule, _, day = self.slot.rpartition(":")
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Change:
    """A row to write: `after` is its whole new state."""

    before: OccurrenceState
    after: OccurrenceState


@dataclass(frozen=True, slots=True)
class OccurrenceDiff:
    """What to write, each part in order of start. `unchanged` holds every row that must not be written."""

    create: tuple[OccurrenceState, ...]
    update: tuple[Change, ...]
    cancel: tuple[Change, ...]
    remove: tuple[Change, ...]
    unchanged: tuple[OccurrenceState, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.create or self.update or self.cancel or self.remove)


def local_to_utc(naive: datetime, zone: ZoneInfo = PARIS) -> datetime:
    """The instant that a wall clock of `zone` shows as `naive`.

    All reckoning is done on naive local times and the zone is attached last, here: a weekly date stays at 9 h
    on both sides of a change of time. Python's `fold=0` rule (PEP 495) settles the two odd hours of the year:
    the hour that October repeats is its first pass (summer time); a time that March skips is read with the
    offset in force before the change, so 2 h 30 becomes 3 h 30 summer time.
    """
    if naive.tzinfo is not None:
        raise ValueError(f"{naive} already has a time zone")
    return naive.replace(tzinfo=zone).astimezone(UTC)


def utc_span(slot: Slot, zone: ZoneInfo = PARIS) -> tuple[datetime, datetime]:
    """Start and end of `slot` in UTC, the end always after the start.

    In the night of March the skipped hour could put the end before the start (2 h 30 to 3 h): the length that
    the rule means is then kept.
    """
    return _span(slot.start, slot.end, zone)


def _span(first: datetime, last: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start, end = local_to_utc(first, zone), local_to_utc(last, zone)
    return start, end if end > start else start + (last - first)


def content_hash(event: EventData) -> str:
    """Hash (32 hexadecimal digits) of all that the feed shows of an event.

    Left out on purpose: UID, SEQUENCE and the stamps, which follow a change and do not make one. Values are those that
    `fragment` writes, cleaned: the same hash and stamps, the same bytes, and the other way round.
    """
    start, end = event.start_local.astimezone(UTC).isoformat(), event.end_local.astimezone(UTC).isoformat()
    before, between, after = _words(
        event.summary, event.categories, event.description, event.geo, event.location, event.url, event.cancelled,
        # Left out for the clock of the network: its dates were hashed before there was another.
        "" if event.zone == PARIS else event.zone.key,
    )  # fmt: skip
    visible = f'{before}, "end": "{end}", {between}, "start": "{start}", {after}'
    return hashlib.blake2b(visible.encode("ascii"), digest_size=16).hexdigest()


@lru_cache(maxsize=REMEMBERED)
def _words(
    summary: str,
    categories: tuple[str, ...],
    description: str,
    geo: tuple[float, float] | None,
    location: str,
    url: str,
    cancelled: bool,
    zone: str,
) -> tuple[str, str, str]:
    """What most dates of an activity share, as JSON in the order of its keys, without braces, in the three runs that
    the end and the start stand between: stored hashes are those of the whole, made at once."""
    before = {"cancelled": cancelled, "categories": names(categories), "description": clean_text(description)}
    between = {"geo": geo and list(map(degrees, geo)), "location": one_line(location)}
    after = {"summary": one_line(summary), "url": uri(url), **({"zone": zone} if zone else {})}
    first, second, third = map(json.dumps, (before, between, after))
    return first[:-1], second[1:-1], third[1:]


def diff(
    existing: Iterable[OccurrenceState],
    planned: Iterable[Slot],
    now: datetime,
    content: Callable[[OccurrenceState], str],
    zone: ZoneInfo = PARIS,
    closed_on: Callable[[str, date], bool] = lambda slot, day: False,
) -> OccurrenceDiff:
    """Compare the stored occurrences of one activity with the slots that its rules give now.

    `content` gives the hash of what the public would see of a row in the state it receives (its
    `content_hash` there is not meaningful). Rows of any origin are compared, so that a new title reaches
    hand-dated, moved and cancelled dates too. `closed_on` tells of a slot the days on which it cannot take place, for
    dates that a person moved.

    - What began before `now` is never created nor written.
    - Every written row that was already stored gets SEQUENCE + 1 (a removal, which nobody reads, does not).
    - A date whose new hour is already past today stays as it was announced.
    - In another `zone` than before, a date keeps the hour of the clock there, whoever gave it.
    - A slot no longer produced is cancelled when public and at most 30 days away, else removed; one that a closure of
      some days takes away is cancelled however far.
    - Applied once, the same call gives an empty diff.
    """
    slots = {slot.key: slot for slot in planned}
    create: list[OccurrenceState] = []
    update: list[Change] = []
    cancel: list[Change] = []
    remove: list[Change] = []
    unchanged: list[OccurrenceState] = []
    known: set[str] = set()

    for before in sorted(existing, key=lambda row: (row.start_utc, row.slot)):
        if before.slot in known:
            raise ValueError(f"two stored occurrences for the slot {before.slot}")
        known.add(before.slot)
        after = before
        if before.start_utc >= now:
            after = _target(before, slots.get(before.slot), now, zone, closed_on)
        if before.start_utc >= now and not after.removed and (shown := content(after)) != after.content_hash:
            after = replace(after, content_hash=shown)
        if after == before:
            unchanged.append(before)
        elif after.removed:
            remove.append(Change(before, after))
        else:
            change = Change(before, replace(after, sequence=before.sequence + 1))
            withdrawn = before.status == "confirmed" and after.status == "cancelled"
            (cancel if withdrawn else update).append(change)

    for slot in sorted(slots.values(), key=lambda slot: (slot.start, slot.key)):
        start, end = utc_span(slot, zone)
        if slot.key not in known and start >= now and not slot.closed:
            new = OccurrenceState(
                slot=slot.key,
                rule_id=slot.rule_id,
                local_date=slot.local_date,
                start_utc=start,
                end_utc=end,
                zone=zone,
                status=_status(slot),
            )
            create.append(replace(new, content_hash=content(new)))

    return OccurrenceDiff(tuple(create), tuple(update), tuple(cancel), tuple(remove), tuple(unchanged))


def _target(
    row: OccurrenceState, slot: Slot | None, now: datetime, zone: ZoneInfo, closed_on: Callable[[str, date], bool]
) -> OccurrenceState:
    """The state that a coming row should have, content hash aside."""
    foreign = row.origin != "rule"
    if slot is None or foreign or (slot.closed and not row.hours_by_hand):
        if row.removed:
            return row
        row = _by_clock(row, now, zone)
        if foreign or row.status == "cancelled":
            return row
        # A closure of some days is told as long as the date stands: people wonder on that very day.
        told = slot is not None and slot.closed in ("local", "away")
        if row.public and (told or row.start_utc <= now + NOTICE):
            return replace(row, status="cancelled")
        return replace(row, removed=True)
    if row.hours_by_hand:
        moved = _by_clock(row, now, zone)
        start, end, zone = moved.start_utc, moved.end_utc, moved.zone  # its old clock, when by the new one it is past
        day = start.astimezone(zone).date()
    else:
        start, end = utc_span(slot, zone)
        day = slot.local_date
    if start < now:
        return row
    off = slot.cancelled or row.cancelled_by_hand or (row.hours_by_hand and closed_on(row.slot, day))
    status: Status = "cancelled" if off else "confirmed"
    if (day, start, end, zone, status, False) == (
        row.local_date, row.start_utc, row.end_utc, row.zone, row.status, row.removed,
    ):  # fmt: skip
        return row
    return replace(row, local_date=day, start_utc=start, end_utc=end, zone=zone, status=status, removed=False)


def _by_clock(row: OccurrenceState, now: datetime, zone: ZoneInfo) -> OccurrenceState:
    """The row at the hour that it had, by the clock of `zone`; as it was when that is past already."""
    if row.zone == zone:
        return row
    first, last = (moment.astimezone(row.zone).replace(tzinfo=None) for moment in (row.start_utc, row.end_utc))
    start, end = _span(first, last, zone)
    return row if start < now else replace(row, start_utc=start, end_utc=end, zone=zone)


def _status(slot: Slot) -> Status:
    return "cancelled" if slot.cancelled else "confirmed"
