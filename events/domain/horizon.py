"""How far dates are made, shown and carried."""

from datetime import timedelta

FEED_PAST = timedelta(days=7)
FEED_AHEAD = timedelta(days=397)
"""Thirteen months, the longest that thirteen calendar months can be."""
