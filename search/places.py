"""The communes of the territory reference, in memory, for the place box and for places named in a question."""

from __future__ import annotations

from django.db.models import QuerySet

from portal.models import Commune, SiteSettings
from portal.words.folding import fold
from search.memory import Remembered, current_state, touch
from search.question.gazetteer import Gazetteer
from search.question.territories import CommuneEntry


def _entries(communes: QuerySet[Commune]) -> list[CommuneEntry]:
    rows = communes.values_list(
        "insee",
        "name",
        "departement",
        "population",
        "latitude",
        "longitude",
        "epci_name",
        "postal_codes",
        "former_names",
    )
    return [
        CommuneEntry(insee, name, tuple(codes), departement, population, lat, lon, epci, tuple(former))
        for insee, name, departement, population, lat, lon, epci, codes, former in rows
    ]


def _build(_: int) -> Gazetteer:
    return Gazetteer(_entries(Commune.objects.order_by("insee")), SiteSettings.load().home_departements)


_gazetteers = Remembered(_build)


def gazetteer(token: int | None = None) -> Gazetteer:
    """The communes as they are now; `token` spares the query to a caller that has just read the state."""
    return _gazetteers.at(current_state().places_token if token is None else token)


def communes_changed(**_: object) -> None:
    """Make every process read the communes and the settings again. Signals call it; bulk writers must, themselves."""
    touch("places")


def main_communes(count: int) -> list[CommuneEntry]:
    """The most populated communes of the network's départements, or of all without any, by name, to choose one from."""
    departements = SiteSettings.load().home_departements
    home = Commune.objects.filter(departement__in=departements) if departements else Commune.objects.all()
    return sorted(_entries(home.order_by("-population", "insee")[:count]), key=lambda commune: fold(commune.name))
