"""The hours of a place in one line of French, as a message or a spreadsheet tells them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from directory.domain.hours.week import DayHours, week
from directory.domain.hours_text import parse
from portal.words.french import lower_first

# Without any of these, a text says the same of every week but for public holidays.
_SOME_WEEKS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|SH|easter|\d{4})\b|\[|sun(?:rise|set)|da(?:wn|y\b)"
)
# From Monday to Sunday without a public holiday anywhere in France.
_ORDINARY = date(2026, 11, 16)


def in_a_line(days: Sequence[DayHours]) -> str:
    """« lundi à jeudi 9 h à 12 h ; vendredi Noël, fermé »; days that are simply closed are left out."""
    parts = []
    for words, run in groupby(days, key=lambda day: day.words):
        alike = list(run)
        names = alike[0].name if len(alike) == 1 else f"{alike[0].name} à {alike[-1].name}"
        if alike[0].slots or alike[0].closed_reason or alike[0].unsure:
            parts.append(f"{names} {words if alike[0].closed_reason else lower_first(words)}")
    return " ; ".join(parts)


@lru_cache(maxsize=4096)
def usual_words(text: str) -> str:
    """An OpenStreetMap text in French, as it is where that cannot be said in one line (seasons, alternate weeks)."""
    if not text or _SOME_WEEKS.search(text) or not (parsed := parse(text)).valid:
        return text
    return in_a_line(week(parsed, _ORDINARY, (), {})) or text
