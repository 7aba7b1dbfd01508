"""The ground of every map: our own contours, joined into one file so that opening a map costs one request."""

import json
from pathlib import Path

from portal.ground.maps import BASE_MAP
from portal.roof.files.generated import GeneratedFile
from portal.settings.env import BASE_DIR

# Key in the joined file → GeoJSON file under static/geo, from the ground up.
LAYERS = {
    "neighbours": "departements-voisins-leger",
    "department": "departement-47-leger",
    "groups": "epci-47-leger",
    "rivers": "rivieres",
    "towns": "villes-47",
}


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


class BaseMapFinder(GeneratedFile):
    """Finds `geo/fond-de-carte.json`."""

    name = BASE_MAP
    source = BASE_DIR / "static" / "geo"

    def text(self) -> str:
        return joined_layers(self.source)
