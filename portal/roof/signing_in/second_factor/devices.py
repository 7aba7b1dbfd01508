"""The second factor of an account: an application that shows six digits, ten recovery codes for the day it is lost.

django-otp stores both and checks them. Its slowing down of a device that is given wrong codes (1 s, 2 s, 4 s, and so on
until a right one) stays on: ours forgets after ten minutes, which alone would leave 700 guesses a day to who knows the
password.
"""

from __future__ import annotations

import logging
import re
import secrets
from binascii import unhexlify
from datetime import datetime

from django.db import transaction
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from portal.models import User

ADDED, RENEWED, REMOVED = (f"portal.second_factor.{action}" for action in ("added", "renewed", "removed"))
_CODE_DIGITS = 6
# Digits alone, as the keyboard of a telephone offers them; no length of the other codes.
_RECOVERY_DIGITS, _RECOVERY_CODES = 10, 10
_KINDS: dict[int, type[TOTPDevice] | type[StaticDevice]] = {_CODE_DIGITS: TOTPDevice, _RECOVERY_DIGITS: StaticDevice}
logger = logging.getLogger(__name__)


def device_of(user: User) -> TOTPDevice | None:
    """What an account signs in with beside its password; one query."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).order_by("pk").first()


def recovery_codes_left(user: User) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def accepts(user: User, typed: str) -> bool:
    """Whether this is a code of the application or of recovery; it is worth nothing from then on."""
    code = _digits(typed)
    device = _asked(user, code)
    return device is not None and verify_token(user, device.persistent_id, code) is not None


def slowed_down_until(user: User, typed: str) -> datetime | None:
    """Until when no such code is looked at, because too many were wrong."""
    device = _asked(user, _digits(typed))
    allowed, why = device.verify_is_allowed() if device else (True, None)
    return why["locked_until"] if why and not allowed else None


def is_code(typed: str) -> bool:
    """As long as one of the application: no password is."""
    return len(_digits(typed)) == _CODE_DIGITS


def set_up(user: User, key: str, typed: str, now: datetime) -> tuple[TOTPDevice, list[str]] | None:
    """The device of this key and new recovery codes, if `typed` is what the application shows at `now`."""
    totp, code = TOTP(unhexlify(key)), _digits(typed)
    totp.time = now.timestamp()
    if len(code) != _CODE_DIGITS or not totp.verify(int(code), tolerance=1):
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two at once would make two devices
        if device_of(user):
            return None
        device = TOTPDevice.objects.create(user=user, name="application", key=key, last_t=totp.t())
        codes = _new_codes(user)
        _tell(ADDED, user, user)
    return device, codes


def renew_recovery_codes(user: User) -> list[str]:
    """Ten new ones; those of before open nothing any more."""
    with transaction.atomic():
        codes = _new_codes(user)
        _tell(RENEWED, user, user)
    return codes


def remove(user: User, by: User | None) -> bool:
    """Take the second factor away, for `by` or for a command; False when there was none. Its sessions end."""
    with transaction.atomic():
        count, _each = TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        if count:
            _tell(REMOVED, user, by)
    return bool(count)


def _digits(typed: str) -> str:
    """Without the spaces and hyphens that people put between groups; "" for anything else than digits."""
    code = re.sub(r"[\s-]", "", typed)
    return code if re.fullmatch("[0-9]+", code) else ""


def _asked(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    kind = _KINDS.get(len(code))
    return kind.objects.filter(user_id=user.pk, confirmed=True).order_by("pk").first() if kind else None


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="secours")
    most = 10**_RECOVERY_DIGITS
    codes = [f"{secrets.randbelow(most):0{_RECOVERY_DIGITS}}" for _number in range(_RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def _tell(action: str, user: User, by: User | None) -> None:
    """In the log and in the history of the account, which administrators read."""
    who = f"account {by.pk}" if by else "a command"
    logger.warning("%s: account %s (%r), by %s", action, user.pk, user.get_username(), who)
    log(user, action, user=by)
