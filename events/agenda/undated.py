"""The permanences whose dates are told in words, nearest first, or by commune."""

from __future__ import annotations

from collections.abc import Mapping

from events.agenda.query import AgendaQuery, Chosen
from events.agenda.selection import activities
from events.domain.announcement import Announcement
from events.domain.filters import DAY, PART
from events.domain.timetable_words import days_named
from events.models import Activity
from events.pages.rows import UndatedRow, distance_from, undated_rows
from portal.ground.remembered import remembered
from portal.words.french import DAY_NAMES
from search.types import Circle


def undated_near(query: AgendaQuery, place: Circle | None) -> list[UndatedRow]:
    """Those that may answer the question: where the words name no day, it is to be asked."""
    found = {pk: said for pk, said in _undated(query.chosen).items() if _maybe_then(query, said.timetable_note)}
    if place is not None:
        found = {pk: said for pk, said in found.items() if _within(place, said)}
    order = sorted(found.items(), key=lambda item: (distance_from(place, item[1]) or 0.0, item[1].commune))
    return undated_rows(dict(order), place)


@remembered
def _undated(chosen: Chosen) -> Mapping[int, Announcement]:
    return activities(Activity.objects.published().undated(), AgendaQuery(dict(chosen))).announcements()


def _maybe_then(query: AgendaQuery, note: str) -> bool:
    days, parts = query.facets.get(DAY), query.facets.get(PART)
    named = days_named(note) if days or parts else ()
    return not named or any(
        (not days or DAY_NAMES[weekday] in days) and (not parts or not part or part in parts) for weekday, part in named
    )


def _within(place: Circle, said: Announcement) -> bool:
    if place.whole:
        return place.asks_for(said.insee)
    km = distance_from(place, said)
    return km is not None and km <= place.radius_km
