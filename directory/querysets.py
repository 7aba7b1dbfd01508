"""Selections of help points, as verbs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch

if TYPE_CHECKING:
    from directory.models import HelpPoint  # noqa: F401 - only for the type of the rows


class HelpPointQuerySet(models.QuerySet["HelpPoint"]):
    def published(self) -> HelpPointQuerySet:
        """What the public may see: live, closed places included (they say so on their own page)."""
        return self.filter(live=True)

    def in_service(self) -> HelpPointQuerySet:
        return self.published().filter(status="open")

    def with_closures(self, today: date) -> HelpPointQuerySet:
        """Each point with its closures that are not over, in `coming_closures` (one query for all)."""
        from directory.models import Closure

        return self.prefetch_related(
            Prefetch("closures", Closure.objects.filter(last_day__gte=today), to_attr="coming_closures")
        )
