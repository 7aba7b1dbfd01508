"""Whether a position can be that of a commune. Degrees WGS 84, kilometres."""

from collections.abc import Iterable
from heapq import nsmallest

from portal.words.geo import distance_km

Spot = tuple[float, float]  # latitude, longitude

NEAR_KM = 15.0
WIDEST_KM = 100.0
# What lies farther does not change the reach.
AROUND_KM = WIDEST_KM / 2


def reach_km(centre: Spot, others: Iterable[Spot]) -> float:
    """How far from its centre a commune may still hold a place: 15 km, more where communes are wide.

    `others` are the centres around it, `AROUND_KM` at least: a commune goes no farther than twice the way to the second
    nearest of them (the nearest alone says little: Cayenne is small, its neighbours are not). Of the 7,578 positions of
    the national file whose commune has a centre, 15 lie farther, all in another town, and none of the 39 that Arles or
    Guyane hold beyond 12 km.
    """
    nearest = nsmallest(2, (distance_km(*centre, *other) for other in others))
    return max(NEAR_KM, min(WIDEST_KM, 2 * nearest[1])) if len(nearest) == 2 else WIDEST_KM
