"""How many reports are kept: twenty a visitor and three hundred in all, each day.

Counted in the database, which every worker shares. The address of a visitor is never stored: a mark is, made of the
address, the day and the secret of the portal. Tomorrow it is another one.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.models import ErrorReport
from portal.ground.attempts import address_of

PER_VISITOR, PER_DAY = 20, 300


def visitor_mark(request: HttpRequest, now: datetime) -> str:
    said = f"{timezone.localtime(now):%Y-%m-%d} {address_of(request)}"
    return salted_hmac("directory.error_report", said, algorithm="sha256").hexdigest()[:32]


def spent(visitor: str, now: datetime) -> bool:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = ErrorReport.objects.since(midnight)
    return today.count() >= PER_DAY or today.filter(visitor=visitor).count() >= PER_VISITOR
