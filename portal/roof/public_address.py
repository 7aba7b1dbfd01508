"""The public address is that of the environment (BASE_URL). Wagtail, and the dates stored for calendars, read it in the
row of the site, which follows."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.models import Site

from portal.models.changes import changes


def answer_at(address: str) -> None:
    """Make canonical links, calendars, feeds and the site map lead there; writes nothing when they already do."""
    parts = urlsplit(address)
    standing = (parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != standing:
        with changes():
            site.hostname, site.port = standing
            site.save()
