"""The communes of the demo territory and of its neighbours."""

from portal.roof.communes import load_communes, load_outlines, read_communes
from portal.roof.demo.paths import DATA


def load() -> int:
    """Insert or update every commune of `communes.csv`, and the outlines of the territory; how many communes."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        table = read_communes(lines)
    load_communes(table)
    load_outlines((DATA / "communes-47.geojson").read_text(encoding="utf-8"))
    return len(table.communes)
