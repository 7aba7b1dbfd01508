"""Scheduled publishing and unpublishing, one transaction an object.

Wagtail's own `publish_scheduled` unpublishes base `Page` instances, outside any transaction: what derives from a page
would not follow it. Here each object is its specific self, commits with all that derives from it, and an object that
cannot be published keeps none of the others waiting.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from wagtail.models import DraftStateMixin, Page, Revision

from portal.models.changes import changes

logger = logging.getLogger(__name__)


def publish_due(now: datetime) -> tuple[int, int]:
    """Publish every revision whose hour has come; returns how many were, and how many failed."""
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    return _each(due, lambda revision: revision.publish(log_action="wagtail.publish.scheduled"))


def unpublish_expired(now: datetime) -> tuple[int, int]:
    """Take back every live object whose end has come; returns how many were, and how many failed."""
    return _each(_expired(now), lambda item: item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled"))


def _expired(now: datetime) -> Iterator[Any]:
    yield from Page.objects.filter(live=True, expire_at__lte=now).specific()
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield from model._default_manager.filter(live=True, expire_at__lte=now)


def _each(items: Iterable[Any], act: Callable[[Any], object]) -> tuple[int, int]:
    done = failed = 0
    for item in list(items):
        try:
            with changes():
                act(item)
            done += 1
        except Exception:
            logger.exception("scheduled change failed: %s %s", type(item).__name__, item.pk)
            failed += 1
    return done, failed
