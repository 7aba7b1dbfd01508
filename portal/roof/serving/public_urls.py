"""Addresses that belong to no room: health, site map, robots."""

from django.urls import path

from portal.roof.serving import health, sitemaps

urlpatterns = [
    path("-/live", health.live, name="live"),
    path("-/ready", health.ready, name="ready"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
