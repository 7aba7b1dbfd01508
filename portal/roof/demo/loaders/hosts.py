"""The town halls and halls of the demo territory that only host permanences."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from directory.addresses import PLACE
from directory.models import HelpPoint
from portal.models import Commune
from portal.models.changes import changes
from portal.roof.demo.paths import DATA
from search.api import mark_stale


def load(now: datetime) -> str:
    """Insert what is missing and leave the rest as people made it; returns what was done, in words."""
    rows: list[dict[str, Any]] = json.loads((DATA / "lieux-accueil-47.json").read_text(encoding="utf-8"))
    with changes():
        known = set(HelpPoint.objects.values_list("standard_id", flat=True))
        communes = Commune.objects.in_bulk([row["commune_insee"] for row in rows])
        new = [_host(row, communes[row["commune_insee"]], now) for row in rows if row["id"] not in known]
        HelpPoint.objects.bulk_create(new)
        mark_stale(PLACE, [point.pk for point in new])
    return f"{len(rows)} lieux d’accueil ({len(new)} nouveaux)"


def _host(row: dict[str, Any], commune: Commune, now: datetime) -> HelpPoint:
    point = HelpPoint(
        standard_id=row["id"],
        name=row["name"],
        hosts_only=True,
        commune=commune,
        postal_code=row["postal_code"],
        typologies=row["typologies"],
        source=row["source"],
        date_maj=date.fromisoformat(row["date"]),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    point.clean()  # its commune's name and centre
    return point
