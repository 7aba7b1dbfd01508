"""What the team sees of a public page besides what visitors see: links to where it is changed.

A visitor's answer is kept and shared (`portal.roof.serving.answers`), so who asks without a session is not even looked
at; the answer to a person who is signed in varies by cookie, and is neither kept nor promised to anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.words.link import Link


@dataclass(frozen=True)
class TeamLink(Link):
    """A link into the admin, for who holds `permission`."""

    permission: str


def links_for(user: Any, offered: Iterable[TeamLink]) -> list[TeamLink]:
    """Those that lead this person to a page, and not to a refusal."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return []
    return [link for link in offered if user.has_perm(link.permission)]


def team_links(request: HttpRequest, *offered: TeamLink) -> list[TeamLink]:
    """None for a visitor."""
    return links_for(request.user, offered) if settings.SESSION_COOKIE_NAME in request.COOKIES else []
