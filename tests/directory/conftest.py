"""The real places of the demo territory, and small ones made by hand."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from directory.models import HelpPoint
from portal.models import Commune
from search.api import mark_stale


@pytest.fixture
def demo_places(demo: list[str]) -> list[str]:
    return demo


@pytest.fixture
def laplume(site: Any) -> Commune:
    return Commune.objects.create(
        insee="47137",
        name="Laplume",
        postal_codes=["47310"],
        departement="47",
        epci_name="Albret Communauté",
        population=1400,
        latitude=44.112,
        longitude=0.529,
    )


@pytest.fixture
def make_point(laplume: Commune, frozen: Any, now: datetime) -> Callable[..., HelpPoint]:
    """`make_point(name, **fields)`: a live, indexed place in Laplume, open on weekdays to whoever comes."""

    def make(name: str = "Maison d’exemple", **fields: Any) -> HelpPoint:
        values: dict[str, Any] = {
            "name": name,
            "commune": laplume,
            "commune_name": laplume.name,
            "insee_code": laplume.insee,
            "postal_code": "47310",
            "address": "1 rue de l’Exemple",
            "latitude": Decimal("44.112750"),
            "longitude": Decimal("0.530547"),
            "date_maj": date(2026, 9, 1),
            "opening_hours": "Mo-Fr 09:00-12:00,14:00-17:00",
            "access_modes": ["se-presenter"],
            "first_published_at": now,
        }
        point = HelpPoint.objects.create(**values | fields)
        mark_stale("lieu", [point.pk])
        return point

    return make
