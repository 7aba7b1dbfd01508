from django.urls import URLPattern, URLResolver, path

from directory.addresses import FINDER
from directory.finder.view import finder_at_its_address
from directory.place.view import place, place_without_name

urlpatterns: list[URLPattern | URLResolver] = [
    path(FINDER.lstrip("/"), finder_at_its_address, name="finder"),
    path("lieux/<int:pk>/", place_without_name, name="place-short"),
    path("lieux/<int:pk>-<str:slug>/", place, name="place"),
]
