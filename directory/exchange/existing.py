"""Reads what an import has to know, in slices: the number of queries hardly grows with the rows, no row is locked."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import models
from django.utils import timezone

from directory.exchange.known import Communes, Known, KnownCommune, KnownPlace
from directory.exchange.mapping import FIELDS
from directory.exchange.merges import Merge
from directory.models import HelpPoint
from directory.standard.rows import Parsed
from portal.models import Commune

SLICE = 500


def existing(parsed: Iterable[Parsed], merges: Sequence[Merge] = ()) -> Known:
    """What the directory knows of these rows, of the places their merges name, and of communes."""
    identifiers = {one.record.id: None for one in parsed if one.record is not None}
    identifiers |= {identifier: None for merge in merges for identifier in (merge.keep, *merge.drop)}
    every, places = list(identifiers), {}
    for start in range(0, len(every), SLICE):
        places.update(places_known(every[start : start + SLICE]))
    return Known(places, Communes(_communes()), _LENGTHS, timezone.localdate())


def places_known(identifiers: Collection[str], *, locked: bool = False) -> dict[str, KnownPlace]:
    """The places with these identifiers, in one query; `locked` keeps others from changing them until the end of the
    transaction that it needs."""
    points = HelpPoint.objects.filter(standard_id__in=identifiers)
    if locked:
        points = points.select_for_update()
    rows = points.order_by().values_list("pk", "latest_revision_id", "verified_on", *FIELDS)
    found = {}
    for pk, revision, verified_on, *values in rows:
        place = KnownPlace(pk, dict(zip(FIELDS, values, strict=True)), revision, verified_on)
        found[place.values["standard_id"]] = place
    return found


def _communes() -> Iterator[KnownCommune]:
    rows = Commune.objects.order_by("name", "insee").values_list(
        "insee", "name", "postal_codes", "latitude", "longitude"
    )
    return (KnownCommune(*row) for row in rows.iterator())


_LENGTHS = {
    one.name: one.max_length
    for one in HelpPoint._meta.concrete_fields
    if isinstance(one, models.CharField) and one.max_length
}
