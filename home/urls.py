from django.urls import URLPattern, URLResolver, path

from directory.addresses import OPEN_DATA
from home.feeds import NewsFeed
from home.pages.front import front_page
from home.pages.open_data import open_data
from home.styleguide.view import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_page, name="home"),
    path(OPEN_DATA.lstrip("/"), open_data, name="open-data"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:family>/", styleguide, name="styleguide-family"),
    path("actualites/rss.xml", NewsFeed(), name="rss"),
]
