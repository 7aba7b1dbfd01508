"""The permanences whose dates are told in words, nearest first, or by commune."""

from __future__ import annotations

from collections.abc import Collection

from events.domain.announcement import Announcement
from events.models import Activity
from events.pages.rows import UndatedRow, distance_from, undated_rows
from search.types import Circle


def undated_near(kinds: Collection[str], place: Circle | None) -> list[UndatedRow]:
    found = Activity.objects.published().undated().of_kinds(kinds).announcements()
    if place is not None:
        found = {pk: said for pk, said in found.items() if _within(place, said)}
    order = sorted(found.items(), key=lambda item: (distance_from(place, item[1]) or 0.0, item[1].commune))
    return undated_rows(dict(order), place)


def _within(place: Circle, said: Announcement) -> bool:
    if place.whole:
        return place.asks_for(said.insee)
    km = distance_from(place, said)
    return km is not None and km <= place.radius_km
