from django.urls import URLPattern, URLResolver, path

from home.feeds import NewsFeed

urlpatterns: list[URLPattern | URLResolver] = [path("actualites/rss.xml", NewsFeed(), name="rss")]
