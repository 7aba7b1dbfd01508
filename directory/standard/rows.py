"""From the texts of one row to a typed place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directory.standard.cells import Cells, Problem
from directory.standard.fields import REQUIRED
from directory.standard.record import LieuRecord

__all__ = ["OVERFLOW", "Parsed", "Problem", "parse_row"]

# Key of `raw` for cells beyond the last column; never the name of a column.
OVERFLOW = "\0overflow"


@dataclass(frozen=True)
class Parsed:
    """What came of row `line`: a record, or None when a problem is fatal; `identifier` is told all the same."""

    line: int
    record: LieuRecord | None
    problems: tuple[Problem, ...]
    identifier: str


def parse_row(raw: Mapping[str, str], number: int, *, today: date = date.max, file_day: date | None = None) -> Parsed:
    """The place of a row (`Row.values`, `Row.number`). Never raises.

    `file_day` stands for a date that is not certain; without it, such a row is refused. No number of a spreadsheet is
    a day after `today`.

    `record` is None when one of the problems is fatal: a required value missing, a postal code or a date that
    cannot be read, more cells than columns. Anything else wrong is left out or put right, and said. A commune may
    stand without its postal code: the table of communes may know it.
    """
    row = Cells(raw, number)
    if raw.get(OVERFLOW):
        row.say("", "Il y a plus de cases que de colonnes : les valeurs sont sans doute décalées.", "fatal")
    pivot = row.pivot()
    for name in REQUIRED:
        told = row.text(name) or (name == "code_postal" and row.text("commune"))
        if name != "pivot" and not told:
            row.say(name, "Valeur obligatoire absente.", "fatal")
    code_postal, date_maj = row.postal_code(), row.day("date_maj", today, file_day)
    latitude, longitude = row.position()
    phone, other_phones = row.phones()
    summary, detail = row.presentation(other_phones)
    if date_maj is None or any(problem.level == "fatal" for problem in row.problems):
        return Parsed(number, None, tuple(row.problems), row.text("id"))
    record = LieuRecord(
        id=row.text("id"),
        pivot=pivot,
        nom=row.text("nom"),
        commune=row.text("commune"),
        code_postal=code_postal,
        code_insee=row.insee_code(),
        adresse=row.text("adresse"),
        complement_adresse=row.text("complement_adresse"),
        latitude=latitude,
        longitude=longitude,
        typologie=row.codes("typologie"),
        telephone=phone,
        courriels=row.mails(),
        site_web=row.links("site_web"),
        horaires=row.hours(),
        presentation_resume=summary,
        presentation_detail=detail,
        source=row.text("source"),
        itinerance=row.codes("itinerance"),
        structure_parente=row.text("structure_parente"),
        date_maj=date_maj,
        services=row.codes("services"),
        publics_specifiquement_adresses=row.codes("publics_specifiquement_adresses"),
        prise_en_charge_specifique=row.codes("prise_en_charge_specifique"),
        frais_a_charge=row.codes("frais_a_charge"),
        dispositif_programmes_nationaux=row.codes("dispositif_programmes_nationaux"),
        formations_labels=row.codes("formations_labels"),
        autres_formations_labels=row.values("autres_formations_labels"),
        modalites_acces=row.codes("modalites_acces"),
        modalites_accompagnement=row.codes("modalites_accompagnement"),
        fiche_acces_libre=row.link("fiche_acces_libre"),
        prise_rdv=row.link("prise_rdv"),
    )
    return Parsed(number, record, tuple(row.problems), record.id)
