"""Of whom a second factor is required, where it is: of whoever administers the portal."""

from __future__ import annotations

from typing import Any

from django.conf import settings

# Who holds one of these may give every other right to anybody; a superuser holds them all.
ADMINISTERS = ("portal.add_user", "portal.change_user", "auth.add_group", "auth.change_group")


def required_of(user: Any) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and any(user.has_perm(right) for right in ADMINISTERS)
