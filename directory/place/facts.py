"""From the rows of places to what their cards say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Prefetch, prefetch_related_objects

from directory.domain.hours.days import ChangedHours
from directory.domain.opening_hours import ClosedDays
from directory.domain.place_facts import PlaceFacts
from directory.models import Closure, HelpPoint


def facts_of(points: Iterable[HelpPoint], today: date) -> list[PlaceFacts]:
    """One a point, in their order; one query for the closures of them all, that are not over on `today`, anywhere on
    Earth."""
    chosen = list(points)
    coming = Closure.objects.filter(last_day__gte=today - timedelta(days=1)).order_by("first_day", "pk")
    saved = [point for point in chosen if point.pk is not None]
    prefetch_related_objects(saved, Prefetch("closures", coming, to_attr="coming_closures"))
    return [_facts(point) for point in chosen]


def _days(row: Closure) -> ClosedDays:
    return ClosedDays(row.first_day, row.last_day, row.label)


def _facts(point: HelpPoint) -> PlaceFacts:
    closures: Sequence[Closure] = getattr(point, "coming_closures", ())  # none for a place that is not saved yet
    return PlaceFacts(
        pk=point.pk,
        url=point.get_absolute_url() if point.pk is not None else "",
        name=point.name,
        kind=point.kind,
        address=point.address,
        postal_code=point.postal_code,
        commune=point.commune_name,
        insee=point.insee_code,
        latitude=None if point.latitude is None or point.moves else float(point.latitude),
        longitude=None if point.longitude is None or point.moves else float(point.longitude),
        approximate=point.approximate,
        closed_for_good=point.status == HelpPoint.Status.CLOSED,
        moves=point.moves,
        hosts_only=point.hosts_only,
        phone=point.phone,
        opening_hours=point.opening_hours,
        services=tuple(point.services),
        programmes=tuple(point.programmes),
        access_modes=tuple(point.access_modes),
        fees=tuple(point.fees),
        publics=tuple(point.publics),
        special_needs=tuple(point.special_needs),
        date_maj=point.date_maj,
        verified_on=point.verified_on,
        summary=point.summary,
        closures=tuple(_days(row) for row in closures if row.kind == Closure.Kind.LOCAL),
        changed=tuple(
            ChangedHours(row.first_day, row.last_day, row.label, row.opening_hours)
            for row in closures
            if row.kind == Closure.Kind.HOURS
        ),
        messages=tuple(_days(row) for row in closures if row.kind == Closure.Kind.MESSAGE),
    )
