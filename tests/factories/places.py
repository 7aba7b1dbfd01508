"""Communes and help points that tests of several rooms need."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import factory

from directory.models import HelpPoint
from portal.models import Commune


class CommuneFactory(factory.django.DjangoModelFactory):
    """Laplume, in Lot-et-Garonne; the same row however often it is asked for."""

    class Meta:
        model = Commune
        django_get_or_create = ("insee",)

    insee = "47137"
    name = "Laplume"
    postal_codes = ["47310"]
    departement = "47"
    epci_name = "Albret Communauté"
    population = 1400
    latitude = 44.112
    longitude = 0.529


class HelpPointFactory(factory.django.DjangoModelFactory):
    """A draft of an open place, exactly placed; `publish(...)` makes it public the way an editor does."""

    class Meta:
        model = HelpPoint
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Maison d’exemple {number}")
    commune = factory.SubFactory(CommuneFactory)
    commune_name = factory.SelfAttribute("commune.name")
    insee_code = factory.SelfAttribute("commune.insee")
    postal_code = factory.LazyAttribute(lambda point: point.commune.postal_codes[0])
    address = "1 rue de l’Exemple"
    latitude = Decimal("44.112750")
    longitude = Decimal("0.530547")
    date_maj = date(2026, 9, 1)
    opening_hours = "Mo-Fr 09:00-12:00,14:00-17:00"
    access_modes = ["se-presenter"]
    live = False


Draft = TypeVar("Draft")


def publish(item: Draft) -> Draft:
    """Publish a draft through a revision, with all that derives from it; gives the stored object."""
    draft: Any = item
    draft.save_revision().publish()
    draft.refresh_from_db()
    return item
