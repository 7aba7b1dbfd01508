"""Whether a position can be that of a commune, from the centres of the communes around it."""

from __future__ import annotations

from decimal import Decimal

from directory.domain.position import AROUND_KM, NEAR_KM, reach_km
from portal.models import Commune
from portal.words.geo import bounding_box, distance_km


def too_far(commune: Commune, latitude: Decimal, longitude: Decimal) -> float | None:
    """Kilometres from the centre of the commune to a position that cannot be in it, None for one that can.

    One query, only where it is not near the centre: no commune reaches less far.
    """
    centre = (commune.latitude, commune.longitude)
    far = distance_km(*centre, float(latitude), float(longitude))
    if far <= NEAR_KM:
        return None
    box = bounding_box(*centre, AROUND_KM)
    around = Commune.objects.exclude(pk=commune.pk).filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )
    return far if far > reach_km(centre, around.order_by().values_list("latitude", "longitude")) else None
