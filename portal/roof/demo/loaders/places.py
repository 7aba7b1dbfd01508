"""The 92 real places of the demo territory, same doors merged, and the holidays that close them."""

import json
from datetime import datetime

from directory.exchange.loader import load as load_records
from directory.exchange.merges import merges_from
from directory.holiday_calendar import seed
from directory.standard.reader import parse_row, read
from portal.roof.demo.paths import DATA


def load(now: datetime) -> str:
    """Insert what is missing and leave the rest as people made it; returns what was done, in words."""
    holidays = seed(now)
    with (DATA / "lieux-47.csv").open("rb") as lines:
        parsed = [parse_row(row.values, row.number) for row in read(lines)]
    if refused := [problem for one in parsed if one.record is None for problem in one.problems]:
        raise ValueError(f"demo places refused: {refused[:3]}")
    merges = merges_from(json.loads((DATA / "lieux-47-merges.json").read_text(encoding="utf-8")))
    report = load_records([one.record for one in parsed if one.record is not None], now=now, merges=merges)
    places = report.created + report.updated + report.unchanged + report.kept
    return f"{places} lieux ({report.created} nouveaux), {holidays}"
