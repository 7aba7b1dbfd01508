"""French words for days, hours and weeks.

Ordinary spaces only: non-breaking spaces are put in when a page is rendered. Names of days and months are
written here because the process locale is not ours to set, and is often absent on a small server.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from portal.words.folding import fold

Parity = Literal["even", "odd"]

DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

_PARITY_WORDS: dict[Parity, str] = {"even": "semaine paire", "odd": "semaine impaire"}
# « Le » before a vowel is written « L’ » in names: only the plain articles contract.
_CONTRACTED = {"Le": "du", "Les": "des"}
# « d’Yvrac », « d’Ychoux »: before a consonant « y » is a vowel.
_VOWEL_Y = re.compile(r"y[^aeiouy]")
# Beyond about six months the same day and month of two years can be confused: the year is then said.
_YEAR_NEEDED_AFTER = timedelta(days=183)


def day_name(day: date) -> str:
    """« lundi »."""
    return DAY_NAMES[day.weekday()]


def month_name(day: date) -> str:
    """« août »."""
    return MONTH_NAMES[day.month - 1]


def month_number(word: str) -> int | None:
    """« sept », « decembre » (folded) → 9, 12; None for what begins no month, or two of them (« jui »)."""
    found = [number for number, name in enumerate(MONTH_NAMES, start=1) if fold(name).startswith(word)]
    return found[0] if len(found) == 1 else None


def day_of_month(day: date) -> str:
    """« 1er », « 2 », … « 31 »."""
    return "1er" if day.day == 1 else str(day.day)


def date_words(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """« jeudi 26 novembre 2026 », with or without the name of the day and the year."""
    words = [day_of_month(day), month_name(day)]
    if weekday:
        words.insert(0, day_name(day))
    if year:
        words.append(str(day.year))
    return " ".join(words)


def month_words(month: date) -> str:
    """« décembre 2026 »."""
    return f"{month_name(month)} {month.year}"


def day_words(day: date, today: date) -> str:
    """The day as one would say it today: « aujourd’hui », « demain », « hier », « jeudi 26 novembre ».

    The year is added when another year is meant and the day is more than about six months away.
    """
    distance = day - today
    if near := {0: "aujourd’hui", 1: "demain", -1: "hier"}.get(distance.days):
        return near
    return date_words(day, year=day.year != today.year and abs(distance) > _YEAR_NEEDED_AFTER)


def date_span_words(first: date, last: date) -> str:
    """« le 3 août », « du 3 au 14 août », « du 30 juillet au 4 août »; with the years when they differ."""
    if first == last:
        return f"le {date_words(first, weekday=False, year=False)}"
    if first.year != last.year:
        return f"du {date_words(first, weekday=False)} au {date_words(last, weekday=False)}"
    start = day_of_month(first) if first.month == last.month else date_words(first, weekday=False, year=False)
    return f"du {start} au {date_words(last, weekday=False, year=False)}"


def until_words(last: date, today: date) -> str:
    """« aujourd’hui », « jusqu’au jeudi 3 décembre »; with the year when it is another one."""
    return "aujourd’hui" if last == today else f"jusqu’au {date_words(last, year=last.year != today.year)}"


def clock_words(moment: time) -> str:
    """Figures only: « 9 h », « 13 h 30 », « 12 h », « 0 h »."""
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def hour_words(moment: time) -> str:
    """An hour said alone: « 9 h », « 13 h 30 », « midi », « minuit »."""
    if not moment.minute and moment.hour in (0, 12):
        return "midi" if moment.hour else "minuit"
    return clock_words(moment)


def moment_words(moment: datetime) -> str:
    """« lundi 7 décembre 2026 à 9 h », by the clock that the moment bears."""
    return f"{date_words(moment.date())} à {hour_words(moment.time())}"


def time_range_words(start: time, end: time) -> str:
    """« 14 h à 17 h ». Noon stays « 12 h » (« 9 h à 12 h »), the end of the day is « minuit »."""
    return f"{clock_words(start)} à {'minuit' if end == time(0) else clock_words(end)}"


def week_parity(day: date) -> Parity:
    """Parity of the ISO week of the day.

    A year of 53 weeks (2026) is followed by week 1: two odd weeks in a row. Counting every other week from a
    start date would be wrong there, so the week number alone decides.
    """
    return "odd" if day.isocalendar().week % 2 else "even"


def week_parity_words(parity: Parity) -> str:
    """« semaine paire » or « semaine impaire »."""
    return _PARITY_WORDS[parity]


def upper_first(words: str) -> str:
    """« Samedi matin » from « samedi matin »: the beginning of a line; the rest, and empty text, stay as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def lower_first(words: str) -> str:
    """« sur rendez-vous » from « Sur rendez-vous »: a label that goes on a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def join_words(words: list[str] | tuple[str, ...], last: str = "et") -> str:
    """« lundi, mardi et jeudi »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def of_place(name: str) -> str:
    """« de Laplume », « d’Agen », « d’Hautefage-la-Tour », « du Passage », « des Lèves », « de La Réole ».

    For names of communes: nearly all those of the south-west that begin with « H » are said with a mute one.
    """
    first, _, rest = name.partition(" ")
    if rest and first in _CONTRACTED:
        return f"{_CONTRACTED[first]} {rest}"
    bare = fold(name)
    return f"d’{name}" if bare[:1] in {*"aeiouh"} or _VOWEL_Y.match(bare) else f"de {name}"
