"""What every map of the site and of the admin is drawn from: our own contours, and the view one starts from.

No map tile is asked of anybody: the contours are files of ours, joined into one so that opening a map costs one
request for the whole ground.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from django.templatetags.static import static

from portal.models import SiteSettings

BASE_MAP = "geo/fond-de-carte.json"

# Key in the joined file → GeoJSON file under static/geo, from the ground up.
LAYERS = {
    "neighbours": "departements-voisins-leger",
    "department": "departement-47-leger",
    "groups": "epci-47-leger",
    "rivers": "rivieres",
    "towns": "villes-47",
}


def base_map_url() -> str:
    """The address of the joined contours, hashed where static files are."""
    return static(BASE_MAP)


def default_view(site: SiteSettings) -> dict[str, Any]:
    """The view an administrator chose, in the words of `LEAFLET_CONFIG`; degrees WGS 84."""
    return {"DEFAULT_CENTER": (site.map_latitude, site.map_longitude), "DEFAULT_ZOOM": site.map_zoom}


def joined_layers(folder: Path) -> str:
    """One JSON object, a GeoJSON collection under each key; properties that no map shows are dropped.

    A missing or broken file raises: a map without its ground would look like an empty one.
    """
    layers = {}
    for key, name in LAYERS.items():
        features = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        for feature in features:
            feature["properties"] = {k: v for k, v in feature["properties"].items() if k in ("nom", "rang")}
        layers[key] = {"type": "FeatureCollection", "features": features}
    return json.dumps(layers, ensure_ascii=False, separators=(",", ":"))


class BaseMapFinder(BaseFinder):
    """Finds `geo/fond-de-carte.json` only, written under `BASE_DIR/var/bundle` when a contour file changes."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.source = Path(settings.BASE_DIR) / "static" / "geo"
        self.target = Path(settings.BASE_DIR) / "var" / "bundle-map"
        self.storage = FileSystemStorage(location=self.target)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BASE_MAP:
            return []
        self.write()
        found = str(self.target / BASE_MAP)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        self.write()
        yield BASE_MAP, self.storage

    def write(self) -> None:
        """Write the file if its text changed; whole or not at all, as two workers may do it at once."""
        text = joined_layers(self.source)
        path = self.target / BASE_MAP
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
