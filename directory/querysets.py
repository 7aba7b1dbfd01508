"""Selections of help points, as verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from directory.models import HelpPoint  # noqa: F401 - only for the type of the rows


class HelpPointQuerySet(models.QuerySet["HelpPoint"]):
    def published(self) -> HelpPointQuerySet:
        """What the public may see: live, closed places included (they say so on their own page)."""
        return self.filter(live=True)

    def in_service(self) -> HelpPointQuerySet:
        return self.published().filter(status="open")
