"""One place of the national standard, typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class LieuRecord:
    """The standard's own names and order.

    Text is stripped and empty when missing. Enumerated fields hold codes of `directory.domain.vocabulary`, without
    repetition, in the order of the file. `latitude` and `longitude` (degrees WGS84) are both given or both None.
    `code_postal` is empty where a file leaves it to the name of the commune.
    """

    id: str
    pivot: str
    nom: str
    commune: str
    code_postal: str
    code_insee: str
    adresse: str
    complement_adresse: str
    latitude: Decimal | None
    longitude: Decimal | None
    typologie: tuple[str, ...]
    telephone: str
    courriels: tuple[str, ...]
    site_web: tuple[str, ...]
    horaires: str
    presentation_resume: str
    presentation_detail: str
    source: str
    itinerance: tuple[str, ...]
    structure_parente: str
    date_maj: date
    services: tuple[str, ...]
    publics_specifiquement_adresses: tuple[str, ...]
    prise_en_charge_specifique: tuple[str, ...]
    frais_a_charge: tuple[str, ...]
    dispositif_programmes_nationaux: tuple[str, ...]
    formations_labels: tuple[str, ...]
    autres_formations_labels: tuple[str, ...]
    modalites_acces: tuple[str, ...]
    modalites_accompagnement: tuple[str, ...]
    fiche_acces_libre: str
    prise_rdv: str
