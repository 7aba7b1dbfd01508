from django.urls import URLPattern, URLResolver, path

from directory.place.view import place, place_without_name

urlpatterns: list[URLPattern | URLResolver] = [
    path("lieux/<int:pk>/", place_without_name, name="place-short"),
    path("lieux/<int:pk>-<str:slug>/", place, name="place"),
]
