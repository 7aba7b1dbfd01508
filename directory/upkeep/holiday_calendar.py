"""Writes public and school holidays in the table of closures, once; people may then correct or delete them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from directory.domain.holidays import public_holidays, school_holidays
from directory.models import Closure
from directory.signals import closure_changed
from portal.models import SiteSettings
from portal.models.changes import changes

SOURCE = "Calcul d’après les textes officiels"
YEARS_AHEAD = 2
# A holiday computed again may move by some days when its decree is published; not by more.
_SAME = timedelta(days=45)


def seed(now: datetime) -> str:
    """This year and the next two, for the school zone of the settings. Idempotent; returns what was done, in words."""
    year = timezone.localtime(now).year
    written = seed_years(year, year + YEARS_AHEAD, SiteSettings.load().school_zone)
    return f"{written} congés écrits"


def seed_years(first_year: int, last_year: int, zone: str) -> int:
    """Insert the holidays of years that have none; put right those that are still as computed. Returns how many rows
    were written.

    A year is filled once: a holiday that somebody corrected or deleted does not come back.
    """
    stored = list(Closure.objects.filter(point=None, zone__in=("", zone)))
    filled = {(row.kind, row.first_day.year) for row in stored}
    new, moved = [], []
    for wanted in _computed(first_year, last_year, zone):
        if (wanted.kind, wanted.first_day.year) not in filled:
            new.append(wanted)
        elif (row := _still_computed(stored, wanted)) is not None and _put_right(row, wanted):
            moved.append(row)
    if new or moved:
        with changes():
            Closure.objects.bulk_create(new)
            Closure.objects.bulk_update(moved, ["first_day", "last_day", "certain"])
            closure_changed.send(sender=Closure, points=None)
    return len(new) + len(moved)


def _computed(first_year: int, last_year: int, zone: str) -> Iterator[Closure]:
    for year in range(first_year, last_year + 1):
        for day, label in public_holidays(year).items():
            yield Closure(
                kind=Closure.Kind.PUBLIC, first_day=day, last_day=day, label=label, source=SOURCE, computed=True
            )
    for period in school_holidays(zone, first_year, last_year):
        yield Closure(
            kind=Closure.Kind.SCHOOL,
            zone=zone,
            first_day=period.first,
            last_day=period.last,
            label=period.label,
            source=SOURCE,
            certain=period.certain,
            computed=True,
        )


def _still_computed(stored: list[Closure], wanted: Closure) -> Closure | None:
    """The row of this holiday, when nobody has touched it."""
    for row in stored:
        same = row.computed and (row.kind, row.zone, row.label) == (wanted.kind, wanted.zone, wanted.label)
        if same and abs(row.first_day - wanted.first_day) < _SAME:
            return row
    return None


def _put_right(row: Closure, wanted: Closure) -> bool:
    before = (row.first_day, row.last_day, row.certain)
    row.first_day, row.last_day, row.certain = wanted.first_day, wanted.last_day, wanted.certain
    return before != (row.first_day, row.last_day, row.certain)
