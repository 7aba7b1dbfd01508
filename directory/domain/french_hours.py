"""Opening hours as people write them in French, made an OpenStreetMap text where that is certain.

« du lundi au vendredi de 9h à 12h et de 14h à 17h30 » gives « Mo-Fr 09:00-12:00,14:00-17:30 ». What leaves a doubt
(« mardi matin », an hour without its end, a word that is not known, two hours for one day) is refused: it stays a text
for a person to read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from directory.domain.hours.french_clauses import clauses
from directory.domain.hours.french_tokens import tokens
from directory.domain.hours.french_week import FrenchWeek
from directory.domain.hours_text import MAX_LENGTH, parse
from portal.words.folding import fold

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True)
class FrenchHours:
    """`osm` is what is stored, `words` what was understood, in French: « lundi à vendredi 9 h à 12 h »; they are empty
    when the text was already in the language of OpenStreetMap."""

    osm: str
    words: str = ""


def read_hours(text: str) -> FrenchHours | None:
    """None when the text is empty or not certain. An OpenStreetMap text comes back as it is, its dashes put right."""
    written = " ".join(text.translate(_DASHES).split())
    if not written or len(text) > MAX_LENGTH:
        return None
    if parse(written).valid:
        return FrenchHours(written)
    return _checked(_week_of(text))


def osm_hours(text: str) -> str | None:
    """The OpenStreetMap text of `read_hours`."""
    found = read_hours(text)
    return found.osm if found else None


# What a table with hours in every cell writes on a closed day; five such days were once shown as open day and night.
_NOTHING = re.compile(r"(?<!\d)0?0 ?[:hH] ?(?:00)? ?[-–] ?0?0 ?[:hH] ?(?:00)?(?!\d)")


def osm_week(cells: Mapping[str, str]) -> str | None:
    """The hours of a table with a column a day: names of days (« Lundi », « horaires_lundi ») and « 9h-12h / 14h-17h »,
    « Fermé », « sur rendez-vous » or nothing.

    A cell without anything, or « 00:00 - 00:00 » as tables write it, is a day without hours; None when all are so, when
    a name is no day, or when one cell is not certain.
    """
    week = FrenchWeek()
    for name, cell in cells.items():
        day = _day_in(name)
        if day is None:
            return None
        cell = _NOTHING.sub("", cell).strip(" /;,\n")
        if cell and not week.add_all(clauses([*tokens(f"{day} :"), *tokens(cell.replace("\n", " / "))])):
            return None
    found = _checked(week)
    return found.osm if found else None


def _day_in(name: str) -> str | None:
    """The day that a column is about."""
    words = "".join(letter if letter.isalpha() else " " for letter in fold(name)).split()
    found = [word for word in words if [token.kind for token in tokens(word)] == ["day"]]
    return found[0] if len(found) == 1 else None


def _week_of(text: str) -> FrenchWeek | None:
    week = FrenchWeek()
    return week if week.add_all(clauses(tokens(text))) else None


def _checked(week: FrenchWeek | None) -> FrenchHours | None:
    """Nothing is given that the portal could not read itself."""
    osm = week.osm() if week else ""
    return FrenchHours(osm, week.words()) if week and osm and parse(osm).valid else None
