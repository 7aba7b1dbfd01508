"""Reads what an import has to know, a slice at a time: the number of queries hardly grows with the rows, no row is
locked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db import models

from directory.exchange.known import Communes, Given, Known, KnownCommune, KnownPlace
from directory.exchange.mapping import FIELDS, from_json
from directory.models import HelpPoint, SourceRecord
from portal.models import Commune

SLICE = 500
T = TypeVar("T")


def slices(items: Iterable[T]) -> Iterator[list[T]]:
    """The items as they come, so many at a time."""
    rest = iter(items)
    while some := list(islice(rest, SLICE)):
        yield some


def known(identifiers: Collection[str], feed: str, communes: Communes, today: date) -> Known:
    """What the directory knows of the places with these identifiers: fewer than a thousand at a time."""
    given: dict[str, list[Given]] = defaultdict(list)
    rows = SourceRecord.objects.filter(identifier__in=identifiers).values_list("identifier", "values", "point", "feed")
    for identifier, values, point, whose in rows:
        given[identifier].append(Given(from_json(values), point, whose == feed))
    return Known(places_known(identifiers), given, communes, LENGTHS, today)


def places_known(identifiers: Collection[str]) -> dict[str, KnownPlace]:
    """The places with these identifiers, in one query."""
    points = HelpPoint.objects.filter(standard_id__in=identifiers).order_by()
    found = {}
    for pk, verified_on, *values in points.values_list("pk", "verified_on", *FIELDS):
        place = KnownPlace(pk, dict(zip(FIELDS, values, strict=True)), verified_on)
        found[place.values["standard_id"]] = place
    return found


def communes_known() -> Communes:
    """All communes of the reference: read once a file."""
    return Communes(_communes())


def _communes() -> Iterator[KnownCommune]:
    rows = Commune.objects.order_by("name", "insee").values_list(
        "insee", "name", "postal_codes", "latitude", "longitude", "former_names"
    )
    return (KnownCommune(*row) for row in rows.iterator())


LENGTHS = {
    one.name: one.max_length
    for one in HelpPoint._meta.concrete_fields
    if isinstance(one, models.CharField) and one.max_length
}
