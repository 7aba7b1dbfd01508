"""What an application on a telephone shows, and accounts that have one."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from portal.models import User
from portal.roof.signing_in.second_factor.devices import set_up

PASSWORD = "mot-de-passe"  # that of `make_user`


def code_of(key: str, now: datetime, step: int = 0) -> str:
    """The six digits at `now`; `step` is how many half minutes the telephone is ahead."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = now.timestamp() + 30 * step
    return f"{totp.token():06}"


def equipped(user: User, now: datetime) -> tuple[TOTPDevice, list[str]]:
    """Its device and its recovery codes; the code of `now` has served to set it up."""
    key = default_key()
    done = set_up(user, key, code_of(key, now), now)
    assert done is not None
    return done


def give_password(client: Client, user: User, **more: str) -> Any:
    asked = {"username": user.username, "password": PASSWORD, **more}
    return client.post(reverse("wagtailadmin_login"), asked)


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("portal_code_step"), {"code": code})


def gets_in(client: Client) -> bool:
    return client.get(reverse("wagtailadmin_home")).status_code == 200
