"""Says to the search that activities changed, whichever of its lists they stand in."""

from __future__ import annotations

from collections.abc import Collection

from events.addresses import ACTIVITY, STOP
from search.api import mark_stale


def mark_activities(pks: Collection[int]) -> None:
    """Hosted by a place or not, and whatever they were before."""
    for kind in (ACTIVITY, STOP):
        mark_stale(kind, pks)
