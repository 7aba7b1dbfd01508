"""The records of the directory judged one by one, in a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.domain.quality import Fault, Record, Score, faults, score
from directory.models import HelpPoint
from directory.upkeep.duplicates.candidates import candidates, candidates_in
from directory.upkeep.position import too_far
from portal.models import CommuneOutline
from portal.words.outline import km_outside

# Outlines are simplified, and an address on the border may be geocoded on its other side: of the 319 of
# Lot-et-Garonne, none of the positions of the demo lies farther out.
BORDER_KM = 0.3


@dataclass(frozen=True)
class Judged:
    point: HelpPoint
    faults: tuple[Fault, ...]
    score: Score
    group: str  # its intercommunality, empty when unknown


def judged(today: date, points: Iterable[HelpPoint] | None = None) -> Iterator[Judged]:
    """Each published record (or these), in the order of names."""
    homes: Any
    if points is None:
        published = HelpPoint.objects.published()
        points, homes = published.select_related("commune").order_by("name", "pk"), published.values("commune")
        pairs = candidates()
    else:
        points = list(points)
        homes = [point.commune_id for point in points]
        pairs = candidates_in({point.insee_code for point in points})
    alike = {pk for pair in pairs for pk in (pair.first, pair.second)}
    outlines = dict(CommuneOutline.objects.filter(pk__in=homes).values_list("pk", "rings"))
    for point in points:
        record = _record(point, alike, outlines)
        group = point.commune.epci_name if point.commune is not None else ""
        yield Judged(point, tuple(faults(record, today)), score(record, today), group)


def _record(point: HelpPoint, alike: set[int], outlines: Mapping[str, Any]) -> Record:
    return Record(
        phone=point.phone,
        hours=point.opening_hours,
        exact=point.latitude is not None and not point.approximate,
        far_km=_far_km(point, outlines.get(point.commune_id or "")),
        commune_known=point.commune_id is not None,
        links=[*point.websites, *filter(None, [point.booking_url, point.accessibility_url])],
        closed=point.status == HelpPoint.Status.CLOSED,
        hosts_only=point.hosts_only,
        moves=point.moves,
        waits=point.welcomes_walk_ins or not (point.access_modes or point.moves or point.hosts_only),
        services=bool(point.services),
        access=bool(point.access_modes),
        address=bool(point.address),
        summary=bool(point.summary or point.description),
        known_on=max(filter(None, [point.date_maj, point.verified_on])),
        alike=point.pk in alike,
    )


def _far_km(point: HelpPoint, rings: Any) -> float | None:
    if point.commune is None or point.latitude is None or point.longitude is None or point.approximate:
        return None
    if rings is None:
        return too_far(point.commune, point.latitude, point.longitude)
    outside = km_outside(rings, float(point.latitude), float(point.longitude))
    return outside if outside > BORDER_KM else None
