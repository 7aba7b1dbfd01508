"""What every map of the site and of the admin starts from: its ground, and the view.

No map tile is asked of anybody: the contours are files of ours.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from portal.models import SiteSettings

BASE_MAP = "geo/fond-de-carte.json"
# Key of a layer → GeoJSON file under static/geo, from the ground up.
LAYERS = {
    "neighbours": "departements-voisins",
    "department": "departement",
    "groups": "intercommunalites",
    "rivers": "rivieres",
    "towns": "villes",
}


def contours_folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / "geo"


def read_layer(folder: Path, key: str) -> dict[str, Any]:
    """A GeoJSON collection. A missing or broken file raises: a map without its ground would look like an empty one."""
    found: dict[str, Any] = json.loads((folder / f"{LAYERS[key]}.geojson").read_text(encoding="utf-8"))
    return found


def base_map_url() -> str:
    """The address of the joined contours, hashed where static files are."""
    return static(BASE_MAP)


def default_view(site: SiteSettings) -> dict[str, Any]:
    """The view an administrator chose, in the words of `LEAFLET_CONFIG`; degrees WGS 84."""
    return {"DEFAULT_CENTER": (site.map_latitude, site.map_longitude), "DEFAULT_ZOOM": site.map_zoom}
