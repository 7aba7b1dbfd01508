"""The dates of a question on a map, drawn by the server when it is asked for: where they are held, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from directory.domain.map.picture import Picture
from directory.domain.map.points import MapPoint
from directory.finder.page import map_area
from directory.place.surroundings import picture
from events.models import Activity
from events.models.occurrence import OccurrenceQuerySet
from search.types import Circle

# Pins that stand too close are drawn together; beyond this nobody reads a picture.
MOST = 400


@dataclass(frozen=True)
class DatesMap:
    """Context of `events/agenda_map.html`; no picture where no position is known."""

    points: tuple[MapPoint, ...]
    picture: Picture | None


def dates_map(dates: OccurrenceQuerySet, place: Circle | None) -> DatesMap:
    """One pin for each kind of date at one place; one query. A date held in a room has the position of its commune."""
    rows = dates.filter(latitude__isnull=False, longitude__isnull=False).order_by("latitude", "longitude", "kind")
    held = rows.values_list("latitude", "longitude", "kind", "point_id_copy").distinct()[:MOST]
    points = tuple(
        MapPoint("", latitude, longitude, Activity.Kind(kind).shape, approximate=point is None)
        for latitude, longitude, kind, point in held
    )
    return DatesMap(points, picture(points, _words(points), map_area(place)) if points else None)


def _words(points: Sequence[MapPoint]) -> str:
    """What the picture is, for those who do not see it."""
    number = len({(point.latitude, point.longitude) for point in points})
    words = ngettext(
        "Carte : %(number)d lieu. La liste dit la même chose.",
        "Carte : %(number)d lieux. La liste dit la même chose.",
        number,
    )
    return words % {"number": number}
