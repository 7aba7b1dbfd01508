"""What surrounds points on a map: the contours that the project ships, and the communes of the reference."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice

from directory.domain.map.frame import degrees_of
from directory.domain.map.names import MOST, biggest
from directory.domain.map.outlines import Line, lines_of
from directory.domain.map.picture import Ground, Picture, draw, frame_of
from directory.domain.map.points import Area, MapPoint, NamedTown, Town
from portal.ground.maps import contours_folder, read_layer
from portal.ground.remembered import remembered
from search.places import gazetteer


def picture(points: Sequence[MapPoint], text: str, area: Area | None = None, height: int = 360) -> Picture | None:
    """The picture that `components/map_picture.html` draws; None when there is nothing to place on it.

    A place on its own page: `picture([MapPoint(name, latitude, longitude, shape)], text, height=240)`.
    """
    if not points and area is None:
        return None
    return draw(points, towns_by_population(), ground(), text, area, height)


def live_towns(points: Sequence[MapPoint], area: Area | None) -> list[NamedTown]:
    """What the live map names, besides the asked town: at any zoom the biggest of the département, and those of the
    surroundings where there is room."""
    asked = None if area is None else area.town
    boxes = [degrees_of(line.box) for line in ground().department]
    everywhere = [town for box in boxes for town in islice(biggest(towns_by_population(), box, asked), MOST)]
    around = islice(biggest(towns_by_population(), frame_of(points, area).degrees, asked), MOST)
    return [
        *(NamedTown(town.name, town.latitude, town.longitude, always=True) for town in everywhere),
        *(
            NamedTown(town.name, town.latitude, town.longitude, always=False)
            for town in around
            if town not in everywhere
        ),
    ]


@cache
def ground() -> Ground:
    """Files of the release: read once by a worker."""
    folder = contours_folder()

    def lines(key: str) -> tuple[Line, ...]:
        return lines_of(read_layer(folder, key))

    rivers = lines("rivers")
    return Ground(
        neighbours=lines("neighbours"),
        department=lines("department"),
        groups=lines("groups"),
        rivers=tuple(line for line in rivers if not line.great),
        great_rivers=tuple(line for line in rivers if line.great),
    )


@remembered
def towns_by_population() -> tuple[Town, ...]:
    """The communes, the biggest first."""
    return tuple(Town(commune.name, commune.lat, commune.lon) for commune in gazetteer().by_population)
