"""Rules, events and calendars for the tests of this folder, and the strategies that vary them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from events.domain.ical import CalendarData, EventData, calendar, fragment
from events.domain.occurrence import local_to_utc
from events.domain.recurrence import RuleSpec, Slot
from portal.words.zone import PARIS

STAMP = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
# Thirteen months that hold three changes of time, week 53 of 2026 and week 1 of 2027.
WINDOW = (date(2026, 3, 23), date(2027, 4, 30))


def rule(**fields: Any) -> RuleSpec:
    """A Monday, 9 h to 12 h, unless told otherwise."""
    plain: dict[str, Any] = {
        "id": 1,
        "unit": "week",
        "weekdays": (0,),
        "start_time": time(9),
        "end_time": time(12),
        "valid_from": date(2026, 1, 1),
    }
    return RuleSpec(**(plain | fields))


def event(**fields: Any) -> EventData:
    plain: dict[str, Any] = {
        "uid": "5f1b9a52-0000-4000-8000-000000000001@coup-de-main.example",
        "sequence": 0,
        "changed_at": STAMP,
        "created_at": STAMP,
        "start_local": datetime(2026, 10, 12, 9, 0, tzinfo=PARIS),
        "end_local": datetime(2026, 10, 12, 12, 0, tzinfo=PARIS),
        "summary": "Permanence numérique – Lieu d’exemple",
    }
    return EventData(**(plain | fields))


def calendar_data(**fields: Any) -> CalendarData:
    plain: dict[str, Any] = {
        "canonical_url": "https://portail.example/ical/reseau.ics",
        "name": "Toutes les dates, réseau d’exemple",
        "description": "Permanences et ateliers ; mis à jour chaque jour,\nsans inscription.",
        "page_url": "https://portail.example/agenda/",
        "last_modified": STAMP,
        "color": "teal",
        "network": "Réseau d’exemple",
    }
    return CalendarData(**(plain | fields))


def slot_event(slot: Slot, zone: ZoneInfo = PARIS, **fields: Any) -> EventData:
    """The event of a slot, its uid being the key of the slot."""
    times = {
        "start_local": local_to_utc(slot.start, zone).astimezone(zone),
        "end_local": local_to_utc(slot.end, zone).astimezone(zone),
    }
    return event(**({"uid": f"{slot.key}@coup-de-main.example", "zone": zone} | times | fields))


def feed(*events: EventData) -> bytes:
    return calendar(calendar_data(), [fragment(one) for one in events], {one.zone.key for one in events})


days = st.dates(date(2025, 6, 1), date(2028, 6, 1))


@st.composite
def rules(draw: st.DrawFn, rule_id: int = 1) -> RuleSpec:
    """Well-formed rules of every unit."""
    unit = draw(st.sampled_from(["week", "month_nth", "month_day"]))
    start = draw(st.integers(0, 22 * 60))
    end = draw(st.integers(start + 1, 23 * 60 + 59))
    valid_from = draw(days)
    interval = draw(st.integers(1, 12))
    parity = draw(st.sampled_from(["any", "even", "odd"])) if unit == "week" else "any"
    length = draw(st.none() | st.integers(0, 700))
    valid_until = None if length is None else valid_from + timedelta(days=length)
    return rule(
        id=rule_id,
        unit=unit,
        start_time=time(*divmod(start, 60)),
        end_time=time(*divmod(end, 60)),
        valid_from=valid_from,
        valid_until=valid_until,
        interval=interval if parity == "any" else 1,
        week_parity=parity,
        weekdays=tuple(draw(st.sets(st.integers(0, 6), min_size=1))),
        nth=tuple(draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1))),
        month_days=tuple(draw(st.sets(st.integers(1, 31), min_size=1))),
        public_holidays=draw(st.sampled_from(["skip", "keep"])),
        school_holidays=draw(st.sampled_from(["keep", "skip", "only"])),
    )
