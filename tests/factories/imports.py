"""A file loaded in one go, as the command and the demo do it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from directory.exchange.apply import apply
from directory.exchange.existing import existing
from directory.exchange.merges import Merge
from directory.exchange.plan import ImportPlan, plan
from directory.standard.record import LieuRecord
from tests.factories.records import rows_of


def planned(records: Iterable[LieuRecord], merges: Sequence[Merge] = (), update: bool = False) -> ImportPlan:
    parsed = rows_of(records)
    return plan(parsed, existing(parsed, merges), merges=merges, update=update)


def load(
    records: Iterable[LieuRecord], *, now: datetime, merges: Sequence[Merge] = (), update: bool = False
) -> ImportPlan:
    return apply(planned(records, merges, update), now)
