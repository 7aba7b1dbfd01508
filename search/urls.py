from django.urls import URLPattern, URLResolver, path

from search.page.query import SEARCH
from search.page.view import site_search
from search.suggest.view import proposals

urlpatterns: list[URLPattern | URLResolver] = [
    path(SEARCH.removeprefix("/"), site_search, name="search"),
    path(f"{SEARCH.removeprefix('/')}propositions/<slug:version>.json", proposals, name="proposals"),
]
