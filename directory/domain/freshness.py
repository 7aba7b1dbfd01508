"""How old what we say of a place is."""

from dataclasses import dataclass
from datetime import date

from portal.words.french import date_words

# A year and a half: the limit that the network gave itself.
STALE_AFTER_MONTHS = 18
# No network kept such records before: an older day is a slip, or the zero of a spreadsheet (1900).
OLDEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Freshness:
    """`year` is that of what is known."""

    stale: bool
    year: int
    sentence: str


def freshness(date_maj: date, verified_on: date | None, today: date) -> Freshness:
    """A sentence on the age of the information.

    `date_maj` is the date of the source, `verified_on` the day when somebody of the network last checked the
    record, if ever: the later of the two counts.
    """
    checked = verified_on is not None and verified_on >= date_maj
    known_on = verified_on if verified_on is not None and checked else date_maj
    months = (today.year - known_on.year) * 12 + today.month - known_on.month
    if (months, today.day) > (STALE_AFTER_MONTHS, known_on.day):
        return Freshness(True, known_on.year, f"Information de {known_on.year} : appelez avant de venir")
    words = date_words(known_on, weekday=False)
    return Freshness(False, known_on.year, f"Information vérifiée le {words}" if checked else f"Information du {words}")
