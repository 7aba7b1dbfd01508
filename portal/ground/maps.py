"""What every map of the site and of the admin starts from: its ground, and the view.

No map tile is asked of anybody: the contours are files of ours.
"""

from typing import Any

from django.templatetags.static import static

from portal.models import SiteSettings

BASE_MAP = "geo/fond-de-carte.json"


def base_map_url() -> str:
    """The address of the joined contours, hashed where static files are."""
    return static(BASE_MAP)


def default_view(site: SiteSettings) -> dict[str, Any]:
    """The view an administrator chose, in the words of `LEAFLET_CONFIG`; degrees WGS 84."""
    return {"DEFAULT_CENTER": (site.map_latitude, site.map_longitude), "DEFAULT_ZOOM": site.map_zoom}
