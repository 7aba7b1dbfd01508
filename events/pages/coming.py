"""The dates to come of several places and communes at once, for pages that show many lists of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from events.domain.plain_date import by_place
from events.models import Occurrence
from events.pages.rows import DateRow, date_rows


class Coming(NamedTuple):
    """Rows in order of start, by help point (id) and by commune (INSEE code); none where there is no date."""

    by_place: Mapping[int, list[DateRow]]
    by_commune: Mapping[str, list[DateRow]]


def coming(point_ids: Collection[int], codes: Collection[str], now: datetime, ahead: timedelta) -> Coming:
    """The dates held at, or by, these places, and those in these communes; one query, none when none is named."""
    if not point_ids and not codes:
        return Coming({}, {})
    near = Occurrence.objects.public().coming(now).starting_before(now + ahead)
    dates = (near.of_places(point_ids) | near.in_communes(codes)).plain()
    rows = {row.pk: row for row in date_rows(dates, now)}
    by_commune: dict[str, list[DateRow]] = {}
    for date in dates:
        if date.insee in codes:
            by_commune.setdefault(date.insee, []).append(rows[date.pk])
    places = {pk: [rows[date.pk] for date in some] for pk, some in by_place(dates, point_ids).items()}
    return Coming(places, by_commune)
