"""The days that a timetable told in words names: « le mercredi et le vendredi matin, heures à demander »."""

from __future__ import annotations

import re

from portal.words.folding import fold
from portal.words.french import DAY_NAMES

_DAYS = "|".join(DAY_NAMES)
_RANGE = re.compile(rf"\b(?:du|de) ({_DAYS}) (?:au|a) ({_DAYS})\b")
_DAY = re.compile(rf"\b({_DAYS})s?(?: (?:le |au )?(matin|apres[- ]midi|soir)s?)?\b")
# What takes days away: the rest is then not sure.
_BUT = re.compile(r"\b(?:sauf|hors|excepte|pas)\b")


def days_named(note: str) -> frozenset[tuple[int, str]]:
    """Pairs of a weekday (Monday is 0) and a half-day ("" for the whole day); empty when the note names no day."""
    words = " ".join(fold(note).split())
    if _BUT.search(words):
        return frozenset()
    found = set()
    for first, last in _RANGE.findall(words):
        start = DAY_NAMES.index(first)
        found |= {((start + n) % 7, "") for n in range((DAY_NAMES.index(last) - start) % 7 + 1)}
    for name, part in _DAY.findall(words):
        found.add((DAY_NAMES.index(name), part.replace(" ", "-")))
    return frozenset(found)
