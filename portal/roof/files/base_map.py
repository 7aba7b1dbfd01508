"""The ground of every map: our own contours, joined into one file so that opening a map costs one request."""

import json
from pathlib import Path

from portal.ground.maps import BASE_MAP, LAYERS, read_layer
from portal.roof.files.generated import GeneratedFile
from portal.settings.env import BASE_DIR


def joined_layers(folder: Path) -> str:
    """One JSON object, a GeoJSON collection under each key; properties that no map shows are dropped."""
    layers = {}
    for key in LAYERS:
        features = read_layer(folder, key)["features"]
        for feature in features:
            feature["properties"] = {k: v for k, v in feature["properties"].items() if k in ("nom", "rang", "grande")}
        layers[key] = {"type": "FeatureCollection", "features": features}
    return json.dumps(layers, ensure_ascii=False, separators=(",", ":"))


class BaseMapFinder(GeneratedFile):
    """Finds `geo/fond-de-carte.json`."""

    name = BASE_MAP
    source = BASE_DIR / "static" / "geo"

    def text(self) -> str:
        return joined_layers(self.source)
