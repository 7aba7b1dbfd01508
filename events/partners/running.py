"""Starts readings of partners' calendars, each in a process of its own: what one of them reads slows down nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.conf import settings

from events.models import PartnerCalendar
from events.partners.limits import SECONDS
from events.partners.reading import note_abandoned

AT_ONCE = 2
PATIENCE = SECONDS + 20.0
"""Seconds from the start of a process: it has its own limit, and takes a while to begin on a busy machine."""


def command(pk: int) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "calendars", "--source", str(pk)]


@dataclass
class Readers:
    """The processes at work. None is waited for: the clock looks at them again."""

    command: Callable[[int], Sequence[str]] = command
    patience: float = PATIENCE
    _at_work: dict[int, tuple[subprocess.Popen[bytes], float]] = field(default_factory=dict)

    def start_due(self, now: datetime) -> int:
        """Start those whose hour has come, as many as there is room for; gives how many."""
        self.look()
        note_abandoned(now)
        started = 0
        for pk in PartnerCalendar.objects.due(now).values_list("pk", flat=True):
            if len(self._at_work) >= AT_ONCE:
                break
            if pk not in self._at_work:
                quiet = subprocess.DEVNULL
                process = subprocess.Popen(self.command(pk), stdin=quiet, stdout=quiet)  # noqa: S603 - our own command
                self._at_work[pk] = (process, monotonic() + self.patience)
                started += 1
        return started

    def look(self) -> int:
        """Collect those that have ended, end those that do not; gives how many are still at work."""
        for pk, (process, until) in list(self._at_work.items()):
            if process.poll() is None and monotonic() > until:
                process.kill()
                process.wait()
            if process.poll() is not None:
                del self._at_work[pk]
        return len(self._at_work)


readers = Readers()


def is_due(now: datetime) -> bool:
    return PartnerCalendar.objects.due(now).exists() or PartnerCalendar.objects.abandoned(now).exists()
