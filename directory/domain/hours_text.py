"""Reading an OpenStreetMap `opening_hours` text: when it is open, when nobody knows, warnings for editors.

The parser is `opening-hours-py`, which agrees with the reference JavaScript one on nearly all the texts
published in France. What is told to it is made ready in `directory.domain.hours.rules`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from opening_hours import OpeningHours, State, validate

from directory.domain.hours.advice import advice
from directory.domain.hours.days import MAINLAND_DAYS, Days, Regime
from directory.domain.hours.rules import APPOINTMENT, SAID_CLOSED, Rule, layers, open_ends, read_rules

# Real texts stay under 200 characters; a text of 2,000 rules takes 30 ms to parse.
MAX_LENGTH = 1000

INVALID = "Ces horaires ne sont pas compris. Exemple : Mo-Fr 09:00-12:00,14:00-17:00"

# "open-end": open, until nobody knows when. "team": somebody is there for who has an appointment. "appointment" and
# "unknown": whether one may come in is not known.
Kind = Literal["open", "open-end", "team", "appointment", "unknown"]


class Stretch(NamedTuple):
    """Naive local moments. What is in none is closed."""

    start: datetime
    end: datetime
    kind: Kind


@dataclass(frozen=True)
class ParsedHours:
    """A text and what was understood of it.

    `original` is kept as it was given. `valid` is False when the text is not understood; an empty text is
    valid, its hours are only unknown. `warnings` are French sentences for editors.
    """

    original: str
    valid: bool
    warnings: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def known(self) -> bool:
        """It says when it is open, or that it never is."""
        return any(not (rule.closes or rule.unsure) or rule.bare for rule in self.rules)

    def stretches(self, start: datetime, end: datetime, days: Days = MAINLAND_DAYS) -> Iterator[Stretch]:
        """Between two naive local moments, in order, lazily; those that follow each other are not joined.

        Public holidays: closed unless the text names them. None of the 6,989 texts of the national files speaks of
        them, while town halls, post offices and libraries do close: a journey for nothing is worse than a call.
        """
        if self.rules:
            for first, last, regime in days.runs(start, end):
                yield from self._told(self._calendars(regime), first, last)

    def usual(self, start: datetime, end: datetime) -> list[Stretch]:
        """As if no day were a holiday."""
        return list(self._told(self._calendars(Regime()), start, end)) if self.rules else []

    def _told(self, calendars: Sequence[OpeningHours | None], start: datetime, end: datetime) -> Iterator[Stretch]:
        if not calendars:
            return
        first, *others = calendars
        if first is None:
            yield from self._told(others, start, end)
            return
        for opening, closing, state, comment in first.intervals(start, end):
            if state != State.CLOSED:
                yield Stretch(opening, closing, self._kind(opening, closing, state, comment))
            elif comment != SAID_CLOSED:
                yield from self._told(others, opening, closing)

    def _kind(self, start: datetime, end: datetime, state: State, comment: str) -> Kind:
        if comment == APPOINTMENT:
            return "team" if state == State.OPEN else "appointment"
        if state == State.UNKNOWN:
            return "unknown"
        # The parser ends an open end at midnight.
        return "open-end" if end.time() == time.min and start.time() in self._open_ends else "open"

    @cached_property
    def _open_ends(self) -> frozenset[time]:
        return frozenset(datetime.strptime(text, "%H:%M").time() for text in open_ends(self.rules))

    @cached_property
    def _by_regime(self) -> dict[Regime, list[OpeningHours | None]]:
        return {}

    def _calendars(self, regime: Regime) -> list[OpeningHours | None]:
        if regime not in self._by_regime:
            texts = layers(self.rules, regime)
            self._by_regime[regime] = [OpeningHours(text) if text and validate(text) else None for text in texts]
        return self._by_regime[regime]


@lru_cache(maxsize=8192)
def parse(text: str) -> ParsedHours:
    """Never raises: a bad text gives `valid=False` and a warning."""
    if len(text) > MAX_LENGTH:
        return ParsedHours(text, False, (f"Ces horaires dépassent {MAX_LENGTH} caractères.",))
    if not text.strip():
        return ParsedHours(text, True)
    rules, said = read_rules(text)
    if not rules or not all(validate(layer) for layer in layers(rules) if layer):
        return ParsedHours(text, False, (*said, INVALID))
    return ParsedHours(text, True, (*said, *advice(rules)), tuple(rules))
