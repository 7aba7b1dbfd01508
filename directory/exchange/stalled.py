"""Imports that nobody carries on any more: a browser closed, a process killed, a draft forgotten."""

from datetime import datetime, timedelta

from directory.exchange.apply import finish, unfinished
from directory.models import ImportRun

STALLED_AFTER = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=30)


def finish_stalled(now: datetime) -> int:
    """Finish the imports whose last step is a minute old; gives how many."""
    stalled = list(unfinished().filter(moved_at__lt=now - STALLED_AFTER))
    for run in stalled:
        finish(run, now)
    return len(stalled)


def forget_abandoned(now: datetime) -> int:
    """Delete the imports that were never applied, a month later: they hold a whole file."""
    never = [ImportRun.State.READING, ImportRun.State.UNREAD, ImportRun.State.PREPARED, ImportRun.State.DROPPED]
    count, _ = ImportRun.objects.filter(state__in=never, created_at__lt=now - FORGOTTEN_AFTER).delete()
    return count
