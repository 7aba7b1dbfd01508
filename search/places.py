"""The communes of the territory reference, in memory, for the place box and for places named in a question."""

from __future__ import annotations

from django.db.models import QuerySet

from portal.models import Commune, SiteSettings
from portal.words.folding import fold
from search.index.memory import Remembered, current_state, touch
from search.question.gazetteer import Choices, CommuneEntry, Found, Gazetteer
from search.types import Place


def _entries(communes: QuerySet[Commune]) -> list[CommuneEntry]:
    rows = communes.values_list("insee", "name", "postal_codes", "departement", "population", "latitude", "longitude")
    return [CommuneEntry(row[0], row[1], tuple(row[2]), *row[3:]) for row in rows]


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


def place_from(found: Found | Choices | CommuneEntry, radius_km: float) -> Place:
    """The place that a resolution means; for several communes of one postal code, the middle of their people."""
    if isinstance(found, Choices):
        lat, lon = found.centre
        return Place(lat, lon, found.postal_code or found.communes[0].label(), "", radius_km)
    if isinstance(found, CommuneEntry):
        found = Found(found)
    commune = found.commune
    return Place(commune.lat, commune.lon, found.label, commune.insee, radius_km)
