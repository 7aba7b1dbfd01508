"""Site map and robots: only what is public and live."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap

from directory.addresses import OPEN_DATA
from directory.finder.lists.ways import list_addresses
from directory.models import HelpPoint
from events.models import Activity
from portal.ground.admin_area import admin_path


class PlacesSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    def items(self) -> Iterable[HelpPoint]:
        return HelpPoint.objects.in_service().order_by("pk")

    def lastmod(self, point: HelpPoint) -> datetime | None:
        published: datetime | None = point.last_published_at
        return published


class ActivitiesSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    def items(self) -> Iterable[Activity]:
        return Activity.objects.published().order_by("pk")

    def lastmod(self, activity: Activity) -> datetime | None:
        return activity.content_changed_at


class ListsSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """The lists of the directory, their first pages: each leads to the next."""

    def items(self) -> Iterable[str]:
        return [*list_addresses(), OPEN_DATA]

    def location(self, address: str) -> str:
        return address


def sitemap(request: HttpRequest) -> HttpResponse:
    """Pages, places, their lists and activities; dates are left to their activities (they come and go each week)."""
    maps = {
        "pages": PagesSitemap(request),
        "places": PlacesSitemap,
        "lists": ListsSitemap,
        "activities": ActivitiesSitemap,
    }
    return sitemap_views.sitemap(request, maps)


def robots(request: HttpRequest) -> HttpResponse:
    """Filtered lists are endless; robots are kept on the plain ones."""
    lines = [
        "User-agent: *",
        f"Disallow: {admin_path()}",
        "Disallow: /recherche/",
        "Disallow: /*?",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
