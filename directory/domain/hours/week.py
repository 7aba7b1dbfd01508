"""The days of a week as they really are: a row each, with closures and public holidays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from directory.domain.hours.days import MAINLAND_DAYS, ClosedDays, Days
from directory.domain.hours.joined import UNSURE, Span, closure_of, joined
from directory.domain.hours_text import ParsedHours, Stretch
from portal.words.french import clock_words, day_name, join_words, lower_first, time_range_words, upper_first

# A night that ends before this hour still belongs to the day before.
END_OF_NIGHT = time(8)
NOON, MIDDAY, AFTERNOON = time(12), time(13), time(14)

_DAY = timedelta(days=1)

# Without an end, it is open until nobody knows when.
Slot = tuple[time, time | None]


@dataclass(frozen=True)
class DayHours:
    """A row of the week. An end at 0 h is midnight; an end before its start is in the night that follows. `unsure` says
    what is not known of the rest of the day: « sur rendez-vous », « horaires inconnus 14 h à 17 h »."""

    date: date
    name: str
    slots: tuple[Slot, ...]
    closed_reason: str | None = None
    unsure: str = ""

    @property
    def continuous(self) -> tuple[Slot, ...]:
        """Slots without a break at midday, to be shown across both columns."""
        return tuple(slot for slot in self.slots if self._part(slot) == "continuous")

    @property
    def morning(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if self._part(slot) == "morning")

    @property
    def afternoon(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if self._part(slot) == "afternoon")

    @property
    def whole(self) -> bool:
        return self.slots == ((time.min, time.min),)

    @property
    def words(self) -> str:
        """« 9 h à 12 h et 14 h à 17 h », « Jour et nuit », the reason of the closure, what is unsure, or « Fermé »."""
        if self.whole:
            return "Jour et nuit"
        if self.slots:
            hours = join_words([slot_words(*slot) for slot in self.slots])
            return f"{hours}, sinon {self.unsure}" if self.unsure else hours
        return self.closed_reason or upper_first(self.unsure) or "Fermé"

    @staticmethod
    def _part(slot: Slot) -> Literal["continuous", "morning", "afternoon"]:
        start, end = slot
        late = end is None or end <= start or end > AFTERNOON
        if start < NOON and late:
            return "continuous"
        return "morning" if start < NOON or (start < MIDDAY and not late) else "afternoon"


def slot_words(start: time, end: time | None) -> str:
    """« 14 h à 17 h », « à partir de 14 h » when nobody knows until when."""
    return f"à partir de {clock_words(start)}" if end is None else time_range_words(start, end)


def week(
    parsed: ParsedHours,
    monday: date,
    closures: Sequence[ClosedDays],
    holidays: Mapping[date, str],
    days: Days = MAINLAND_DAYS,
) -> tuple[DayHours, ...]:
    """Seven rows from `monday` on, as the week really is: closures and public holidays show.

    `holidays` gives the names of the public holidays (`holidays.public_holidays`).
    """
    dates = [monday + timedelta(days=n) for n in range(7)]
    slots: dict[date, list[Slot]] = {day: [] for day in dates}
    unsure: dict[date, list[Stretch]] = {day: [] for day in dates}
    start = datetime.combine(monday, time.min)
    # One day more on each side, for nights that straddle the week.
    for first, last, kind in joined(parsed, start - _DAY, start + 8 * _DAY, closures, days):
        for opens, closes in _by_day((first, last)):
            if opens.date() not in slots:
                continue
            if kind in UNSURE:
                unsure[opens.date()].append(Stretch(opens, closes, kind))
            else:
                slots[opens.date()].append((opens.time(), None if kind == "open-end" else closes.time()))
    return tuple(
        DayHours(
            day,
            day_name(day),
            tuple(slots[day]),
            _closed_reason(day, slots[day], closures, holidays),
            _unsure_words(unsure[day]),
        )
        for day in dates
    )


def open_slots(
    parsed: ParsedHours, start: datetime, end: datetime, closures: Sequence[ClosedDays], days: Days, team: bool = False
) -> Iterator[tuple[date, list[Slot]]]:
    """The days that are open within [start, end] (naive local), each with those whole slots of it that touch it; with
    `team`, also when somebody is there for who has an appointment."""
    # From the day before, for a night that goes on; to the end of the last day, for whole hours.
    first, last = (datetime.combine(moment.date(), time.min) for moment in (start - _DAY, end + 2 * _DAY))
    found: dict[date, list[Slot]] = {}
    for opens, closes, kind in joined(parsed, first, last, closures, days):
        if (kind not in UNSURE or (team and kind == "team")) and opens <= end and closes > start:
            found.setdefault(opens.date(), []).append((opens.time(), None if kind == "open-end" else closes.time()))
    yield from found.items()


def _unsure_words(stretches: Sequence[Stretch]) -> str:
    """« sur rendez-vous » all day or whenever it is not open, « sur rendez-vous 9 h à 12 h » at these hours."""
    parts = []
    for words in dict.fromkeys(UNSURE.values()):
        found = [stretch for stretch in stretches if UNSURE[stretch.kind] == words]
        hours = [time_range_words(start.time(), end.time()) for start, end, _kind in found]
        rest = any(time.min in (start.time(), end.time()) for start, end, _kind in found)
        if found:
            parts.append(lower_first(words) if rest else f"{lower_first(words)} {join_words(hours)}")
    return join_words(parts)


def _by_day(span: Span) -> Iterator[Span]:
    """One piece a day; a night that ends by `END_OF_NIGHT` stays whole with the day it began."""
    start, end = span
    midnight = datetime.combine(start.date(), time.min) + _DAY
    while end > midnight and not (end - start < _DAY and end <= datetime.combine(midnight, END_OF_NIGHT)):
        yield start, midnight
        start, midnight = midnight, midnight + _DAY
    yield start, end


def _closed_reason(
    day: date, slots: Sequence[Slot], closures: Iterable[ClosedDays], holidays: Mapping[date, str]
) -> str | None:
    if closure := closure_of(day, closures):
        return f"{upper_first(closure.label)}, fermé"
    if day in holidays and not slots:
        return f"{holidays[day]}, fermé"
    return None
