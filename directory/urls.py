from django.urls import URLPattern, URLResolver, include, path

from directory.addresses import FINDER
from directory.exchange.open_data.forms import FORMS
from directory.exchange.open_data.view import places_file
from directory.finder.guide.query import Step
from directory.finder.guide.view import guide
from directory.finder.view import finder_at_its_address
from directory.place.view import place, place_without_name
from directory.upkeep.reports.views import report, thanks

urlpatterns: list[URLPattern | URLResolver] = [
    path(FINDER.lstrip("/"), finder_at_its_address, name="finder"),
    *(path(step.value.lstrip("/"), guide(step), name=f"guide-{step.number}") for step in Step),
    *(path(form.address.lstrip("/"), places_file(form), name=f"places-{form.extension}") for form in FORMS),
    path("", include("directory.finder.lists.urls")),
    path(f"{FINDER.lstrip('/')}<int:pk>/", place_without_name, name="place-short"),
    path(f"{FINDER.lstrip('/')}<int:pk>-<str:slug>/", place, name="place"),
    path(f"{FINDER.lstrip('/')}<int:pk>/signaler/", report, name="report"),
    path(f"{FINDER.lstrip('/')}<int:pk>/signaler/merci/", thanks, name="report-thanks"),
]
