"""The places nearest to one that has closed."""

from __future__ import annotations

from datetime import datetime

from directory.addresses import PLACE
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from search.api import ANYWHERE_KM, search
from search.types import Circle, SearchRequest

SHOWN = 3


def nearest(point: HelpPoint, now: datetime) -> list[PlaceCard]:
    """The cards of the places in service nearest to a point, without it."""
    if point.latitude is None or point.longitude is None:
        return []
    circle = Circle(float(point.latitude), float(point.longitude), point.commune_name, point.insee_code, ANYWHERE_KM)
    found = search(SearchRequest(kinds=(PLACE,), circle=circle, sort="distance", size=SHOWN + 1))
    pks = [pk for hit in found.hits if (pk := hit.pk) != point.pk][:SHOWN]
    points = HelpPoint.objects.in_service().in_bulk(pks)
    return place_cards([points[pk] for pk in pks if pk in points], now, circle)
