"""Dates that lost their rule and dates of a new rule that are one and the same.

A rule deleted and typed again, the first of two equal rules removed, a date given by hand at the hour of a rule: who
subscribed sees the same date go on, not one cancelled beside another.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from events.domain.occurrence import OccurrenceState, utc_span
from events.domain.recurrence import Slot
from portal.words.zone import PARIS


def pair(
    existing: Iterable[OccurrenceState], planned: Iterable[Slot], now: datetime, zone: ZoneInfo = PARIS
) -> dict[str, str]:
    """The old key of a stored date → the key of the slot that takes it over: at the same moment, or on the same day of
    its rule where a person chose another hour."""
    rows, slots = {row.slot: row for row in existing}, {slot.key: slot for slot in planned}
    orphans = [row for row in rows.values() if row.slot not in slots and row.start_utc >= now and not row.removed]
    if not orphans:  # nearly always: spares reading the clock for each slot
        return {}
    new = [slot for slot in slots.values() if slot.key not in rows and not slot.closed]
    by_moment: dict[datetime, list[Slot]] = defaultdict(list)
    by_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in new:
        by_moment[utc_span(slot, zone)[0]].append(slot)
        by_day[slot.local_date].append(slot)
    found: dict[str, str] = {}
    for row in orphans:
        same_day = by_day.get(row.planned_day, []) if row.planned_day else []
        same = same_day if row.hours_by_hand else by_moment.get(row.start_utc, [])
        if len(same) == 1 and same[0].key not in found.values():
            found[row.slot] = same[0].key
    return found
