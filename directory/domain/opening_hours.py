"""Is a place open: now, this week, in the days to come. Sentences are French, for everybody.

All arithmetic is done on naive local times, the zone is attached last: opening hours are what the clock of
the town shows, on the nights of a change of time too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from directory.domain.hours.days import MAINLAND_DAYS, ClosedDays, Days
from directory.domain.hours.joined import UNSURE, closure_of, joined
from directory.domain.hours.week import END_OF_NIGHT, DayHours, Slot, open_slots, slot_words, week
from directory.domain.hours_text import Kind, ParsedHours, Stretch, parse
from portal.words.french import (
    clock_words,
    date_span_words,
    day_name,
    day_words,
    hour_words,
    lower_first,
    until_words,
)

__all__ = [
    "FOR_APPOINTMENTS",
    "SURELY_OPEN",
    "ClosedDays",
    "DayHours",
    "Days",
    "OpenState",
    "ParsedHours",
    "Slot",
    "next_exception",
    "open_slots",
    "parse",
    "period_words",
    "slot_words",
    "spans",
    "state",
    "week",
]

# How far the next opening is looked for: a place open one day a year is found.
HORIZON = timedelta(days=366)
_DAY = timedelta(days=1)
# One may simply come; somebody is there for who has an appointment.
SURELY_OPEN: tuple[Kind, ...] = ("open", "open-end")
FOR_APPOINTMENTS: tuple[Kind, ...] = ("team",)
# Of « 14:00+ » one knows that somebody is there at 14 h; later, one must ask.
_SURE_OF_OPEN_END = timedelta(hours=1)


@dataclass(frozen=True)
class OpenState:
    """`until` is set when open, `opens_at` when closed, if known; both aware, in the zone of the place. `passing` ends
    the sentence with what is true of today only: paper leaves it out."""

    code: Literal["open", "closed", "unknown", "appointment"]
    until: datetime | None
    opens_at: datetime | None
    sentence: str
    passing: str = ""


def state(
    parsed: ParsedHours, now: datetime, closures: Sequence[ClosedDays], walk_in: bool, days: Days = MAINLAND_DAYS
) -> OpenState:
    """Whether one may come in at `now` (aware, else ValueError), said in one sentence.

    A place where one cannot simply walk in (`walk_in` False) is « Sur rendez-vous » whatever its hours: they
    are those of its staff.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if not walk_in:
        return _unsure_state("appointment")
    local = now.astimezone(days.zone).replace(tzinfo=None)
    midnight = datetime.combine(local.date(), time.min)
    unsure: set[Kind] = set()
    for start, end, kind in joined(parsed, midnight, local + HORIZON, closures, days):
        if end <= local:
            continue
        if kind in UNSURE:
            if start <= local:
                return _unsure_state(kind)
            unsure.add(kind)
        elif start > local:
            opens_at = start.replace(tzinfo=days.zone)
            return OpenState("closed", None, opens_at, f"Fermé, ouvre {opening_words(start, local.date())}")
        else:
            return _open(Stretch(start, end, kind), local, days)
    if unsure:  # never a door known to be open: that it is closed now is not known either
        return _unsure_state("appointment" if unsure & {"team", "appointment"} else "unknown")
    return OpenState("closed", None, None, "Fermé") if parsed.known else _unsure_state("unknown")


def spans(
    parsed: ParsedHours,
    start: date,
    days: int,
    closures: Sequence[ClosedDays],
    where: Days = MAINLAND_DAYS,
    kinds: Collection[Kind] = SURELY_OPEN,
) -> list[tuple[datetime, datetime]]:
    """Spans of these kinds in `days` local days from `start`, merged, in order, UTC; empty when unknown. Surely open
    unless other kinds are asked."""
    first = datetime.combine(start, time.min)
    found = (
        (
            opening.replace(tzinfo=where.zone).astimezone(UTC),
            (opening + _SURE_OF_OPEN_END if kind == "open-end" else closing).replace(tzinfo=where.zone).astimezone(UTC),
        )
        for opening, closing, kind in joined(parsed, first, first + days * _DAY, closures, where)
        if kind in kinds
    )
    # A span inside the hour that the clocks skip in March lasts nothing.
    return [(opening, closing) for opening, closing in found if opening < closing]


def next_exception(
    parsed: ParsedHours,
    today: date,
    closures: Sequence[ClosedDays],
    holidays: Mapping[date, str],
    within: int = 28,
    since: date | None = None,
    days: Days = MAINLAND_DAYS,
) -> str | None:
    """The first closure or holiday `within` so many days that changes what the usual week says, as a sentence.

    With `since`, the days before it are told elsewhere: it is looked for from that day on.

    « Fermé du 3 au 14 août : congés d’été », « Fermé mercredi 11 novembre : jour férié (Armistice) ». A
    closure is said even where hours are unknown.
    """
    for day in ((since or today) + timedelta(days=n) for n in range(within)):
        start = datetime.combine(day, time.min)
        usual = parsed.usual(start, start + _DAY)
        closure = closure_of(day, closures)
        if closure and (usual or not parsed.known):
            return period_words("Fermé", closure, today)
        actual = list(joined(parsed, start, start + _DAY, (), days))
        if closure or actual == usual:
            continue
        change = "Horaires différents" if actual else "Fermé"
        if other := days.changed_on(day):
            return period_words("Horaires modifiés", other, today)
        if (school := days.school_holiday(day)) and not days.regime(day).public:
            return period_words(change, replace(school, label=lower_first(school.label)), today)
        name = f" ({holidays[day]})" if day in holidays else ""
        return f"{change} {day_words(day, today)} : jour férié{name}"
    return None


def _open(stretch: Stretch, local: datetime, days: Days) -> OpenState:
    start, end, kind = stretch
    if kind == "open-end":
        until = start + _SURE_OF_OPEN_END
        sentence = f"Ouvert à partir de {hour_words(start.time())}, heure de fermeture inconnue"
        return OpenState("open", until.replace(tzinfo=days.zone) if until > local else None, None, sentence)
    if end - local > _DAY:
        known = end < local + HORIZON
        return OpenState("open", end.replace(tzinfo=days.zone) if known else None, None, "Ouvert jour et nuit")
    tomorrow = end.date() > local.date() and end.time() > END_OF_NIGHT
    sentence = f"Ouvert, ferme {'demain ' if tomorrow else ''}à {hour_words(end.time())}"
    return OpenState("open", end.replace(tzinfo=days.zone), None, sentence)


def _unsure_state(kind: Kind) -> OpenState:
    return OpenState("unknown" if kind == "unknown" else "appointment", None, None, UNSURE[kind])


def opening_words(moment: datetime, today: date) -> str:
    """« à 14 h », « demain à 9 h », « lundi à 9 h », a week away or more « le lundi 4 janvier à 9 h ».

    « demain à 0 h »: « demain à minuit » is the night after, for most people.
    """
    day = moment.date()
    distance = (day - today).days
    hour = f"à {hour_words(moment.time()) if moment.hour else clock_words(moment.time())}"
    if distance == 0:
        return hour
    if distance == 1:
        return f"demain {hour}"
    if distance < 7:
        return f"{day_name(day)} {hour}"
    return f"le {day_words(day, today)} {hour}"


def period_words(change: str, closure: ClosedDays, today: date) -> str:
    """« Fermé du 3 au 14 août : congés d’été »."""
    if closure.first == closure.last:
        when = day_words(closure.first, today)
    elif closure.first <= today:
        when = until_words(closure.last, today)
    else:
        when = date_span_words(closure.first, closure.last)
    return f"{change} {when} : {closure.label}"
