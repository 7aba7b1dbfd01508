"""Records of one same door made one, as a reviewed file says. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from directory.standard.fields import BY_NAME
from directory.standard.record import LieuRecord


@dataclass(frozen=True)
class Merge:
    """`keep` stays and `drop` disappear. `take` names, field by field, the dropped record whose value replaces the
    kept one; `union` the multiple fields that receive the values of all, the kept ones first."""

    keep: str
    drop: tuple[str, ...]
    reason: str = ""
    take: Mapping[str, str] = field(default_factory=dict)
    union: tuple[str, ...] = ()


def merges_from(rows: Iterable[Mapping[str, Any]]) -> list[Merge]:
    """Merges as the JSON file holds them. ValueError when a record is named twice or a field cannot be united."""
    merges = [
        Merge(
            keep=row["keep"],
            drop=tuple(row["drop"]),
            reason=row.get("reason", ""),
            take=dict(row.get("take", {})),
            union=tuple(row.get("union", ())),
        )
        for row in rows
    ]
    named = [identifier for merge in merges for identifier in (merge.keep, *merge.drop)]
    if twice := sorted({identifier for identifier in named if named.count(identifier) > 1}):
        raise ValueError(f"records named twice: {twice[:5]}")
    for merge in merges:
        for name in (*merge.take, *merge.union):
            if name not in BY_NAME:
                raise ValueError(f"not a field of the standard: {name!r}")
        if single := [name for name in merge.union if not BY_NAME[name].multiple]:
            raise ValueError(f"not multiple fields: {single}")
    return merges


def merged(records: Sequence[LieuRecord], merges: Iterable[Merge]) -> list[LieuRecord]:
    """The records without those that are dropped; the kept ones have what they take. A merge whose kept record is
    not there is left aside: its records stay as they are."""
    by_id = {record.id: record for record in records}
    dropped: set[str] = set()
    for merge in merges:
        if merge.keep not in by_id:
            continue
        others = [by_id[identifier] for identifier in merge.drop if identifier in by_id]
        dropped.update(other.id for other in others)
        by_id[merge.keep] = _with(by_id[merge.keep], others, merge)
    return [by_id[record.id] for record in records if record.id not in dropped]


def _with(kept: LieuRecord, others: Sequence[LieuRecord], merge: Merge) -> LieuRecord:
    values: dict[str, Any] = {}
    for name, identifier in merge.take.items():
        for other in others:
            if other.id == identifier:
                values[name] = getattr(other, name)
    for name in merge.union:
        every = [value for record in (kept, *others) for value in getattr(record, name)]
        values[name] = tuple(dict.fromkeys(every))
    return replace(kept, **values)
