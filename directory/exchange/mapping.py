"""The national standard's names and ours: a record becomes the fields of a help point, and back. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from directory.standard.record import LieuRecord

# Field of the standard → field of `HelpPoint`, for values that are carried over as they are.
TEXTS: Mapping[str, str] = {
    "id": "standard_id",
    "pivot": "pivot",
    "nom": "name",
    "commune": "commune_name",
    "code_postal": "postal_code",
    "code_insee": "insee_code",
    "adresse": "address",
    "complement_adresse": "address_extra",
    "telephone": "phone",
    "horaires": "opening_hours",
    "presentation_resume": "summary",
    "presentation_detail": "description",
    "source": "source",
    "structure_parente": "parent_structure",
    "fiche_acces_libre": "accessibility_url",
    "prise_rdv": "booking_url",
}
LISTS: Mapping[str, str] = {
    "typologie": "typologies",
    "courriels": "emails",
    "site_web": "websites",
    "itinerance": "itinerance",
    "services": "services",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "special_needs",
    "frais_a_charge": "fees",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "autres_formations_labels": "other_labels",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
}
# Every field of a help point that a file of the standard decides, straight or through its commune.
FIELDS = (
    *TEXTS.values(),
    *LISTS.values(),
    "date_maj",
    "latitude",
    "longitude",
    "position_precision",
    "commune_id",
)
# Fields that make sense together only: one of them corrected here, and all are kept.
POSITION = ("latitude", "longitude", "position_precision")
TOGETHER = (frozenset({"commune_id", "commune_name", "insee_code", "postal_code"}), frozenset(POSITION))
_OF_THE_COMMUNE = frozenset({"commune", "code_insee", "code_postal"})
# Values of `position_precision`: what a file gives, and what its commune stands in for.
EXACT, COMMUNE = "exact", "commune"
# Columns hold six decimals, eleven centimetres.
_STEP = Decimal("0.000001")


def fields_of(record: LieuRecord) -> dict[str, Any]:
    """The fields of the help point that this record describes; the commune's row is left to the caller."""
    fields: dict[str, Any] = {ours: getattr(record, theirs) for theirs, ours in TEXTS.items()}
    fields |= {ours: list(getattr(record, theirs)) for theirs, ours in LISTS.items()}
    fields["date_maj"] = record.date_maj
    for ours, value in (("latitude", record.latitude), ("longitude", record.longitude)):
        fields[ours] = None if value is None else value.quantize(_STEP)
    fields["position_precision"] = EXACT
    return fields


def fields_named(names: Iterable[str]) -> frozenset[str]:
    """The fields of a help point that these fields of the standard decide; a position goes as a whole."""
    ours = {"date_maj": ("date_maj",), "latitude": POSITION, "longitude": POSITION}
    found = (ours.get(name) or (TEXTS.get(name) or LISTS[name],) for name in names if name not in _OF_THE_COMMUNE)
    return frozenset(field for fields in found for field in fields)


def to_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a help point as JSON holds them: dates in ISO, coordinates as text."""
    return {name: str(value) if isinstance(value, date | Decimal) else value for name, value in values.items()}


def from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that `to_json` was given."""
    typed = dict(values)
    for name in ("date_maj", "verified_on"):
        if typed.get(name):
            typed[name] = date.fromisoformat(typed[name])
    for name in ("latitude", "longitude"):
        if typed.get(name) is not None:
            typed[name] = Decimal(typed[name])
    return typed


class Described(Protocol):
    """A `HelpPoint`, or anything with its fields."""

    @property
    def approximate(self) -> bool: ...
    @property
    def latitude(self) -> Decimal | None: ...
    @property
    def longitude(self) -> Decimal | None: ...
    @property
    def date_maj(self) -> date: ...


def record_of(point: Described) -> LieuRecord:
    """The record that describes a point. An approximate position is ours only: it is never given out."""
    values: dict[str, Any] = {theirs: getattr(point, ours) for theirs, ours in TEXTS.items()}
    values |= {theirs: tuple(getattr(point, ours)) for theirs, ours in LISTS.items()}
    position = (None, None) if point.approximate else (point.latitude, point.longitude)
    return LieuRecord(**values, date_maj=point.date_maj, latitude=position[0], longitude=position[1])
