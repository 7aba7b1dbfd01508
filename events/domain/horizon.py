"""How far dates are made, shown and carried."""

from datetime import datetime, time, timedelta

from portal.words.zone import PARIS

FEED_PAST = timedelta(days=7)
FEED_AHEAD = timedelta(days=397)
"""Thirteen months, the longest that thirteen calendar months can be."""


def feed_end(now: datetime) -> datetime:
    """Midnight after the last day for which dates are made: calendars carry it whole, as the agenda shows it."""
    return datetime.combine(now.astimezone(PARIS).date() + FEED_AHEAD + timedelta(days=1), time(0), PARIS)
