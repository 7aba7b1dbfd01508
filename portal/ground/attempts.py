"""Whether another password may be tried: 5 a name and 20 a visitor in 10 minutes.

Counted in the database, which every worker shares. A try is written down before the password is looked at: many at once
win one try a thread at most, and what is refused costs neither a hash nor a write.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from portal.models import Attempt
from portal.models.attempts import PER_ADDRESS, PER_NAME, account

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guess:
    """`name` is "" for a password that belongs to nobody: the visitor alone is counted then."""

    kind: Attempt.Kind
    name: str
    address: str

    def written_down(self, now: datetime) -> Attempt | None:
        """The try; None, told in the log, when it is one too many."""
        recent = Attempt.objects.recent(now).filter(kind=self.kind)
        of_name = recent.filter(name=self.name).count() if self.name else 0
        if of_name >= PER_NAME or recent.filter(address=self.address).count() >= PER_ADDRESS:
            logger.warning("%s refused, too many attempts: %r from %s", self.kind.value, self.name, self.address)
            return None
        return Attempt.objects.create(kind=self.kind, name=self.name, address=self.address, at=now)


def guess(kind: Attempt.Kind, name: str, request: HttpRequest) -> Guess:
    return Guess(kind, account(name), address_of(request))


def address_of(request: HttpRequest) -> str:
    """The visitor's, as the proxies that we trust tell it; of IPv6 the network of 64 bits that one home or phone has.

    Each trusted proxy adds one address at the end of X-Forwarded-For; what stands before may be forged.
    """
    told = str(request.META.get("REMOTE_ADDR") or "")
    if settings.TRUSTED_PROXIES:
        chain = [one.strip() for one in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if one.strip()]
        told = chain[-settings.TRUSTED_PROXIES] if len(chain) >= settings.TRUSTED_PROXIES else told
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
