"""What an editor should look at twice in the coming dates of an activity: allowed, but often a slip. French sentences,
each with the first date and how many others are alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from events.domain.occurrence import OccurrenceState
from events.domain.recurrence import RuleSpec
from events.domain.rule_words import sentence, told_on
from portal.words.french import date_words, lower_first, time_range_words

EARLIEST, LATEST = time(6), time(23)
# No date lasts longer.
_LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Neighbour:
    """A date of another activity in the same room; UTC."""

    start: datetime
    end: datetime
    title: str


def outside_hours(
    states: Sequence[OccurrenceState], place: str, open_spans: Sequence[tuple[datetime, datetime]]
) -> Iterator[str]:
    """Dates at which the host place is closed according to its hours; `open_spans` are UTC, in order, merged."""
    openings = [start for start, _end in open_spans]

    def is_open(state: OccurrenceState) -> bool:
        at = bisect_right(openings, state.start_utc) - 1
        return at >= 0 and state.end_utc <= open_spans[at][1]

    if closed := [state for state in states if not is_open(state)]:
        yield f"« {place} » est fermé à ces heures, d’après ses horaires : {_first(closed)}. Vérifiez."


def in_one_room(states: Sequence[OccurrenceState], neighbours: Iterable[Neighbour]) -> Iterator[str]:
    """Dates during which another activity is in the room: one sentence for each other activity."""
    others = sorted(neighbours, key=lambda one: one.start)
    starts = [one.start for one in others]
    met: dict[str, list[OccurrenceState]] = {}
    for state in states:
        near = others[bisect_right(starts, state.start_utc - _LONGEST) : bisect_left(starts, state.end_utc)]
        for title in dict.fromkeys(one.title for one in near if one.end > state.start_utc):
            met.setdefault(title, []).append(state)
    for title, some in met.items():
        yield f"« {title} » a lieu au même endroit en même temps : {_first(some)}. Vérifiez la salle."


def odd_hours(states: Sequence[OccurrenceState]) -> Iterator[str]:
    """Before 6 h or after 23 h, somebody typed one figure for another."""
    if odd := [state for state in states if _is_odd(state)]:
        start, end = _local(odd[0])
        hours = time_range_words(start.time(), end.time())
        yield f"De {hours}, est-ce bien l’heure ? Avant 6 h ou après 23 h : {_first(odd)}."


def too_far(states: Sequence[OccurrenceState], end: datetime) -> Iterator[str]:
    """Dates from `end` on, where the agenda and the calendars stop: only those typed one by one go so far."""
    if far := [state for state in states if state.start_utc >= end]:
        yield f"L’agenda et les calendriers vont jusqu’à treize mois. Au-delà, donc montré plus tard : {_first(far)}."


def without_date(rules: Iterable[RuleSpec], states: Iterable[OccurrenceState], today: date) -> Iterator[str]:
    """Rules that have not ended and of which no date is left: all fall on days off, or are those of another rule."""
    dated = {state.rule_id for state in states}
    for rule in told_on(rules, today):
        if rule.id not in dated:
            yield f"La règle « {lower_first(sentence(rule))} » ne donne aucune date à venir. Vérifiez-la."


def _is_odd(state: OccurrenceState) -> bool:
    start, end = _local(state)
    return start.time() < EARLIEST or end.time() > LATEST or end.date() > start.date()


def _local(state: OccurrenceState) -> tuple[datetime, datetime]:
    return state.start_utc.astimezone(state.zone), state.end_utc.astimezone(state.zone)


def _first(states: Sequence[OccurrenceState]) -> str:
    """« le lundi 30 novembre 2026, et 55 autres dates »."""
    first = f"le {date_words(_local(states[0])[0].date())}"
    others = len(states) - 1
    return f"{first}{'' if not others else ', et 1 autre date' if others == 1 else f', et {others} autres dates'}"
