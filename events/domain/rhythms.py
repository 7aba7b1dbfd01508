"""How often a rule comes back, as one choice: its unit, its interval and the parity of its weeks say it together, and
two of them said the same thing twice (« une semaine sur deux »)."""

from __future__ import annotations

from collections.abc import Iterator

from events.domain.recurrence import MAX_INTERVAL

_MONTHS = {"month_nth": ", tel jour de la semaine (le 2e mardi…)", "month_day": ", à date fixe (le 15…)"}
_PARITIES = {"even": "les semaines paires", "odd": "les semaines impaires"}


def rhythm(unit: str, interval: int, parity: str) -> str:
    """Its code: « week:1:even »."""
    return f"{unit}:{interval}:{parity}"


def read_rhythm(code: str) -> tuple[str, int, str]:
    """Unit, interval, parity; ValueError for what is no code."""
    unit, interval, parity = code.split(":")
    return unit, int(interval), parity


def rhythm_words(code: str) -> str:
    """« Une semaine sur deux : les semaines paires », « Tous les 3 mois, à date fixe (le 15…) »."""
    unit, interval, parity = read_rhythm(code)
    if unit == "week":
        if parity in _PARITIES and interval == 1:
            return f"Une semaine sur deux : {_PARITIES[parity]}"
        words = (
            "Une semaine sur deux, à partir de la première" if interval == 2 else _every(interval, "Toutes", "semaines")
        )
        return f"{words} ({_PARITIES[parity]})" if parity in _PARITIES else words
    words = "Un mois sur deux" if interval == 2 else _every(interval, "Tous", "mois")
    return f"{words}{_MONTHS[unit]}"


def rhythms() -> Iterator[str]:
    """The codes of all that a rule may say, the usual ones first."""
    yield from (rhythm("week", 1, "any"), rhythm("week", 1, "even"), rhythm("week", 1, "odd"))
    yield from (rhythm(unit, 1, "any") for unit in _MONTHS)
    yield from (rhythm("week", interval, "any") for interval in range(2, MAX_INTERVAL + 1))
    yield from (rhythm(unit, interval, "any") for unit in _MONTHS for interval in range(2, MAX_INTERVAL + 1))


def _every(interval: int, every: str, things: str) -> str:
    """« Toutes les semaines », « Tous les 3 mois »."""
    return f"{every} les {things}" if interval == 1 else f"{every} les {interval} {things}"
