"""Which places are given to everybody, and what is known of all their records at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db.models import Count, Max, QuerySet

from directory.exchange.mapping import FIELDS, record_of
from directory.models import HelpPoint
from directory.standard import writer
from directory.standard.record import LieuRecord
from portal.ground.remembered import remembered

# Read at a time: memory does not grow with the directory.
_SLICE = 500


def given_places() -> QuerySet[HelpPoint]:
    """The places that a file of the standard can describe.

    The standard has no word for a place that closed for good, nor for a hall where one is helped on some dates only:
    its readers would send people to a closed door. It wants an address of each.
    """
    return HelpPoint.objects.in_service().filter(hosts_only=False).exclude(address="").order_by("pk")


def read() -> Iterator[HelpPoint]:
    """All of them in one query, as they come."""
    return given_places().only(*FIELDS).iterator(_SLICE)


def records(points: Iterable[HelpPoint]) -> Iterator[LieuRecord]:
    return map(record_of, points)


@dataclass(frozen=True)
class Edition:
    """How many places the files hold, and when one of them was last published (None without any)."""

    places: int
    changed_at: datetime | None


@remembered
def edition() -> Edition:
    return Edition(**given_places().order_by().aggregate(places=Count("pk"), changed_at=Max("last_published_at")))


@remembered
def digest() -> str:
    """What all records say, in a few characters: the same as long as no file would change. Reads them all, once for a
    content version: who asks again whether something is new costs nothing."""
    found = blake2b(digest_size=16)
    for line in writer.lines(records(read())):
        found.update(line.encode())
    return found.hexdigest()
