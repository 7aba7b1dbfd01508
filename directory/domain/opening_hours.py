"""Is a place open: now, this week, in the days to come. Sentences are French, for everybody.

All arithmetic is done on naive local times, the zone is attached last: opening hours are what the clock of
the town shows, on the nights of a change of time too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from directory.domain.hours_text import ParsedHours, open_intervals, parse
from portal.words.french import (
    date_span_words,
    day_name,
    day_words,
    hour_words,
    join_words,
    time_range_words,
    until_words,
    upper_first,
)
from portal.words.zone import PARIS

__all__ = [
    "ClosedDays",
    "DayHours",
    "OpenState",
    "ParsedHours",
    "next_exception",
    "parse",
    "spans",
    "state",
    "week",
]

# How far the next opening is looked for: a place open one day a year is found.
HORIZON = timedelta(days=366)
# A night that ends before this hour still belongs, in the week table, to the day before.
END_OF_NIGHT = time(8)
NOON, MIDDAY, AFTERNOON = time(12), time(13), time(14)

_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class ClosedDays:
    """Days when the whole place is closed, first and last included. `label` is the reason, in French."""

    first: date
    last: date
    label: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class OpenState:
    """`until` is set when open, `opens_at` when closed, if known; both aware, in the zone of the place. `passing` ends
    the sentence with what is true of today only: paper leaves it out."""

    code: Literal["open", "closed", "unknown", "appointment"]
    until: datetime | None
    opens_at: datetime | None
    sentence: str
    passing: str = ""


@dataclass(frozen=True)
class DayHours:
    """A row of the week. An end at 0 h is midnight; an end before its start is in the night that follows."""

    date: date
    name: str
    slots: tuple[tuple[time, time], ...]
    closed_reason: str | None = None

    @property
    def continuous(self) -> tuple[tuple[time, time], ...]:
        """Slots without a break at midday, to be shown across both columns."""
        return tuple(slot for slot in self.slots if self._part(slot) == "continuous")

    @property
    def morning(self) -> tuple[tuple[time, time], ...]:
        return tuple(slot for slot in self.slots if self._part(slot) == "morning")

    @property
    def afternoon(self) -> tuple[tuple[time, time], ...]:
        return tuple(slot for slot in self.slots if self._part(slot) == "afternoon")

    @property
    def words(self) -> str:
        """« 9 h à 12 h et 14 h à 17 h », « Jour et nuit », the reason of the closure, or « Fermé »."""
        if self.slots == ((time.min, time.min),):
            return "Jour et nuit"
        if self.slots:
            return join_words([time_range_words(start, end) for start, end in self.slots])
        return self.closed_reason or "Fermé"

    @staticmethod
    def _part(slot: tuple[time, time]) -> Literal["continuous", "morning", "afternoon"]:
        start, end = slot
        late = end <= start or end > AFTERNOON
        if start < NOON and late:
            return "continuous"
        return "morning" if start < NOON or (start < MIDDAY and not late) else "afternoon"


def state(
    parsed: ParsedHours, now: datetime, closures: Sequence[ClosedDays], walk_in: bool, zone: ZoneInfo = PARIS
) -> OpenState:
    """Whether one may come in at `now` (aware, else ValueError), said in one sentence.

    A place where one cannot simply walk in (`walk_in` False) is « Sur rendez-vous » whatever its hours: they
    are those of its staff.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if not walk_in:
        return OpenState("appointment", None, None, "Sur rendez-vous")
    if parsed.calendar is None:
        return OpenState("unknown", None, None, "Horaires inconnus")
    local = now.astimezone(zone).replace(tzinfo=None)
    found = next(_open_spans(parsed.calendar, local, local + HORIZON, closures), None)
    if found is None:
        return OpenState("closed", None, None, "Fermé")
    start, end = found
    if start > local:
        opens_at = start.replace(tzinfo=zone)
        return OpenState("closed", None, opens_at, f"Fermé, ouvre {opening_words(start, local.date())}")
    if end - local > _DAY:
        until = end.replace(tzinfo=zone) if end < local + HORIZON else None
        return OpenState("open", until, None, "Ouvert jour et nuit")
    tomorrow = end.date() > local.date() and end.time() > END_OF_NIGHT
    sentence = f"Ouvert, ferme {'demain ' if tomorrow else ''}à {hour_words(end.time())}"
    return OpenState("open", end.replace(tzinfo=zone), None, sentence)


def week(
    parsed: ParsedHours, monday: date, closures: Sequence[ClosedDays], holidays: Mapping[date, str]
) -> tuple[DayHours, ...]:
    """Seven rows from `monday` on, as the week really is: closures and public holidays show.

    `holidays` gives the names of the public holidays (`holidays.public_holidays`).
    """
    days = [monday + timedelta(days=n) for n in range(7)]
    slots: dict[date, list[tuple[time, time]]] = {day: [] for day in days}
    if parsed.calendar is not None:
        start = datetime.combine(monday, time.min)
        # One day more on each side, for nights that straddle the week.
        for span in _open_spans(parsed.calendar, start - _DAY, start + 8 * _DAY, closures):
            for first, last in _by_day(span):
                if first.date() in slots:
                    slots[first.date()].append((first.time(), last.time()))
    return tuple(
        DayHours(day, day_name(day), tuple(slots[day]), _closed_reason(day, slots[day], closures, holidays))
        for day in days
    )


def spans(
    parsed: ParsedHours, start: date, days: int, closures: Sequence[ClosedDays], zone: ZoneInfo = PARIS
) -> list[tuple[datetime, datetime]]:
    """Open spans of `days` local days from `start`, merged, in order, UTC; empty when unknown."""
    if parsed.calendar is None:
        return []
    first = datetime.combine(start, time.min)
    found = (
        (opening.replace(tzinfo=zone).astimezone(UTC), closing.replace(tzinfo=zone).astimezone(UTC))
        for opening, closing in _open_spans(parsed.calendar, first, first + days * _DAY, closures)
    )
    # A span inside the hour that the clocks skip in March lasts nothing.
    return [(opening, closing) for opening, closing in found if opening < closing]


def next_exception(
    parsed: ParsedHours,
    today: date,
    closures: Sequence[ClosedDays],
    holidays: Mapping[date, str],
    days: int = 28,
    since: date | None = None,
) -> str | None:
    """The first closure or public holiday within `days` that changes what the usual week says, as a sentence.

    With `since`, the days before it are told elsewhere: it is looked for from that day on.

    « Fermé du 3 au 14 août : congés d’été », « Fermé mercredi 11 novembre : jour férié (Armistice) ». A
    closure is said even where hours are unknown.
    """
    for day in ((since or today) + timedelta(days=n) for n in range(days)):
        usual = _of_day(parsed.ordinary_calendar, day)
        closure = _closure_of(day, closures)
        if closure and (usual or not parsed.known):
            return _closure_words(closure, today)
        actual = _of_day(parsed.calendar, day)
        if not closure and actual != usual:
            change = "Horaires différents" if actual else "Fermé"
            name = f" ({holidays[day]})" if day in holidays else ""
            return f"{change} {day_words(day, today)} : jour férié{name}"
    return None


def _open_spans(
    calendar: OpeningHours, start: datetime, end: datetime, closures: Sequence[ClosedDays]
) -> Iterator[Span]:
    """Open spans between two naive local moments, closures cut out, neighbours merged, lazily."""
    held: Span | None = None
    for interval in open_intervals(calendar, start, end):
        for first, last in _without(interval, closures):
            if held and first <= held[1]:
                held = (held[0], max(held[1], last))
                continue
            if held:
                yield held
            held = (first, last)
    if held:
        yield held


def _without(span: Span, closures: Sequence[ClosedDays]) -> list[Span]:
    pieces = [span]
    for closure in closures:
        opening = datetime.combine(closure.first, time.min)
        closing = datetime.combine(closure.last, time.min) + _DAY
        pieces = [
            (first, last)
            for start, end in pieces
            for first, last in ((start, min(end, opening)), (max(start, closing), end))
            if first < last
        ]
    return sorted(set(pieces))


def _by_day(span: Span) -> Iterator[Span]:
    """One piece a day; a night that ends by `END_OF_NIGHT` stays whole with the day it began."""
    start, end = span
    midnight = datetime.combine(start.date(), time.min) + _DAY
    while end > midnight and not (end - start < _DAY and end <= datetime.combine(midnight, END_OF_NIGHT)):
        yield start, midnight
        start, midnight = midnight, midnight + _DAY
    yield start, end


def _of_day(calendar: OpeningHours | None, day: date) -> list[Span]:
    if calendar is None:
        return []
    start = datetime.combine(day, time.min)
    return list(_open_spans(calendar, start, start + _DAY, ()))


def _closure_of(day: date, closures: Iterable[ClosedDays]) -> ClosedDays | None:
    return next((closure for closure in closures if closure.covers(day)), None)


def _closed_reason(
    day: date, slots: Sequence[tuple[time, time]], closures: Iterable[ClosedDays], holidays: Mapping[date, str]
) -> str | None:
    if closure := _closure_of(day, closures):
        return f"{upper_first(closure.label)}, fermé"
    if day in holidays and not slots:
        return f"{holidays[day]}, fermé"
    return None


def opening_words(moment: datetime, today: date) -> str:
    """« à 14 h », « demain à 9 h », « lundi à 9 h », a week away or more « le lundi 4 janvier à 9 h »."""
    day = moment.date()
    distance = (day - today).days
    hour = f"à {hour_words(moment.time())}"
    if distance == 0:
        return hour
    if distance == 1:
        return f"demain {hour}"
    if distance < 7:
        return f"{day_name(day)} {hour}"
    return f"le {day_words(day, today)} {hour}"


def _closure_words(closure: ClosedDays, today: date) -> str:
    if closure.first == closure.last:
        when = day_words(closure.first, today)
    elif closure.first <= today:
        when = until_words(closure.last, today)
    else:
        when = date_span_words(closure.first, closure.last)
    return f"Fermé {when} : {closure.label}"
