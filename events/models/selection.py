from collections.abc import Collection
from datetime import datetime
from math import cos, radians, sin
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cos, Radians, Sin

from events.domain.filters import OPEN_GROUPS, bits, term
from events.domain.horizon import FEED_PAST, feed_end
from portal.words.geo import EARTH_RADIUS_KM, bounding_box
from search.types import Circle


def bears(terms: str, group: str, codes: Collection[str]) -> Q:
    """That the text of terms at this path bears one of these codes of a group; in an open group, or no code at all."""
    wanted = Q()
    for code in sorted(codes):
        wanted |= Q(**{f"{terms}__contains": term(group, code)})
    if group in OPEN_GROUPS:
        wanted |= ~Q(**{f"{terms}__contains": term(group)})
    return wanted


class DatesQuerySet(models.QuerySet[Any]):
    """What selects dates, and what is told of dates that left: by time, kind, activity, place and commune.

    `terms` is where the text of terms of their activity is (`events.domain.filters`).
    """

    terms = "filter_terms"

    def starting_before(self, end: datetime) -> Self:
        return self.filter(start__lt=end)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Of every kind when none is named."""
        return self.filter(kind__in=kinds) if kinds else self.all()

    def of_activities(self, activity_ids: Collection[int]) -> Self:
        return self.filter(activity__in=activity_ids)

    def of_places(self, point_ids: Collection[int]) -> Self:
        """Held at these help points, or held elsewhere by them."""
        return self.filter(Q(point_id_copy__in=point_ids) | Q(operator_id_copy__in=point_ids))

    def hosted_by(self, point_ids: Collection[int]) -> Self:
        return self.filter(point_id_copy__in=point_ids)

    def held_by(self, point_ids: Collection[int]) -> Self:
        return self.filter(operator_id_copy__in=point_ids)

    def bearing(self, group: str, codes: Collection[str]) -> Self:
        """Whose activity bears one of these codes of a group."""
        return self.filter(bears(self.terms, group, codes))

    def at_moment(self, group: str, codes: Collection[str]) -> Self:
        """On one of these days of the week, or touching one of these parts of the day, by the clock of their place."""
        return self.alias(**{f"at_{group}": F("moment").bitand(bits(group, codes))}).exclude(**{f"at_{group}": 0})

    def with_room(self) -> Self:
        """Those that are not known to be full. What left the calendars is full no more."""
        return self.all()

    def in_communes(self, codes: Collection[str]) -> Self:
        """`codes` are those of INSEE."""
        return self.filter(insee__in=codes)

    def near(self, place: Circle | None) -> Self:
        """Within the circle, where a position is known, or in the communes of a territory; everywhere without a circle.

        The box is what an index can answer, the spherical law of cosines takes its corners off.
        """
        if place is None:
            return self.all()
        if place.whole:
            return self.in_communes(place.communes)
        box = bounding_box(place.lat, place.lon, place.radius_km)
        latitude, turn = Radians("latitude"), Radians(F("longitude") - place.lon)
        cosine = Sin(latitude) * sin(radians(place.lat)) + Cos(latitude) * Cos(turn) * cos(radians(place.lat))
        return (
            self.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
            .alias(cosine=cosine)
            .filter(cosine__gte=cos(place.radius_km / EARTH_RADIUS_KM))
        )

    def in_feed_window(self, now: datetime) -> Self:
        """What calendars carry: from 7 days back to 13 months ahead, in a fixed order."""
        return self.filter(end__gt=now - FEED_PAST).starting_before(feed_end(now)).order_by("start", "uid")
