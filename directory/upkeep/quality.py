"""The records of the directory judged one by one, in a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from directory.domain.position import AROUND_KM, reach_km
from directory.domain.quality import Fault, Record, Score, faults, score
from directory.models import HelpPoint
from directory.upkeep.duplicates.candidates import candidates
from portal.models import Commune
from portal.words.geo import bounding_box, distance_km


@dataclass(frozen=True)
class Judged:
    point: HelpPoint
    faults: tuple[Fault, ...]
    score: Score
    group: str  # its intercommunality, empty when unknown


def judged(today: date, points: Iterable[HelpPoint] | None = None) -> Iterator[Judged]:
    """Each published record (or these), in the order of names."""
    if points is None:
        points = HelpPoint.objects.published().select_related("commune").order_by("name", "pk")
    alike = {pk for pair in candidates() for pk in (pair.first, pair.second)}
    reach = _Reach()
    for point in points:
        record = _record(point, reach, alike)
        group = point.commune.epci_name if point.commune is not None else ""
        yield Judged(point, tuple(faults(record, today)), score(record, today), group)


def _record(point: HelpPoint, reach: _Reach, alike: set[int]) -> Record:
    return Record(
        phone=point.phone,
        hours=point.opening_hours,
        exact=point.latitude is not None and not point.approximate,
        far_km=reach.too_far(point),
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


class _Reach:
    """How far each commune goes, worked out once a commune, from centres read once."""

    def __init__(self) -> None:
        self._centres: list[tuple[float, float]] | None = None
        self._found: dict[str, float] = {}

    def too_far(self, point: HelpPoint) -> float | None:
        commune = point.commune
        if commune is None or point.latitude is None or point.longitude is None or point.approximate:
            return None
        far = distance_km(commune.latitude, commune.longitude, float(point.latitude), float(point.longitude))
        return far if far > self._of(commune) else None

    def _of(self, commune: Commune) -> float:
        if self._centres is None:
            self._centres = list(Commune.objects.order_by().values_list("latitude", "longitude"))
        if commune.pk not in self._found:
            centre = (commune.latitude, commune.longitude)
            box = bounding_box(*centre, AROUND_KM)
            around = (other for other in self._centres if other != centre and box.contains(*other))
            self._found[commune.pk] = reach_km(centre, around)
        return self._found[commune.pk]
