"""The communes of the demo territory and of its neighbours."""

from portal.roof.communes import load_communes, read_communes
from portal.roof.demo.paths import DATA


def load() -> int:
    """Insert or update every commune of `communes.csv`; returns how many there are."""
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        communes, _skipped = read_communes(lines)
    load_communes(communes)
    return len(communes)
