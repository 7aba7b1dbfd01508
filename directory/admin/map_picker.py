"""The map under the two number fields of a position, in the admin: no GeoDjango, no GDAL, no tile, no third party.

django-leaflet's own form widget needs GDAL (97 MB of system packages) for a pair of numbers: see docs/decisions/0005.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.panels import Panel

from portal.ground.maps import base_map_url, default_view
from portal.models import Commune, SiteSettings

CODE = "00000"  # stands for the code of a commune in the address that the script completes


class MapPickerPanel(Panel):
    """Shows and moves the position held by two number fields of the same form; needs no field of its own."""

    def __init__(
        self, latitude: str = "latitude", longitude: str = "longitude", commune: str = "commune", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.names = {"latitude": latitude, "longitude": longitude, "commune": commune}

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), **self.names}

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/map_picker.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["view"] = default_view(SiteSettings.load(request_or_site=self.request))
            context["base_map"] = base_map_url()
            context["commune_url"] = reverse("directory_commune_position", args=[CODE])
            context["names"] = self.panel.names
            return context

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                css={"all": ["css/components/map-ground.css", "admin/map-picker.css"]},
                js=[Script("js/map-picker.js", type="module")],  # type: ignore[list-item]  # the stubs lag behind 5.2
            )


def commune_position(request: HttpRequest, insee: str) -> JsonResponse:
    """The centre of a commune, for « Centrer sur la commune »; 404 for an unknown code."""
    commune = get_object_or_404(Commune, insee=insee)
    return JsonResponse({"name": str(commune), "latitude": commune.latitude, "longitude": commune.longitude})


@hooks.register("register_admin_urls")
def commune_position_url() -> list[URLPattern]:
    """Behind the admin's login like every address given to this hook."""
    return [path("lieux/commune/<str:insee>/position/", commune_position, name="directory_commune_position")]
