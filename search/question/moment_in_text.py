"""A moment named inside a question: « tablette samedi matin », « qui est ouvert ce soir à Agen ».

Only sure readings count: « numéro du soir », « le matin », « bonsoir » or « né le 8 décembre 1950 » name no moment that
has a code (`moments.py`), and stay words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz.distance import OSA

from portal.words.folding import fold
from portal.words.french import DAY_NAMES, MONTH_NAMES
from search.question.moments import (
    AFTERNOON,
    DATED_DAYS,
    EVENING,
    MORNING,
    NEXT_WEEK,
    NOW,
    TODAY,
    TOMORROW,
    WEEK,
    WEEKEND,
    part_code,
)

# « 5/12 » is one word.
_WORD = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?(?![\w/])|[^\W_]+")
_EDGES = " ,;:.!?()-–'’"
_PARTS: Mapping[tuple[str, ...], str] = {
    ("matin",): MORNING,
    ("matins",): MORNING,
    ("matinee",): MORNING,
    ("apres", "midi"): AFTERNOON,
    ("apres", "midis"): AFTERNOON,
    ("apresmidi",): AFTERNOON,
    ("apre", "midi"): AFTERNOON,
    ("aprem",): AFTERNOON,
    ("tantot",): AFTERNOON,
    ("soir",): EVENING,
    ("soirs",): EVENING,
    ("soiree",): EVENING,
}
_STRETCHES: Mapping[tuple[str, ...], str] = {
    ("week", "end"): WEEKEND,
    ("weekend",): WEEKEND,
    ("wekend",): WEEKEND,
    ("fin", "de", "semaine"): WEEKEND,
    ("semaine", "prochaine"): NEXT_WEEK,
    ("cette", "semaine"): WEEK,
    ("dans", "la", "semaine"): WEEK,
    ("dans", "les", "7", "jours"): WEEK,
    ("dans", "les", "sept", "jours"): WEEK,
    ("ouvert", "en", "ce", "moment"): NOW,
    # As it is said in the south-west: this afternoon, this morning.
    ("tantot",): part_code(TODAY, AFTERNOON),
    ("a", "matin"): part_code(TODAY, MORNING),
}
_MONTHS: Mapping[str, int] = {fold(name): number for number, name in enumerate(MONTH_NAMES, 1)}
_ABBREVIATED = {"janv": 1, "fev": 2, "fevr": 2, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_NUMBER = re.compile(r"(\d{1,2})(?:er)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_HOURS = frozenset({"h", "heure", "heures"})
_NO_DATES = frozenset({"7/7", "24/24", "1/2"})
# « ce soir »; « se soir » is how it is often written.
_THIS = frozenset({"ce", "cet", "cette", "se"})
_BEFORE_PART = frozenset({"a", "au", "dans", "en", "l", "la", "le"})
# Words that go with the moment, just before and just after it.
_BEFORE = frozenset(
    {"a", "au", "ce", "ces", "chaque", "dans", "de", "des", "du", "en", "l", "la", "le", "les", "pour", "tous", "vers"}
)
_AFTER = frozenset({"prochain", "prochaine", "prochains", "midi"})
_OPEN = frozenset({"ouvert", "ouverte", "ouverts", "ouvertes", "ouvre", "ouverture"})
_BETWEEN = frozenset({"et", "ou"})
# What makes of a day a range, the past or an unknown date: « du lundi au vendredi », « lundi dernier », « mardi 32 ».
_NO_MOMENT_AFTER = frozenset({"dernier", "derniers", "passe", "passes", "1er", "premier"})
_SHORTEST = 5  # letters of a name of day that may be misspelt
_CLOSE_NAMES = frozenset({*DAY_NAMES, TODAY})


@dataclass(frozen=True, slots=True)
class MomentInText:
    """`codes` are those of the moments named (several: « samedi ou dimanche »), `left` the text without them, as it was
    typed."""

    codes: tuple[str, ...]
    left: str


def moment_in_place(text: str, today: date) -> MomentInText:
    """The same in the name of a place, where no day is misspelt: « Mardié » is a commune."""
    words = {fold(word) for word in _WORD.findall(text)}
    named = any("/" in word or word in _CLOSE_NAMES or word in _MONTHS or word == TOMORROW for word in words)
    return moment_in_text(text, today) if named else MomentInText((), text)


def moment_in_text(text: str, today: date) -> MomentInText:
    """Take the moments off a question asked on that day. Never raises."""
    found = list(_WORD.finditer(text))
    words = [fold(word.group()) for word in found]
    taken = _taken(words, today)
    if not taken:
        return MomentInText((), text)
    left, position = [], 0
    for first, last, _code in taken:
        left.append(text[position : found[first].start()].strip(_EDGES))
        position = found[last - 1].end()
    left.append(text[position:].strip(_EDGES))
    return MomentInText(tuple(dict.fromkeys(code for _f, _l, code in taken)), " ".join(filter(None, left)))


def _taken(words: Sequence[str], today: date) -> list[tuple[int, int, str]]:
    """What is taken off, in order: first word, word after the last one, code."""
    taken: list[tuple[int, int, str]] = []
    position = 0
    while position < len(words):
        reading = _date(words, position, today) or _read(words, position)
        if reading is None:
            position += 1
            continue
        end, code = reading
        while end < len(words) and words[end] in _AFTER:
            end += 1
        start = _start(words, position, taken[-1][1] if taken else 0)
        taken.append((start, end, code))
        position = end
    return taken


def _start(words: Sequence[str], position: int, floor: int) -> int:
    """Where the words that go with the moment begin: « ouvert », « le », and « ou » after another moment."""
    start = position
    while start > floor and words[start - 1] in _BEFORE:
        start -= 1
    if start > floor and words[start - 1] in _OPEN:
        start -= 1
    if start - 1 == floor and floor and words[start - 1] in _BETWEEN:
        start -= 1
    return start


def _read(words: Sequence[str], start: int) -> tuple[int, str] | None:
    """The moment that begins at a word: the word after it, its code."""
    for written, code in _STRETCHES.items():
        if tuple(words[start : start + len(written)]) == written:
            return start + len(written), code
    if words[start] == NOW:
        # Elsewhere it is a mere word: « et maintenant, comment payer ? »
        opened = start > 0 and words[start - 1] in _OPEN
        return (start + 1, NOW) if opened or len(words) <= 2 else None
    if words[start] in _THIS and (part := _part(words, start + 1)):
        return part[0], part_code(TODAY, part[1])
    day = _day(words, start)
    if day is None:
        return None
    end, name = day
    after = end
    while after < len(words) and words[after] in _BEFORE_PART:
        after += 1
    if part := _part(words, after):
        return part[0], part_code(name, part[1])
    return (end, name) if _stands_alone(words, start, end) else None


def _date(words: Sequence[str], start: int, today: date) -> tuple[int, str] | None:
    """« samedi 5 décembre matin », « 5 décembre », « 5/12 », « samedi 5 »: the word after it, its code."""
    name = _close(words[start])
    weekday = DAY_NAMES.index(name) if name in DAY_NAMES else None
    at = start if weekday is None else start + 1
    found = _day_of_year(words, at, today) or _day_of_month(words, at, weekday, today)
    if found is None:
        return None
    end, day = found
    after = end
    while after < len(words) and words[after] in _BEFORE_PART:
        after += 1
    if part := _part(words, after):
        return part[0], part_code(day.isoformat(), part[1])
    return end, day.isoformat()


def _day_of_year(words: Sequence[str], at: int, today: date) -> tuple[int, date] | None:
    """A number and a month; with a year, it has to be the right one."""
    if at >= len(words) or words[at] in _NO_DATES:
        return None
    end, year = at + 1, ""
    if match := _SLASHED.fullmatch(words[at]):
        number, month, year = int(match[1]), int(match[2]), match[3] or ""
    elif (match := _NUMBER.fullmatch(words[at])) and end < len(words) and (named := _month(words[end])):
        number, month, end = int(match[1]), named, end + 1
        if end < len(words) and words[end].isdigit() and len(words[end]) == 4:
            year, end = words[end], end + 1
    else:
        return None
    day = next((day for day in _coming(today) if (day.day, day.month) == (number, month)), None)
    return None if day is None or year not in ("", str(day.year)) else (end, day)


def _day_of_month(words: Sequence[str], at: int, weekday: int | None, today: date) -> tuple[int, date] | None:
    """« samedi 5 », when there is such a Saturday; « samedi 5 personnes » on another one stays words."""
    match = _NUMBER.fullmatch(words[at]) if weekday is not None and at < len(words) else None
    following = words[at + 1] if match is not None and at + 1 < len(words) else ""
    if match is None or following in _HOURS or _month(following):
        return None
    sought = (int(match[1]), weekday)
    day = next((day for day in _coming(today) if (day.day, day.weekday()) == sought), None)
    return None if day is None else (at + 1, day)


def _coming(today: date) -> list[date]:
    return [today + timedelta(days=n) for n in range(DATED_DAYS)]


def _month(word: str) -> int | None:
    if known := _MONTHS.get(word) or _ABBREVIATED.get(word):
        return known
    close = (number for name, number in _MONTHS.items() if len(word) >= _SHORTEST and OSA.distance(word, name) == 1)
    return next(close, None)


def _stands_alone(words: Sequence[str], start: int, end: int) -> bool:
    if end < len(words) and (words[end] in _NO_MOMENT_AFTER or (words[end].isdigit() and len(words[end]) <= 2)):
        return False
    to_a_day = end + 1 < len(words) and words[end] in ("au", "a") and _day(words, end + 1)
    from_a_day = start > 1 and words[start - 1] in ("au", "a") and _close(words[start - 2])
    return not to_a_day and not from_a_day


def _part(words: Sequence[str], start: int) -> tuple[int, str] | None:
    for written, part in _PARTS.items():
        if tuple(words[start : start + len(written)]) == written:
            return start + len(written), part
    return None


def _day(words: Sequence[str], start: int) -> tuple[int, str] | None:
    if words[start] == TOMORROW:
        return start + 1, TOMORROW
    if words[start + 1 : start + 2] in (["hui"], ["ui"]) and OSA.distance(words[start], "aujourd") <= 1:
        return start + 2, TODAY
    name = _close(words[start])
    return None if name is None else (start + 1, name)


def _close(word: str) -> str | None:
    """The name of day that a word is, misspelt by a letter perhaps (« samdi », « mercredis »)."""
    if word in _CLOSE_NAMES:
        return word
    if len(word) < _SHORTEST:
        return None
    return next((name for name in _CLOSE_NAMES if name[0] == word[0] and OSA.distance(word, name) == 1), None)
