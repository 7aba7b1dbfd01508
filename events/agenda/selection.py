"""Which dates answer a question of the agenda: the one selection of its page, its month on paper and its calendars."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, Self, TypeVar

from events.agenda.query import AgendaQuery
from events.domain.filters import DAY, HOLDER, HOST, KIND, PART, PLACES
from events.models.activity import ActivityQuerySet
from events.models.selection import DatesQuerySet
from search.types import Circle


class _OfActivities(Protocol):
    """What is chosen by what an activity is: itself, or its dates."""

    def of_kinds(self, kinds: Collection[str]) -> Self: ...
    def hosted_by(self, point_ids: Collection[int]) -> Self: ...
    def held_by(self, point_ids: Collection[int]) -> Self: ...
    def bearing(self, group: str, codes: Collection[str]) -> Self: ...


D = TypeVar("D", bound=DatesQuerySet)
A = TypeVar("A", bound=_OfActivities)


def select(dates: D, query: AgendaQuery, place: Circle | None) -> D:
    """Among these dates, or among those that left the calendars, what was asked whatever the days; `place` is what
    `query.where` means, None for everywhere.

    Codes add up inside a group and narrow from one group to the next.
    """
    chosen = _by_activity(dates.near(place), query)
    for group in (DAY, PART):
        if codes := query.facets.get(group):
            chosen = chosen.at_moment(group, codes)
    return chosen.with_room() if query.facets.get(PLACES) else chosen


def activities(found: ActivityQuerySet, query: AgendaQuery) -> ActivityQuerySet:
    """Among these activities, those whose dates the question could choose."""
    return _by_activity(found, query)


def _by_activity(found: A, query: AgendaQuery) -> A:
    for group, codes in sorted(query.facets.items()):
        if group == KIND:
            found = found.of_kinds(codes)
        elif group == HOST:
            found = found.hosted_by([int(code) for code in codes])
        elif group == HOLDER:
            found = found.held_by([int(code) for code in codes])
        elif group not in (DAY, PART, PLACES):
            found = found.bearing(group, codes)
    return found
