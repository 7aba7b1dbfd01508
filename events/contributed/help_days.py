"""The days on which permanences are held, for who looks at how a territory is covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from directory.contributions import contributions
from events.models import Activity, Occurrence


def contribute() -> None:
    contributions.help_days.append(help_days)


def help_days(first: date, last: date) -> Iterator[tuple[float, float, date]]:
    """Latitude, longitude and day of each permanence from `first` to `last`, both included; one query."""
    dates = Occurrence.objects.public().filter(status="confirmed", local_date__range=(first, last))
    rows = dates.of_kinds([Activity.Kind.PERMANENCE]).order_by().values_list("latitude", "longitude", "local_date")
    for latitude, longitude, day in rows.distinct():
        if latitude is not None and longitude is not None:
            yield latitude, longitude, day
