"""The 32 fields of the national standard « Lieux de médiation numérique » v1.0.2, in the order of files.

Source: published schema of 11 April 2024 (Licence Ouverte 2.0). Its patterns are anchored here; in the schema they
are not, so that « Foo|Gratuit » passes there.
"""

import re
from dataclasses import dataclass

from directory.domain.vocabulary import (
    ACCESS_MODES,
    FEES,
    ITINERANCE,
    LABELS,
    PROGRAMMES,
    PUBLICS,
    SERVICES,
    SPECIAL_NEEDS,
    SUPPORT_MODES,
    TYPOLOGIES,
    Vocabulary,
)

# What national tools write when the SIRET or RNA is unknown: many places share it, it is no key.
UNKNOWN_PIVOT = "00000000000000"
SUMMARY_LENGTH = 280
SEPARATOR = "|"


@dataclass(frozen=True)
class Field:
    """`title` is for people. `pattern` holds for the whole value; a field with a vocabulary is a closed list."""

    name: str
    title: str
    required: bool = False
    multiple: bool = False
    pattern: re.Pattern[str] | None = None
    vocabulary: Vocabulary | None = None
    max_length: int | None = None


# `[0-9]`, not `\d`: digits of other scripts are no postal code.
FIELDS = (
    Field("id", "Identifiant", required=True),
    Field("pivot", "SIRET ou RNA", required=True, pattern=re.compile(r"[a-zA-Z0-9]{9,14}")),
    Field("nom", "Nom", required=True),
    Field("commune", "Commune", required=True),
    Field("code_postal", "Code postal", required=True, pattern=re.compile(r"[0-9]{5}")),
    Field("code_insee", "Code INSEE", pattern=re.compile(r"(?:[013-9][0-9]|2[AB1-9])[0-9]{3}")),
    Field("adresse", "Adresse", required=True),
    Field("complement_adresse", "Complément d’adresse"),
    Field("latitude", "Latitude"),
    Field("longitude", "Longitude"),
    Field("typologie", "Typologie", multiple=True, vocabulary=TYPOLOGIES),
    Field("telephone", "Téléphone", pattern=re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)[0-9]{6,9}")),
    Field("courriels", "Courriels", multiple=True),
    Field("site_web", "Sites web", multiple=True),
    Field("horaires", "Horaires"),
    Field("presentation_resume", "Présentation courte", max_length=SUMMARY_LENGTH),
    Field("presentation_detail", "Présentation détaillée"),
    Field("source", "Source"),
    Field("itinerance", "Itinérance", multiple=True, vocabulary=ITINERANCE),
    Field("structure_parente", "Structure parente"),
    Field("date_maj", "Date de mise à jour", required=True),
    Field("services", "Services", multiple=True, vocabulary=SERVICES),
    Field("publics_specifiquement_adresses", "Publics", multiple=True, vocabulary=PUBLICS),
    Field("prise_en_charge_specifique", "Prise en charge", multiple=True, vocabulary=SPECIAL_NEEDS),
    Field("frais_a_charge", "Frais", multiple=True, vocabulary=FEES),
    Field("dispositif_programmes_nationaux", "Programmes nationaux", multiple=True, vocabulary=PROGRAMMES),
    Field("formations_labels", "Formations et labels", multiple=True, vocabulary=LABELS),
    Field("autres_formations_labels", "Autres formations et labels", multiple=True),
    Field("modalites_acces", "Modalités d’accès", multiple=True, vocabulary=ACCESS_MODES),
    Field("modalites_accompagnement", "Accompagnement", multiple=True, vocabulary=SUPPORT_MODES),
    Field("fiche_acces_libre", "Fiche Acceslibre"),
    Field("prise_rdv", "Prise de rendez-vous"),
)

BY_NAME = {field.name: field for field in FIELDS}
NAMES = tuple(BY_NAME)
# Web addresses: what looks like an HTML entity may be their own.
LINKS = frozenset({"site_web", "fiche_acces_libre", "prise_rdv"})
# Names and lines of an address: a line end inside is a slip of the keyboard, or the wrapping of a spreadsheet.
ON_ONE_LINE = frozenset({"nom", "commune", "adresse", "complement_adresse", "source", "structure_parente"})
REQUIRED = tuple(field.name for field in FIELDS if field.required)
