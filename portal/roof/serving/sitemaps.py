"""Site map and robots: only what is public and live."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap

from directory.addresses import OPEN_DATA
from directory.finder.lists.ways import list_addresses
from directory.models import HelpPoint
from events.models import Activity
from portal.ground.admin_area import admin_path
from portal.ground.site import site_root

Listed = Iterator[tuple[str, datetime | None]]


def sitemap(request: HttpRequest) -> HttpResponse:
    """Pages, places, their lists and activities; dates are left to their activities (they come and go each week).

    Written line by line: with whole rows and Django's template, the eleven thousand places of the country took two
    seconds of an idle machine.
    """
    listed = chain(_pages(request), _places(), _lists(), _activities())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_line(address, changed) for address, changed in listed),
        "</urlset>",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="application/xml")


def _line(address: str, changed: datetime | None) -> str:
    when = f"<lastmod>{timezone.localdate(changed)}</lastmod>" if changed is not None else ""
    return f"<url><loc>{escape(address)}</loc>{when}</url>"


def _pages(request: HttpRequest) -> Listed:
    for page in PagesSitemap(request).items():
        for told in page.get_sitemap_urls(request):
            yield told["location"], told["lastmod"]


def _places() -> Listed:
    root = site_root()
    for point in HelpPoint.objects.in_service().order_by("pk").only("name", "last_published_at"):
        yield f"{root}{point.get_absolute_url()}", point.last_published_at


def _lists() -> Listed:
    """The lists of the directory, their first pages: each leads to the next."""
    root = site_root()
    for address in (*list_addresses(), OPEN_DATA):
        yield f"{root}{address}", None


def _activities() -> Listed:
    root = site_root()
    for activity in Activity.objects.published().order_by("pk").only("title", "content_changed_at"):
        yield f"{root}{activity.get_absolute_url()}", activity.content_changed_at


def robots(request: HttpRequest) -> HttpResponse:
    """Filtered lists are endless; robots are kept on the plain ones."""
    lines = [
        "User-agent: *",
        f"Disallow: {admin_path()}",
        "Disallow: /recherche/",
        "Disallow: /*?",
        f"Sitemap: {site_root()}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
