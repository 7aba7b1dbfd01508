"""Dates that nobody can read any more are forgotten; their addresses say so for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from events.addresses import OCCURRENCE
from events.models import Occurrence
from portal.ground.permanent_addresses import retire
from portal.models.changes import changes

# The agenda shows twelve months back, whole months included.
KEPT = timedelta(days=400)
# A withdrawn date takes its UID and SEQUENCE up again when its rule gives it back; once past it cannot.
WITHDRAWN_KEPT = timedelta(days=30)
# At most so many a night: others wait for the write at most a second.
MOST = 5_000
_BATCH = 500


def purge_dates(now: datetime) -> int:
    """How many were deleted."""
    over = Q(end__lt=now - KEPT) | Q(removed_at__isnull=False, end__lt=now - WITHDRAWN_KEPT)
    pks = list(Occurrence.objects.filter(over).order_by("pk").values_list("pk", flat=True)[:MOST])
    for first in range(0, len(pks), _BATCH):
        batch = pks[first : first + _BATCH]
        with changes():
            public = Occurrence.objects.filter(pk__in=batch, activity__first_published_at__isnull=False).order_by()
            retire(OCCURRENCE, public.values_list("pk", flat=True))
            Occurrence.objects.filter(pk__in=batch).delete()
    return len(pks)
