"""The real places of the demo territory, and small ones made by hand."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction

from directory.models import HelpPoint
from portal.models import Commune
from portal.roof.demo.loaders import places, territory
from search.api import mark_stale
from tests.conftest import NOW, build_site


@pytest.fixture(scope="module")
def demo_in_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The communes, the holidays and the sixty places of the demo, indexed; undone after the module.

    Loaded once a module (it takes two seconds), so a module that asks for it makes no other place.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        build_site()
        territory.load()
        with time_machine.travel(NOW, tick=False):
            said = places.load(NOW)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def demo_places(demo_in_database: str, frozen: Any, db: None) -> str:
    """The demo in the database, the clock stopped when it was loaded; gives what the loader said."""
    return demo_in_database


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
