"""What rules read in texts: cells, parts of cells, hours. Each gives the reader of a row."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence

from directory.domain import hours_text
from directory.standard.fields import SEPARATOR
from directory.standard.mapping.line import Line
from portal.words.folding import fold

Read = Callable[[Line], str]

DAYS = {
    "Mo": "Lundi",
    "Tu": "Mardi",
    "We": "Mercredi",
    "Th": "Jeudi",
    "Fr": "Vendredi",
    "Sa": "Samedi",
    "Su": "Dimanche",
}
# What the hours become when they cannot be read with certainty: a text that people read.
GIVEN = "Horaires donnés par la source : "
# What tables write on a day without hours, when it is not nothing.
_NO_HOURS = re.compile(r"[0:hHà\s/;,–-]*")


def cell(index: int, separator: str | None, item: int, separators: Sequence[str], prefix: str) -> Read:
    between = re.compile("|".join(map(re.escape, sorted(separators, key=len, reverse=True)))) if separators else None

    def read(line: Line) -> str:
        text = line.cell(index)
        if separator:
            parts = text.split(separator)
            text = parts[item].strip() if -len(parts) <= item < len(parts) else ""
        if between:
            text = SEPARATOR.join(part.strip() for part in between.split(text) if part.strip())
        return f"{prefix}{text}" if text else ""

    return read


def joined(reads: Sequence[Read], by: str) -> Read:
    return lambda line: by.join(filter(None, (read(line) for read in reads)))


def identifier(names: Sequence[str]) -> Read:
    """The same for the same texts, whatever their accents and case: a place that keeps its name, postal code and
    street keeps its identifier from one file to the next."""

    def read(line: Line) -> str:
        texts = [re.sub(r"[^a-z0-9]+", " ", fold(line.values.get(name, ""))).strip() for name in names]
        if "code_postal" in names:  # « 1000 » and « 01000 » are one
            at = names.index("code_postal")
            texts[at] = texts[at].replace(" ", "").zfill(5)
        return "contenu-" + hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]

    return read


def hours(index: int, column: str) -> Read:
    def read(line: Line) -> str:
        text = line.cell(index)
        if not text or hours_text.parse(text).valid:
            return text
        if found := line.reading.osm_hours(text):
            line.say("horaires", f"« {text} » est devenu {found}.", "info", text, column)
            return found
        return _kept(line, text, column)

    return read


def week(days: Mapping[str, Sequence[int]], columns: Sequence[str]) -> Read:
    """An empty day is a day without hours; when all are empty, or « 00:00-00:00 », the hours are unknown."""

    def read(line: Line) -> str:
        cells = {day: " / ".join(filter(None, map(line.cell, days.get(day, ())))) for day in DAYS}
        if all(map(_NO_HOURS.fullmatch, cells.values())):
            return ""
        if found := line.reading.osm_week(cells):
            return found
        text = " ; ".join(f"{DAYS[day]} : {text}" for day, text in cells.items() if text)
        # The cells that spoil the week; none does alone when it is their sum that is not certain.
        doubtful = [day for day, cell in cells.items() if cell and not line.reading.osm_week({day: cell})]
        titles = [columns[index] for day in doubtful or DAYS for index in days.get(day, ()) if line.cell(index)]
        return _kept(line, text, " + ".join(titles))

    return read


def _kept(line: Line, text: str, column: str) -> str:
    line.notes.append(f"{GIVEN}{text}")
    line.say(
        "horaires",
        "Ces horaires ne sont pas compris avec certitude : ils sont gardés tels quels dans la présentation du lieu.",
        "warning",
        text,
        column,
    )
    return ""
