"""The site as its pages need it: settings, address, and the pages that it cannot do without."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404
from wagtail.models import Page, Site

from portal.ground.remembered import remembered
from portal.models import FixedPage, SiteSettings

F = TypeVar("F", bound=FixedPage)


@remembered
def site_settings() -> SiteSettings:
    """What an administrator chose, with the pages that it names; for reading only."""
    rows = SiteSettings.objects.select_related(*SiteSettings.select_related).order_by("pk")
    found: SiteSettings = rows.first() or SiteSettings()
    return found


def linked_url(page: Page | None) -> str:
    """The address of a page that the settings name; "" without one that the public may read."""
    return page.url or "" if page is not None and page.live else ""


@remembered
def fixed_page(kind: type[F]) -> F:
    """The one page of this kind; for reading only. Raises `Http404` when it is not published."""
    found: F | None = kind.objects.live().first()
    if found is None:
        raise Http404
    return found


def forget_site_roots() -> None:
    """Wagtail keeps the addresses of sites for an hour in the memory of each process, and empties that of the process
    that saved only: in the others the links of a home page that was renamed would come out empty."""
    Site.clear_site_root_paths_cache()


def site_root() -> str:
    """The public address of the site, which Wagtail keeps in memory: never that of the request, which may be forged."""
    paths = Site.get_site_root_paths()
    return str(paths[0].root_url) if paths else ""
