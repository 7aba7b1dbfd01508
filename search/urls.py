from django.urls import URLPattern, URLResolver, path

from search.page.query import SEARCH
from search.page.view import site_search

urlpatterns: list[URLPattern | URLResolver] = [path(SEARCH.removeprefix("/"), site_search, name="search")]
