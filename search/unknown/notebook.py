"""Words of searches without answer, from the visit to the database.

A visit writes nothing: it leaves the words in the memory of its worker, and a minute later one write of its own adds
them up. What a worker that is stopped had in memory is lost; these are counts of habits, not a register.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.models import UnknownWord
from search.question.unknown_words import KEPT, readable

logger = logging.getLogger(__name__)

_MOST = 500  # words a minute: who sends more of them sends noise


class Notebook:
    """The words noted since the last write, shared by the threads of a worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: Counter[str] = Counter()
        self._timer: threading.Timer | None = None

    def note(self, words: Collection[str]) -> None:
        """One search without answer had these words."""
        with self._lock:
            self._noted.update(word for word in words if word in self._noted or len(self._noted) < _MOST)
            if self._noted and self._timer is None and settings.UNKNOWN_WORDS_SECONDS:
                self._timer = threading.Timer(settings.UNKNOWN_WORDS_SECONDS, self._write)
                self._timer.daemon = True
                self._timer.start()

    def flush(self, now: datetime) -> None:
        """Add up what was noted."""
        with self._lock:
            noted, self._noted, self._timer = self._noted, Counter(), None
        if noted:
            _add(noted, timezone.localdate(now))

    def _write(self) -> None:
        try:
            self.flush(timezone.now())
        except Exception:
            logger.exception("unknown words could not be counted")
        finally:
            connection.close()


notebook = Notebook()


def digest(word: str) -> str:
    """What stands for a word that cannot be read yet; useless without the secret of this portal."""
    return salted_hmac("search.unknown", word, algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def _add(noted: Mapping[str, int], today: date) -> None:
    stored = {row.digest: row for row in UnknownWord.objects.select_for_update().filter(digest__in=map(digest, noted))}
    for word, searches in sorted(noted.items()):
        row = stored.get(digest(word)) or UnknownWord(digest=digest(word))
        row.searches += searches
        row.days += row.last_day != today
        row.last_day = today
        if readable(row.searches, row.days):
            row.word = word
        row.save()


def forget_unread(now: datetime) -> int:
    """Delete the words that never became readable and were not typed for a month; how many."""
    count, _ = UnknownWord.objects.filter(word="", last_day__lt=timezone.localdate(now) - KEPT).delete()
    return count
