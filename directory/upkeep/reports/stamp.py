"""The stamp of a form: of which place, drawn when, under which number; signed, so that no program makes one up."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="directory.error_report")


class Stamp(NamedTuple):
    number: str
    age: timedelta


def stamped(pk: int, now: datetime) -> str:
    """For the form of the place `pk`."""
    return _signer.sign(f"{pk}.{int(now.timestamp())}.{secrets.token_hex(12)}")


def read(text: str, pk: int, now: datetime) -> Stamp | None:
    """None when it is not one of ours for this place."""
    try:
        place, drawn, number = _signer.unsign(text).split(".")
    except BadSignature:
        return None
    return Stamp(number, now - datetime.fromtimestamp(int(drawn), UTC)) if place == str(pk) else None
