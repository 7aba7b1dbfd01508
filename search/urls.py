from django.urls import URLPattern, URLResolver, path

from search.page.view import site_search

urlpatterns: list[URLPattern | URLResolver] = [path("recherche/", site_search, name="search")]
