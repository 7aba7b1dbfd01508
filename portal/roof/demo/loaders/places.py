"""The 92 real places of the demo territory, same doors merged, and the holidays that close them."""

import json
from datetime import datetime

from directory.exchange.apply import apply
from directory.exchange.existing import existing
from directory.exchange.merges import merges_from
from directory.exchange.plan import plan
from directory.holiday_calendar import seed
from directory.standard.reader import parse_row, read
from portal.roof.demo.paths import DATA


def load(now: datetime) -> str:
    """Insert what is missing and leave the rest as people made it; returns what was done, in words."""
    holidays = seed(now)
    parsed = [parse_row(row.values, row.number) for row in read((DATA / "lieux-47.csv").read_bytes())]
    merges = merges_from(json.loads((DATA / "lieux-47-merges.json").read_text(encoding="utf-8")))
    planned = plan(parsed, existing(parsed, merges), merges=merges)
    if planned.refused:
        raise ValueError(f"demo places refused: {planned.refused[:3]}")
    done = apply(planned, now)
    places = len(done.created) + len(done.unchanged) + len(done.kept)
    return f"{places} lieux ({len(done.created)} nouveaux), {holidays}"
