"""Puts records of the national standard in the directory. A second run changes nothing that is already there.

No query depends on the number of rows: 11,238 places are loaded by slices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from directory.addresses import PLACE
from directory.exchange.mapping import fields_of
from directory.exchange.merges import Merge, merged
from directory.models import HelpPoint
from directory.signals import place_merged, places_changed
from directory.standard.record import LieuRecord
from portal.models import Commune, RetiredAddress
from portal.models.changes import changes
from portal.words.folding import fold
from search.api import mark_stale

SLICE = 500


@dataclass
class LoadReport:
    """What a run did. `kept` were left as people had made them; `said` are French sentences on single rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    merged: int = 0
    said: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            f"{self.created} lieux créés, {self.updated} mis à jour, {self.unchanged} déjà à jour",
            f"{self.kept} lieux gardés tels quels, {self.merged} fiches en double réunies",
            *self.said,
        ]


def load(
    records: Iterable[LieuRecord], *, now: datetime, merges: Sequence[Merge] = (), update: bool = False
) -> LoadReport:
    """Create the places that are missing, all or none.

    A place already there is left alone unless `update`; even then, one that people changed in the admin or verified
    is kept as it is. Records that a merge drops disappear; a place that was already loaded from one of them leads to
    the one that is kept.
    """
    report = LoadReport()
    with changes():
        given = list(_once(records, report))
        report.merged = len(given)
        given = merged(given, merges)
        report.merged -= len(given)
        communes = _Communes()
        for start in range(0, len(given), SLICE):
            _load_slice(given[start : start + SLICE], communes, now, update, report)
        _retire_dropped(merges)
    return report


def _once(records: Iterable[LieuRecord], report: LoadReport) -> Iterator[LieuRecord]:
    """Each record once: of two with one identifier, the first is kept."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            report.said.append(f"Identifiant en double, seconde fiche laissée de côté : {record.id} ({record.nom}).")
            continue
        seen.add(record.id)
        yield record


class _Communes:
    """The communes of the reference, by INSEE code or by name and postal code; read once."""

    def __init__(self) -> None:
        self._by_insee: dict[str, Commune] = {}
        self._by_name: dict[tuple[str, str], Commune] = {}
        for commune in Commune.objects.all():
            self._by_insee[commune.insee] = commune
            for code in commune.postal_codes:
                self._by_name[fold(commune.name), code] = commune

    def of(self, record: LieuRecord) -> Commune | None:
        found = self._by_insee.get(record.code_insee)
        return found or self._by_name.get((fold(record.commune), record.code_postal))


def _load_slice(
    records: Sequence[LieuRecord], communes: _Communes, now: datetime, update: bool, report: LoadReport
) -> None:
    stored = {
        point.standard_id: point
        for point in HelpPoint.objects.filter(standard_id__in=[record.id for record in records])
    }
    new: list[HelpPoint] = []
    changed: list[HelpPoint] = []
    for record in records:
        values = _clipped(_values(record, communes.of(record)), record, report)
        point = stored.get(record.id)
        if point is None:
            new.append(HelpPoint(**values, live=True, first_published_at=now, last_published_at=now))
        elif all(getattr(point, name) == value for name, value in values.items()):
            report.unchanged += 1
        elif not update or _touched_by_people(point):
            report.kept += 1
        else:
            for name, value in values.items():
                setattr(point, name, value)
            point.last_published_at = now
            changed.append(point)
    HelpPoint.objects.bulk_create(new, batch_size=SLICE)
    if changed:
        HelpPoint.objects.bulk_update(changed, [*values, "last_published_at"], batch_size=100)
        places_changed.send(sender=HelpPoint, points=frozenset(point.pk for point in changed))
    report.created += len(new)
    report.updated += len(changed)
    mark_stale(PLACE, [point.pk for point in (*new, *changed)])


def _touched_by_people(point: HelpPoint) -> bool:
    """Saved in the admin, which leaves a revision, or checked by the network."""
    return point.latest_revision_id is not None or point.verified_on is not None


def _values(record: LieuRecord, commune: Commune | None) -> dict[str, Any]:
    values = fields_of(record)
    values["commune_id"] = commune.pk if commune is not None else None
    if commune is not None:
        values["commune_name"], values["insee_code"] = commune.name, commune.insee
        if values["latitude"] is None:
            values["latitude"] = Decimal(f"{commune.latitude:.6f}")
            values["longitude"] = Decimal(f"{commune.longitude:.6f}")
            values["position_precision"] = HelpPoint.Precision.COMMUNE
    return values


def _clipped(values: dict[str, Any], record: LieuRecord, report: LoadReport) -> dict[str, Any]:
    """Texts that no column holds are cut, and said: a bulk write checks nothing by itself."""
    for name, limit in _LIMITS.items():
        text = values.get(name)
        if isinstance(text, str) and len(text) > limit:
            values[name] = text[:limit]
            report.said.append(f"Texte trop long, coupé à {limit} caractères : {name} de {record.id} ({record.nom}).")
    return values


_LIMITS: dict[str, int] = {
    one.name: one.max_length
    for one in HelpPoint._meta.concrete_fields
    if isinstance(one, models.CharField) and one.max_length
}


def _retire_dropped(merges: Sequence[Merge]) -> None:
    """Places loaded before their merge was decided: their address leads to the place that stays."""
    kept_by = {identifier: merge.keep for merge in merges for identifier in merge.drop}
    ids = {*kept_by, *kept_by.values()}
    points = {point.standard_id: point for point in HelpPoint.objects.filter(standard_id__in=ids)} if ids else {}
    gone = [point for identifier, point in points.items() if identifier in kept_by and kept_by[identifier] in points]
    if not gone:
        return
    for point in gone:
        kept = points[kept_by[point.standard_id]]
        RetiredAddress.objects.update_or_create(kind=PLACE, object_id=point.pk, defaults={"replaced_by": kept.pk})
        place_merged.send(sender=HelpPoint, kept=kept.pk, dropped=point.pk)
    mark_stale(PLACE, [points[kept_by[point.standard_id]].pk for point in gone])
    HelpPoint.objects.filter(pk__in=[point.pk for point in gone]).delete()
