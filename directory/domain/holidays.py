"""French public holidays and school holidays, computed by the `holidays` package.

They seed an editable table (closures): pages do not compute them at each request. School holidays follow
decrees which the package cites up to 2027-2028 (release 0.109); what comes later is extrapolation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

LAST_DECREED_DAY = date(2028, 8, 31)
ZONES = ("A", "B", "C")


@dataclass(frozen=True)
class SchoolHoliday:
    """First and last day without school, both included. `certain` is False beyond the published decrees."""

    first: date
    last: date
    label: str
    zone: str
    certain: bool


@lru_cache(maxsize=256)
def public_holidays(year: int, subdivision: str = "") -> Mapping[date, str]:
    """The eleven public holidays of the whole country, in order; with those of a subdivision of the package
    (« 57 », « 974 »: see `directory.domain.hours.territories`), its own too."""
    found = holidays.country_holidays("FR", subdiv=subdivision or None, years=year, language="fr")
    return MappingProxyType({day: _typographic(found[day]) for day in sorted(found)})


def school_holidays(zone: str, first_year: int, last_year: int) -> list[SchoolHoliday]:
    """The holidays of zone A, B or C that touch the civil years asked, in order, each whole.

    Lot-et-Garonne is in zone A (académie de Bordeaux). ValueError for another zone.
    """
    if zone not in ZONES:
        raise ValueError(f"unknown school zone: {zone!r}")
    # One year more on each side: Christmas holidays straddle two years and must come whole.
    days = holidays.country_holidays(
        "FR", subdiv=f"Zone {zone}", years=range(first_year - 1, last_year + 2), categories=("school",), language="fr"
    )
    return [
        period for period in _periods(days, zone) if period.last.year >= first_year and period.first.year <= last_year
    ]


def _periods(days: Mapping[date, str], zone: str) -> list[SchoolHoliday]:
    """Runs of consecutive days with one name."""
    runs: list[tuple[date, date, str]] = []
    for day in sorted(days):
        label = _typographic(days[day])
        if runs and runs[-1][1] + timedelta(days=1) == day and runs[-1][2] == label:
            runs[-1] = (runs[-1][0], day, label)
        else:
            runs.append((day, day, label))
    return [SchoolHoliday(first, last, label, zone, first <= LAST_DECREED_DAY) for first, last, label in runs]


def _typographic(label: str) -> str:
    return label.replace("'", "’")
