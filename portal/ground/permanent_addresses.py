"""Permanent addresses: what an address answers once the place, the activity or the date it names is gone.

Each room names its own kinds of addresses.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.http import Http404

from portal.models import RetiredAddress

# The widest number a database column holds; beyond, SQLite raises instead of finding nothing.
LAST_NUMBER = 2**63 - 1


def number(pk: int) -> int:
    """`pk`, or 404 when no row can have it."""
    if pk > LAST_NUMBER:
        raise Http404
    return pk


def replaced_by(kind: str, pk: int) -> int | None:
    """What took the place of a deleted object, None when nothing did; 404 when there never was a public one."""
    retired = RetiredAddress.objects.filter(kind=kind, object_id=pk).first()
    if retired is None:
        raise Http404
    return retired.replaced_by


def retire(kind: str, pks: Iterable[int]) -> None:
    """These addresses answer 410 for ever; one that already leads to what replaced it goes on doing so."""
    RetiredAddress.objects.bulk_create(
        [RetiredAddress(kind=kind, object_id=pk) for pk in pks], ignore_conflicts=True, batch_size=500
    )


def was_public(instance: Model) -> bool:
    """A draft never published must not even say that it exists."""
    return bool(getattr(instance, "live", False) or getattr(instance, "first_published_at", None))
