"""Between the right password and the code: the session is nobody's, and remembers for five minutes whose it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import load_backend, login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as verified_by
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.models import User

LASTS = timedelta(minutes=5)
_KEPT = "half_signed_in"


@dataclass(frozen=True)
class HalfWay:
    """`target` is an address of this site; `remember`, whether the session outlives the browser."""

    user: User
    target: str
    remember: bool


def begin(request: HttpRequest, user: Any, target: str, remember: bool, now: datetime) -> None:
    """In a session of its own: nothing of whoever used this browser before is in it."""
    request.session.flush()
    request.session[_KEPT] = {
        "user": user.pk,
        "backend": user.backend,
        "password": user.get_session_auth_hash(),
        "at": now.timestamp(),
        "target": target,
        "remember": remember,
    }
    request.session.set_expiry(0)


def half_way(request: HttpRequest, now: datetime) -> HalfWay | None:
    """None when it took too long, or when the account or its password changed meanwhile; writes nothing."""
    kept = request.session.get(_KEPT)
    if not kept or not 0 <= now.timestamp() - kept["at"] <= LASTS.total_seconds():
        return None
    user: Any = load_backend(kept["backend"]).get_user(kept["user"])
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["password"]):
        return None
    user.backend = kept["backend"]
    return HalfWay(user, kept["target"], kept["remember"])


def complete(request: HttpRequest, half: HalfWay, device: TOTPDevice) -> None:
    del request.session[_KEPT]
    login(request, half.user)
    verified_by(request, device)


def without_device(request: HttpRequest) -> None:
    """What a device verified before is forgotten: the account has none now."""
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
