"""The places nearest to one that has closed."""

from __future__ import annotations

from datetime import datetime

from directory.addresses import PLACE
from directory.domain import place_facts
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from search.api import ANYWHERE_KM, search
from search.types import Asked, Circle, SearchRequest

SHOWN = 3


def nearest(point: HelpPoint, now: datetime) -> list[PlaceCard]:
    """The cards of the places in service nearest to a point, without it."""
    if point.latitude is None or point.longitude is None:
        return []
    circle = Circle(float(point.latitude), float(point.longitude), point.commune_name, point.insee_code, ANYWHERE_KM)
    found = search(SearchRequest(kinds=(PLACE,), circle=circle, sort="distance", size=SHOWN + 1))
    places = list(place_facts.read_each(hit.card for hit in found.hits if hit.pk != point.pk))
    return place_cards(places[:SHOWN], Asked(now, circle))
