"""The 92 real places of the demo territory as their sources give them, then what was corrected and merged by hand, and
the holidays that close them."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from directory.addresses import PLACE
from directory.exchange.apply import finish, start
from directory.exchange.existing import LENGTHS, communes_known
from directory.exchange.known import Known
from directory.exchange.mapping import LISTS, TEXTS
from directory.exchange.plan import values_of
from directory.exchange.prepare import prepare
from directory.models import HelpPoint, ImportRun, ImportStep
from directory.standard.reader import Parsed, parse_row, read
from directory.upkeep.duplicates.merge import merge
from directory.upkeep.holiday_calendar import seed
from portal.models.changes import changes
from portal.roof.demo.paths import DATA
from search.api import mark_stale

FEED = "Cartographie nationale, extrait du Lot-et-Garonne"
FILE = "lieux-47.csv"
_OURS = {**TEXTS, **LISTS}


def load(now: datetime) -> str:
    """Insert what is missing and leave the rest as people made it; returns what was done, in words."""
    holidays = seed(now)
    with changes():
        run = ImportRun(feed=FEED, file_name=FILE, created_at=now, update=False)
        prepare(run, _rows(as_given=True))
        if refused := run.remarks.filter(level="fatal"):
            raise ValueError(f"demo places refused: {list(refused.values_list('line', 'message'))[:3]}")
        new = run.steps.filter(kind=ImportStep.Kind.CREATE).count()
        if new:
            start(run, now)
            finish(run, now)
            _correct(set(run.steps.filter(state=ImportStep.State.DONE).values_list("identifier", flat=True)), now)
            _merge(now)
        else:
            run.delete()
    places = HelpPoint.objects.filter(source_records__feed=FEED).distinct().count()
    return f"{places} lieux ({places if new else 0} nouveaux), {holidays}"


def _rows(*, as_given: bool) -> Iterator[Parsed]:
    """The rows of the file, which is corrected; `as_given`, with the values of the sources put back."""
    earlier: dict[str, dict[str, str]] = defaultdict(dict)
    if as_given:
        for one in _json("lieux-47-corrections.json"):
            earlier[one["id"]][one["field"]] = one["from"]
    for row in read((DATA / FILE).read_bytes()):
        yield parse_row(row.values | earlier[row.values["id"]], row.number)


def _correct(created: set[str], now: datetime) -> None:
    """What the sources have wrong is written over them here, as an editor would: the next import leaves it alone."""
    known = Known(communes=communes_known(), lengths=LENGTHS, today=timezone.localdate(now))
    points = {point.standard_id: point for point in HelpPoint.objects.filter(standard_id__in=created)}
    changed, fields = [], set()
    for row in _rows(as_given=False):
        if row.record is None or row.record.id not in points:
            continue
        point = points[row.record.id]
        values, _ = values_of(row.record, row.line, known, None)
        if different := {name for name, value in values.items() if getattr(point, name) != value}:
            for name in different:
                setattr(point, name, values[name])
            changed.append(point)
            fields |= different
    HelpPoint.objects.bulk_update(changed, sorted(fields))
    mark_stale(PLACE, [point.pk for point in changed])


def _merge(now: datetime) -> None:
    keys = dict(HelpPoint.objects.values_list("standard_id", "pk"))
    for one in _json("lieux-47-merges.json"):
        drop = [keys[identifier] for identifier in one["drop"] if identifier in keys]
        if drop and one["keep"] in keys:
            take = {_OURS[name]: keys[identifier] for name, identifier in one["take"].items() if identifier in keys}
            merge(keys[one["keep"]], drop, now, take=take, union=[_OURS[name] for name in one["union"]])


def _json(name: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows
