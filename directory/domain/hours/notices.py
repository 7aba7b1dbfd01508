"""What is true of a place between two dates only, as its card and its page say it."""

from collections.abc import Iterable
from datetime import date, timedelta

from directory.domain.hours.days import ChangedHours, ClosedDays
from directory.domain.opening_hours import period_words

# Who plans a visit looks two weeks ahead, as the week tables do.
_AHEAD = timedelta(days=14)


def notices(
    closures: Iterable[ClosedDays], changed: Iterable[ChangedHours], messages: Iterable[ClosedDays], today: date
) -> tuple[str, ...]:
    """Messages of today as they were written, then what is closed or has other hours within two weeks, in order."""
    said = [message.label for message in messages if message.covers(today)]
    coming = [("Fermé", one) for one in closures] + [("Horaires modifiés", one) for one in changed]
    near = [pair for pair in coming if pair[1].first <= today + _AHEAD and pair[1].last >= today]
    return (*said, *(period_words(words, one, today) for words, one in sorted(near, key=lambda pair: pair[1].first)))
