from django.urls import URLPattern, URLResolver, path

from home.feeds import NewsFeed
from home.pages.front import front_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_page, name="home"),
    path("actualites/rss.xml", NewsFeed(), name="rss"),
]
