"""The coverage of the network's territory, read in a few queries whatever the number of communes and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from directory.contributions import contributions
from directory.domain import vocabulary
from directory.domain.coverage import DAYS, FARTHEST_KM, Covered, Help, Inhabited, covered
from directory.domain.opening_hours import parse, spans
from directory.domain.place_facts import PlaceFacts
from directory.models import HelpPoint
from directory.place.facts import facts_of
from directory.place.hours import PublicDays, local_day, public_days
from portal.ground.site import site_settings
from portal.models import Commune
from portal.words.geo import BoundingBox, bounding_box


@dataclass(frozen=True)
class Coverage:
    """From `first` to `last`, both included. `places` have a door within 20 km of the territory, and `unknown` of them
    no hours that anybody could read."""

    first: date
    last: date
    communes: tuple[Covered, ...]
    places: int
    unknown: int


def coverage(now: datetime) -> Coverage | None:
    """None as long as no commune is known in the network's départements, or none of these is said."""
    home = site_settings().home_departements
    rows = Commune.objects.filter(departement__in=home).order_by("name", "insee")
    communes = [
        Inhabited(*row) for row in rows.values_list("insee", "name", "epci_name", "population", "latitude", "longitude")
    ]
    if not communes:
        return None
    first = local_day(now)
    last = first + timedelta(days=DAYS - 1)
    places = list(_places(_around(communes), first))
    held = _held(first, last)
    unknown = sum(place.days is None for place in places)
    return Coverage(first, last, tuple(covered(communes, (*places, *held))), len(places), unknown)


def _around(communes: Sequence[Inhabited]) -> BoundingBox:
    """Whoever lives at the border is helped next door."""
    boxes = [bounding_box(one.latitude, one.longitude, FARTHEST_KM) for one in communes]
    south, west = min(box.south for box in boxes), min(box.west for box in boxes)
    return BoundingBox(south, west, max(box.north for box in boxes), max(box.east for box in boxes))


def _places(box: BoundingBox, first: date) -> Iterator[Help]:
    """Where people are received by whoever works there: neither a hall that only hosts, nor a service that moves, whose
    dates count, nor an office that receives nobody."""
    points = HelpPoint.objects.in_service().filter(
        hosts_only=False, latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )
    public = public_days(first)
    for place in facts_of(points, first):
        if place.latitude is None or place.longitude is None or vocabulary.NOBODY in place.access_modes:
            continue
        yield Help(place.name, place.latitude, place.longitude, _days(place, first, public))


def _days(place: PlaceFacts, first: date, public: PublicDays) -> int | None:
    parsed = parse(place.opening_hours)
    if not parsed.known:
        return None
    days = public.days(place)
    open_ = spans(parsed, first, DAYS, place.closed_days(first, public.added), days)
    return _bits(first, (day for start, end in open_ for day in _touched(start, end, days.zone)))


def _touched(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    day, last = start.astimezone(zone).date(), (end - timedelta(microseconds=1)).astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _held(first: date, last: date) -> list[Help]:
    """What upper rooms hold on dates, gathered by where it is."""
    days: dict[tuple[float, float], set[date]] = defaultdict(set)
    for give in contributions.help_days:
        for latitude, longitude, day in give(first, last):
            days[latitude, longitude].add(day)
    return [Help("", *where, _bits(first, dates), place=False) for where, dates in days.items()]


def _bits(first: date, days: Iterable[date]) -> int:
    bits = 0
    for day in days:
        if 0 <= (day - first).days < DAYS:
            bits |= 1 << (day - first).days
    return bits
