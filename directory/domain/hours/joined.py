"""When a place is open, its closures cut out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain

from directory.domain.hours.days import ClosedDays, Days
from directory.domain.hours_text import Kind, ParsedHours, Stretch, parse

_DAY = timedelta(days=1)

# The kinds of stretches in which one may not simply come in, as they are said.
UNSURE: dict[Kind, str] = {
    "team": "Sur rendez-vous",
    "appointment": "Sur rendez-vous",
    "unknown": "Horaires inconnus",
}

Span = tuple[datetime, datetime]


def joined(
    parsed: ParsedHours, start: datetime, end: datetime, closures: Sequence[ClosedDays], days: Days
) -> Iterator[Stretch]:
    """Between two naive local moments, other hours in their days, closures cut out, neighbours of a kind merged,
    lazily."""
    held: Stretch | None = None
    pieces = (
        (parsed if changed is None else parse(changed.opening_hours)).stretches(first, last, days)
        for first, last, changed in days.pieces(start, end)
    )
    for opening, closing, kind in chain.from_iterable(pieces):
        for first, last in _without((opening, closing), closures):
            if held and first <= held.end and kind == held.kind:
                held = Stretch(held.start, max(held.end, last), kind)
                continue
            if held:
                yield held
            held = Stretch(first, last, kind)
    if held:
        yield held


def closure_of(day: date, closures: Iterable[ClosedDays]) -> ClosedDays | None:
    return next((closure for closure in closures if closure.covers(day)), None)


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
