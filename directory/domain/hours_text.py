"""Reading an OpenStreetMap `opening_hours` text: cleaning, parsing, warnings for editors.

The parser is `opening-hours-py`, which agrees with the reference JavaScript one on nearly all the texts
published in France. What is cleaned here is what people do write and what it would read wrongly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import combinations

from opening_hours import OpeningHours, State, validate

from portal.words.french import DAY_NAMES, join_words

# Real texts stay under 200 characters; a text of 2,000 rules takes 30 ms to parse.
MAX_LENGTH = 1000

_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)(?:\[[-\d,]+\])?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_SPACED_DAYS = re.compile(rf"(?<=[a-zH\]])\s*,\s*(?={_DAY}\b)")
_SPACED_TIMES = re.compile(r"(?<=\d:\d\d)\s*,\s*(?=\d{1,2}:\d\d)")
_RANGE = r"\d{1,2}:\d\d-\d{1,2}:\d\d"
_RANGES = re.compile(rf"{_RANGE}(?:,{_RANGE})*")
_QUOTED = re.compile(r'"[^"]*"')
_NAMED_DATE = re.compile(rf"^(?:\d{{4}}\s+)?{_MONTH}\s+\d")
# A Monday: rules are compared over the seven days that follow.
_SAMPLE_MONDAY = datetime(2001, 1, 1)

INVALID = "Ces horaires ne sont pas compris. Exemple : Mo-Fr 09:00-12:00,14:00-17:00"


@dataclass(frozen=True)
class ParsedHours:
    """A text and what was understood of it.

    `original` is kept as it was given. `valid` is False when the text is not understood; an empty text is
    valid, its hours are only unknown. `warnings` are French sentences for editors. `calendar` follows public
    holidays, `ordinary_calendar` ignores them; both are None when the hours are unknown.
    """

    original: str
    valid: bool
    warnings: tuple[str, ...] = ()
    calendar: OpeningHours | None = field(default=None, compare=False, repr=False)
    ordinary_calendar: OpeningHours | None = field(default=None, compare=False, repr=False)

    @property
    def known(self) -> bool:
        return self.calendar is not None


@lru_cache(maxsize=8192)
def parse(text: str) -> ParsedHours:
    """Never raises: a bad text gives `valid=False` and a warning.

    Public holidays: a text that does not speak of them (`PH`) is read as closed on those days. None of the
    6,989 texts of the national files speaks of them, while town halls, post offices and libraries do close: a
    journey for nothing is worse than a call. `24/7` stays open, and so does a date that the text names.
    """
    original = text
    if len(text) > MAX_LENGTH:
        return ParsedHours(original, False, (f"Ces horaires dépassent {MAX_LENGTH} caractères.",))
    rules, warnings = _clean(text)
    if not rules and (warnings or not text.strip()):
        return ParsedHours(original, True, tuple(warnings))
    if not validate("; ".join(rules)):
        return ParsedHours(original, False, (*warnings, INVALID))
    ordinary = OpeningHours("; ".join(rules))
    calendar = OpeningHours("; ".join(_with_holidays(rules)), country="FR")
    warnings += [*_lost_hours(rules), *_whole_days(rules, ordinary)]
    if _QUOTED.search(text):
        warnings.append("Le texte entre guillemets n’est pas montré : écrivez-le dans la présentation du lieu.")
    return ParsedHours(original, True, tuple(warnings), calendar, ordinary)


def open_intervals(calendar: OpeningHours, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open intervals between two naive local moments, in order."""
    for first, last, state, _comment in calendar.intervals(start, end):
        if state == State.OPEN:
            yield first, last


def _clean(text: str) -> tuple[list[str], list[str]]:
    """The rules that `;` separates, made readable, and what had to be said."""
    warnings: list[str] = []
    rules: list[str] = []
    for rule in _split(text):
        # A comma followed by a space opens a new rule: « Tu, Th, Fr 13:30-18:00 » would open Tuesday and
        # Thursday the whole day.
        rule = _SPACED_TIMES.sub(",", _SPACED_DAYS.sub(",", rule))
        # Entry forms write a free morning as « 00:00-00:00 » (some forty texts of the national files), which
        # the parser reads as twenty-four hours. A day left without any hour is closed.
        if (shorter := _RANGES.sub(_without_empty_ranges, rule)) != rule:
            warnings.append(f"Une plage vide a été laissée de côté dans « {rule} ».")
            rule = shorter
        if re.search(r"\bSH\b", _QUOTED.sub("", rule)):
            # The parser knows no school holidays: it reads « SH Mo 10:00-12:00 » as every Monday.
            warnings.append("Les vacances scolaires (SH) ne sont pas lues dans les horaires : ajoutez une fermeture.")
            rule = re.sub(r"\bSH,|,SH\b", "", rule)
            if re.search(r"\bSH\b", _QUOTED.sub("", rule)):
                continue
        rules.append(rule)
    return rules, list(dict.fromkeys(warnings))


def _without_empty_ranges(found: re.Match[str]) -> str:
    ranges = [part.split("-") for part in found[0].split(",")]
    return ",".join(f"{start}-{end}" for start, end in ranges if start != end) or "off"


def _split(text: str) -> list[str]:
    """Cuts at `;` outside quotes; empty rules, such as after a final `;`, are left out."""
    parts = re.findall(r'(?:[^;"]|"[^"]*"|")+', text)
    return [" ".join(part.split()) for part in parts if part.strip()]


def _with_holidays(rules: Sequence[str]) -> list[str]:
    plain = _QUOTED.sub("", "; ".join(rules))
    if re.search(r"\bPH\b", plain) or "24/7" in plain:
        return list(rules)
    position = next((n for n, rule in enumerate(rules) if _NAMED_DATE.match(rule)), len(rules))
    return [*rules[:position], "PH off", *rules[position:]]


def _sample(rule: str) -> list[list[tuple[datetime, datetime]]]:
    """Open intervals of one rule alone, for each day of a week without holiday."""
    if not validate(rule):
        return [[] for _ in range(7)]
    calendar = OpeningHours(rule)
    days = [_SAMPLE_MONDAY + timedelta(days=n) for n in range(7)]
    return [list(open_intervals(calendar, day, day + timedelta(days=1))) for day in days]


def _lost_hours(rules: Sequence[str]) -> Iterator[str]:
    """In OpenStreetMap a rule after `;` replaces the earlier ones on its days, it does not add to them.

    Shortening a day that way is usual (« Mo-Fr 09:00-17:00; We 09:00-12:00 »); hours apart from the earlier
    ones (« Mo 09:00-12:00; Mo 14:00-17:00 ») are the sign of a forgotten morning.
    """
    weeks = [(rule, _sample(rule)) for rule in rules if "[" not in rule]
    for (earlier, first), (later, second) in combinations(weeks, 2):
        days = [
            name
            for name, kept, new in zip(DAY_NAMES, first, second, strict=True)
            if kept and new and not any(a < d and c < b for a, b in kept for c, d in new)
        ]
        if days:
            yield (
                f"{_days_words(days)}, « {later} » remplace « {earlier} » : "
                "pour garder toutes les heures, écrivez-les dans une seule règle, avec une virgule."
            )


def _whole_days(rules: Sequence[str], calendar: OpeningHours) -> Iterator[str]:
    """Days without hours are open from midnight to midnight, seldom what was meant."""
    if any("24/7" in rule or "00:00-24:00" in rule for rule in rules):
        return
    days = []
    for number, name in enumerate(DAY_NAMES):
        midnight = _SAMPLE_MONDAY + timedelta(days=number)
        whole = (midnight, datetime.combine(midnight + timedelta(days=1), time.min))
        if list(open_intervals(calendar, *whole)) == [whole]:
            days.append(name)
    if days:
        yield f"{_days_words(days)}, ouvert jour et nuit : il manque sans doute des heures."


def _days_words(days: Sequence[str]) -> str:
    """« Le lundi et le jeudi »."""
    return join_words([f"le {day}" for day in days]).capitalize()
