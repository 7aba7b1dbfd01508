"""A file loaded in one go, as the command and the demo do it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from directory.exchange.apply import finish, start
from directory.exchange.mapping import FIELDS, to_json
from directory.exchange.prepare import prepare
from directory.models import HelpPoint, ImportRun, SourceRecord
from directory.standard.record import LieuRecord
from tests.factories.records import rows_of

FEED = "Le Département"


def prepared(records: Iterable[LieuRecord], *, now: datetime, feed: str = FEED, **options: Any) -> ImportRun:
    return prepare(ImportRun(feed=feed, created_at=now, **options), rows_of(records))


def load(records: Iterable[LieuRecord], *, now: datetime, feed: str = FEED, **options: Any) -> ImportRun:
    run = prepared(records, now=now, feed=feed, **options)
    start(run, now)
    finish(run, now)
    return run


def given_by_a_feed(point: HelpPoint) -> None:
    """As a loader leaves it: what it says comes from a file, nobody wrote it here."""
    values = to_json({name: getattr(point, name) for name in FIELDS})
    SourceRecord.objects.create(feed=FEED, identifier=point.standard_id, point=point, values=values)
