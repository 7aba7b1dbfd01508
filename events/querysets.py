"""Selections of activities and of their dates, as verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from directory.domain.geo import BoundingBox

if TYPE_CHECKING:
    from events.models import Activity, Occurrence  # noqa: F401 - only for the type of the rows

FEED_PAST = timedelta(days=7)
FEED_AHEAD = timedelta(days=397)
"""Thirteen months, the longest that thirteen calendar months can be."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def published(self) -> ActivityQuerySet:
        return self.filter(live=True)

    def undated(self) -> ActivityQuerySet:
        """Without any rule or date: their `timetable_note` says what is known."""
        return self.filter(rules__isnull=True, sessions__isnull=True).exclude(timetable_note="")

    def of_place(self, point_id: int) -> ActivityQuerySet:
        """Held at this help point, or held elsewhere by it."""
        return self.filter(Q(point_id=point_id) | Q(operator_id=point_id))


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def public(self) -> OccurrenceQuerySet:
        """Dates of published activities that were not withdrawn; cancelled ones are public, they say so."""
        return self.filter(activity__live=True, removed_at__isnull=True)

    def coming(self, now: datetime) -> OccurrenceQuerySet:
        """Not over yet, soonest first."""
        return self.filter(end__gt=now).order_by("start", "pk")

    def between(self, start: datetime, end: datetime) -> OccurrenceQuerySet:
        return self.filter(start__lt=end, end__gt=start).order_by("start", "pk")

    def of_place(self, point_id: int) -> OccurrenceQuerySet:
        """Held at this help point, or held elsewhere by it."""
        return self.filter(Q(point_id_copy=point_id) | Q(operator_id_copy=point_id))

    def within(self, box: BoundingBox) -> OccurrenceQuerySet:
        return self.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))

    def in_feed_window(self, now: datetime) -> OccurrenceQuerySet:
        """What calendars carry: from 7 days back to 13 months ahead, in a fixed order."""
        return self.filter(end__gt=now - FEED_PAST, start__lt=now + FEED_AHEAD).order_by("start", "uid")
