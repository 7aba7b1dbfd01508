"""Selections of activities and of their dates, as verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from events.models import Activity, Occurrence  # noqa: F401 - only for the type of the rows


class ActivityQuerySet(models.QuerySet["Activity"]):
    def published(self) -> ActivityQuerySet:
        return self.filter(live=True)


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

    def in_feed_window(self, now: datetime) -> OccurrenceQuerySet:
        """What calendars carry: from 7 days back to 13 months ahead, in a fixed order."""
        return self.filter(end__gt=now - timedelta(days=7), start__lt=now + timedelta(days=397)).order_by("start", "uid")
