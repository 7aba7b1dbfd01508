"""The day that a cell tells, as far as it is certain."""

import re
from datetime import date, timedelta

from portal.words.folding import fold
from portal.words.french import DAY_NAMES, date_words, month_number

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[t ].*)?")
_FRENCH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: .*)?")
# With dashes, « 15-09-26 » may begin with its year.
_SHORT_YEAR = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{2})(?: .*)?")
_IN_WORDS = re.compile(
    rf"(?:le )?(?:(?:{'|'.join(DAY_NAMES)}),? )?(?:([0-9]{{1,2}})(?:er)?[ -])?([a-z]{{3,}})\.?[ -]([0-9]{{4}})"
)
_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
# How spreadsheets count days, from the one before 1900; the first of January 2000 has five figures, like all since.
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_DAY_ZERO, _IN_2000 = date(1899, 12, 30), 36526


def day_told(text: str, today: date) -> tuple[date, str] | None:
    """The day, and a sentence on how it was read, "" where it was written in full. None where it is not certain; a
    number of days, or a year of two figures, is not after `today`."""
    try:
        return _day(fold(text), text, today)
    except ValueError:  # « 30/02/2026 »
        return None


def _day(folded: str, text: str, today: date) -> tuple[date, str] | None:
    if found := _ISO.fullmatch(folded):
        return date(int(found[1]), int(found[2]), int(found[3])), ""
    if found := _FRENCH.fullmatch(folded):
        return _said(date(int(found[3]), int(found[2]), int(found[1])), f"« {text} » est lu dans l’ordre français")
    if found := _SHORT_YEAR.fullmatch(folded):
        day = date(2000 + int(found[4]), int(found[3]), int(found[1]))
        return _said(day, f"« {text} » est lu dans l’ordre français") if day <= today else None
    if (found := _IN_WORDS.fullmatch(folded)) and (month := month_number(found[2])):
        if found[1]:
            return date(int(found[3]), month, int(found[1])), ""
        return _first_of(int(found[3]), month, text)
    if found := _MONTH.fullmatch(folded):
        return _first_of(int(found[2]), int(found[1]), text)
    if found := _ISO_MONTH.fullmatch(folded):
        return _first_of(int(found[1]), int(found[2]), text)
    if (found := _SERIAL.fullmatch(folded)) and _IN_2000 <= int(found[1]) <= (today - _DAY_ZERO).days:
        day = _DAY_ZERO + timedelta(days=int(found[1]))
        return _said(day, f"« {text} » est le nombre d’un tableur pour ce jour")
    return None


def _first_of(year: int, month: int, text: str) -> tuple[date, str]:
    return _said(date(year, month, 1), f"« {text} » ne dit que le mois, nous prenons son premier jour")


def _said(day: date, how: str) -> tuple[date, str]:
    return day, f"{how} : {date_words(day, weekday=False)}."
