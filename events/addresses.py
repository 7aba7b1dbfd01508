"""Permanent addresses: what an address answers once its activity, its date or its place is gone."""

from __future__ import annotations

from django.db.models import Model
from django.http import Http404

from portal.models import RetiredAddress

ACTIVITY = "date"
OCCURRENCE = "occurrence"
# The name that the directory gives to the addresses of its places.
PLACE = "lieu"
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


def retire(kind: str, pks: list[int]) -> None:
    """These addresses answer 410 for ever."""
    RetiredAddress.objects.bulk_create(
        [RetiredAddress(kind=kind, object_id=pk) for pk in pks], ignore_conflicts=True, batch_size=500
    )


def was_public(instance: Model) -> bool:
    """A draft never published must not even say that it exists."""
    return bool(getattr(instance, "live", False) or getattr(instance, "first_published_at", None))
