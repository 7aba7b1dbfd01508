"""Rules of recurrence: which dates a permanence has, on naive local times.

Pure: rules, closures and a window go in, slots come out. The time zone is attached last, in `occurrence`.
Week parity is a field of its own, not an interval: 2026 has 53 ISO weeks, so odd week 53 is followed by odd
week 1, and « every other week » counted from a start would drift to even weeks from there on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

from portal.words.french import clock_words, date_words, week_parity

Unit = Literal["week", "month_nth", "month_day"]
ClosureKind = Literal["gone", "local", "away", "public", "school"]

MAX_INTERVAL = 12
HORIZON = timedelta(days=366)
"""A rule must give a date within this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """One rule of an activity.

    `weekdays`: 0 is Monday. `nth`: 1 to 5, or -1 for the last. `interval`: every so many weeks or months,
    counted from the week or month of `valid_from`. `week_parity`: of the ISO week of the date. `valid_from`
    and `valid_until` are inclusive local days.
    """

    id: str | int
    unit: Unit
    start_time: time
    end_time: time
    valid_from: date
    valid_until: date | None = None
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    week_parity: Literal["any", "even", "odd"] = "any"
    public_holidays: Literal["skip", "keep"] = "skip"
    school_holidays: Literal["keep", "skip", "only"] = "keep"


class DaySpan(Protocol):
    """Inclusive days with a name, such as a period of school holidays."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Closed:
    """Inclusive days off. A `local` closure closes the place whatever the rule says, and so does a place that is
    `gone`, or who receives being `away`; the two other kinds count as the rule decides, exactly as if they had come in
    `public_holidays` or `school_holidays`. `kept` are the UIDs of the dates that take place all the same."""

    first: date
    last: date
    kind: ClosureKind
    label: str
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """One date of a rule, or one given by hand; `start` and `end` are naive local times of `local_date`.

    A date given by hand has a `name` of its own, which stays when it moves to another day; it may be announced as
    `cancelled`. `closed`: what takes it away, unless a person moved it to another day.
    """

    rule_id: str | int
    local_date: date
    start: datetime
    end: datetime
    name: str = ""
    cancelled: bool = False
    closed: ClosureKind | None = None

    @property
    def key(self) -> str:
        """Identity within the activity: the name, or else rule and local date, never the hour."""
        return self.name or f"{self.rule_id}:{self.local_date.isoformat()}"


@dataclass(frozen=True, slots=True)
class ClosedSlot:
    """A slot that the rules would give, and the reason why it does not take place."""

    slot: Slot
    kind: ClosureKind
    label: str


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """`slots` and `closed` in order of start; `warnings` are French sentences for editors, `doubled` the rules of which
    they say that a date is that of another."""

    slots: tuple[Slot, ...]
    warnings: tuple[str, ...]
    closed: tuple[ClosedSlot, ...]
    doubled: frozenset[str | int]


def in_order(start: time, end: time) -> bool:
    """Midnight ends the day: « 22:00–00:00 » is two hours."""
    return end > start or end == time(0)


def local_span(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Naive; an end at midnight is that of the day."""
    return datetime.combine(day, start), datetime.combine(day if end > time(0) else day + timedelta(days=1), end)


def slots(
    rules: Iterable[RuleSpec],
    closures: Iterable[Closed],
    public_holidays: Mapping[date, str],
    school_holidays: Iterable[DaySpan],
    window: tuple[date, date],
) -> SlotPlan:
    """The slots of one activity within `window` (inclusive local days).

    Two rules giving the same start make one slot, that of the first rule, and a warning. A rule that cannot
    be understood gives no slot and a warning.
    """
    off = _days_off(closures, public_holidays, school_holidays, window)
    by_start: dict[datetime, Slot] = {}
    closed: dict[datetime, ClosedSlot] = {}
    doubles: list[Slot] = []
    warnings: list[str] = []
    for rule in rules:
        if problems := problems_of(rule):
            warnings.extend(problems)
            continue
        for day in _dates(rule, *window):
            slot = Slot(rule.id, day, *local_span(day, rule.start_time, rule.end_time))
            if reason := _reason_off(rule, day, off):
                kind, label = reason
                closed.setdefault(slot.start, ClosedSlot(slot, kind, label))
            elif slot.start in by_start:
                doubles.append(slot)
            elif not (rule.school_holidays == "only" and day not in off["school"]):
                by_start[slot.start] = slot
    warnings.extend(_double_warnings(doubles))
    return SlotPlan(
        tuple(by_start[start] for start in sorted(by_start)),
        tuple(warnings),
        tuple(closed[start] for start in sorted(closed) if start not in by_start),
        frozenset(slot.rule_id for slot in doubles),
    )


def validate(
    rule: RuleSpec,
    today: date,
    closures: Iterable[Closed] = (),
    public_holidays: Mapping[date, str] | None = None,
    school_holidays: Sequence[DaySpan] = (),
) -> tuple[str, ...]:
    """What a person must change before this rule is saved, in French; empty when all is well.

    Meant for new and changed rules: a rule that has simply ended gives no coming date either, and must not
    keep its activity from being edited. Without `school_holidays` a rule for school holidays only is judged
    on all its dates.
    """
    if problems := problems_of(rule):
        return problems
    if rule.school_holidays == "only" and not school_holidays:
        rule = replace(rule, school_holidays="keep")
    plan = slots((rule,), closures, public_holidays or {}, school_holidays, (today, today + HORIZON))
    if plan.slots:
        return ()
    if plan.closed:
        return (
            "Toutes les dates des 12 prochains mois tombent pendant une fermeture, un jour férié "
            "ou des vacances. Changez les dates, ou gardez les jours fériés ou les vacances.",
        )
    return ("Cette règle ne donne aucune date dans les 12 prochains mois. Vérifiez les jours et la période.",)


def _dates(rule: RuleSpec, first: date, last: date) -> Iterator[date]:
    """Dates of a well-formed rule between two days, holidays and closures not yet looked at."""
    first = max(first, rule.valid_from)
    last = min(last, rule.valid_until or last)
    if last < first:
        return
    for day in _candidates(rule, first, last):
        if first <= day <= last and rule.week_parity in ("any", week_parity(day)):
            yield day


def _candidates(rule: RuleSpec, first: date, last: date) -> Iterator[date]:
    """As `_dates`, but may begin up to one interval early and knows nothing of parity.

    The library is started at the last whole interval before the window: from `valid_from` it would walk
    through all the years since (measured: ten times slower for a rule ten years old).
    """
    options: dict[str, object]
    if rule.unit == "week":
        anchor = rule.valid_from - timedelta(days=rule.valid_from.weekday())
        weeks = (first - anchor).days // 7
        begin = anchor + timedelta(weeks=weeks - weeks % rule.interval)
        options = {"freq": WEEKLY, "wkst": MO, "byweekday": rule.weekdays}
    else:
        months = 12 * (first.year - rule.valid_from.year) + first.month - rule.valid_from.month
        begin = _add_months(rule.valid_from, months - months % rule.interval)
        if rule.unit == "month_nth":
            nth_days = [weekday(day)(nth) for nth in rule.nth for day in rule.weekdays]
            options = {"freq": MONTHLY, "byweekday": nth_days}
        else:
            options = {"freq": MONTHLY, "bymonthday": rule.month_days}
    midnight = time(0)
    for moment in rrule(
        dtstart=datetime.combine(begin, midnight),
        until=datetime.combine(last, midnight),
        interval=rule.interval,
        **options,
    ):
        yield moment.date()


def _add_months(day: date, months: int) -> date:
    """First day of the month so many months after that of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


DaysOff = dict[ClosureKind, dict[date, str]]


def _days_off(
    closures: Iterable[Closed],
    public_holidays: Mapping[date, str],
    school_holidays: Iterable[DaySpan],
    window: tuple[date, date],
) -> DaysOff:
    off: DaysOff = {"gone": {}, "local": {}, "public": dict(public_holidays), "school": {}, "away": {}}
    spans: list[tuple[ClosureKind, DaySpan]] = [(closure.kind, closure) for closure in closures]
    spans.extend(("school", span) for span in school_holidays)
    for kind, span in spans:
        first, last = max(span.first, window[0]), min(span.last, window[1])
        for offset in range((last - first).days + 1):
            off[kind].setdefault(first + timedelta(days=offset), span.label)
    return off


def _reason_off(rule: RuleSpec, day: date, off: DaysOff) -> tuple[ClosureKind, str] | None:
    """Why the rule has no slot that day, the most local reason first; an absence, of which a date may be excepted, is
    told when there is no other."""
    kinds: list[ClosureKind] = ["gone", "local"]
    if rule.public_holidays == "skip":
        kinds.append("public")
    if rule.school_holidays == "skip":
        kinds.append("school")
    kinds.append("away")
    return next(((kind, off[kind][day]) for kind in kinds if day in off[kind]), None)


def _double_warnings(doubles: Sequence[Slot]) -> Iterator[str]:
    """One sentence for each hour at which two rules meet, not one for each date."""
    by_time: dict[time, list[date]] = {}
    for slot in doubles:
        by_time.setdefault(slot.start.time(), []).append(slot.local_date)
    for moment, days in sorted(by_time.items()):
        others = len(set(days)) - 1
        more = {0: "", 1: " (et 1 autre date)"}.get(others, f" (et {others} autres dates)")
        yield (
            f"Deux règles donnent la même date : le {date_words(min(days))} à {clock_words(moment)}{more}. "
            "Une seule est gardée. Supprimez une des deux règles, ou changez ses heures."
        )


def problems_of(rule: RuleSpec) -> tuple[str, ...]:
    """Why the rule cannot be read, in French; empty when it can (it may still give no date)."""
    problems: list[str] = []
    if not in_order(rule.start_time, rule.end_time):
        problems.append("L’heure de fin doit venir après l’heure de début.")
    if rule.valid_until is not None and rule.valid_until < rule.valid_from:
        problems.append("La date de fin de validité doit venir après la date de début.")
    if not 1 <= rule.interval <= MAX_INTERVAL:
        problems.append(f"L’intervalle doit être un nombre entre 1 et {MAX_INTERVAL}.")
    if rule.week_parity != "any" and rule.unit != "week":
        problems.append("Les semaines paires ou impaires ne vont qu’avec une règle par semaine.")
    elif rule.week_parity != "any" and rule.interval != 1:
        problems.append("Choisissez les semaines paires ou impaires, ou bien un intervalle, mais pas les deux.")
    if rule.unit in ("week", "month_nth"):
        if not rule.weekdays:
            problems.append("Choisissez au moins un jour de la semaine.")
        elif not set(rule.weekdays) <= set(range(7)):
            problems.append("Un jour de la semaine n’existe pas : choisissez du lundi au dimanche.")
    if rule.unit == "month_nth" and not (rule.nth and set(rule.nth) <= {1, 2, 3, 4, 5, -1}):
        problems.append("Choisissez la ou les semaines du mois : 1er, 2e, 3e, 4e, 5e ou dernier.")
    if rule.unit == "month_day" and not (rule.month_days and set(rule.month_days) <= set(range(1, 32))):
        problems.append("Choisissez un ou plusieurs jours du mois, entre 1 et 31.")
    return tuple(problems)
