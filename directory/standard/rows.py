"""From the texts of one row to a typed place, and what had to be said about them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from directory.domain.addresses import normalise_phone
from directory.domain.france import in_france
from directory.domain.hours_text import parse
from directory.standard.fields import BY_NAME, REQUIRED, SEPARATOR, SUMMARY_LENGTH, UNKNOWN_PIVOT, Field
from directory.standard.record import LieuRecord

# Key of `raw` for cells beyond the last column; never the name of a column.
OVERFLOW = "\0overflow"

Level = Literal["fatal", "warning", "info"]

# A hundred-millionth of a degree is a millimetre: longer decimals are noise of a calculation.
_COORDINATE_STEP = Decimal("1e-8")
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
# No « ?bcc=… » either: it becomes the address of a link.
_MAIL = re.compile(r"[^\s@<>()|;,?&%#]+@(?:[\w-]+\.)+[\w-]{2,}")


@dataclass(frozen=True)
class Problem:
    """`fatal`: the row is refused; `warning`: a value was left out; `info`: a value was put right.

    `field` is the column, by its name in the standard, and `value` what the file holds there; both are empty when no
    single column is at fault.
    """

    line: int
    field: str
    message: str
    level: Level
    value: str = ""


@dataclass(frozen=True)
class Parsed:
    """What came of row `line`: a record, or None when a problem is fatal; `identifier` is told all the same."""

    line: int
    record: LieuRecord | None
    problems: tuple[Problem, ...]
    identifier: str


def parse_row(raw: Mapping[str, str], number: int) -> Parsed:
    """The place of a row (`Row.values`, `Row.number`). Never raises.

    `record` is None when one of the problems is fatal: a required value missing, a postal code or a date that
    cannot be read, more cells than columns. Anything else wrong is left out or put right, and said.
    """
    row = _Row(raw, number)
    if raw.get(OVERFLOW):
        row.say("", "Il y a plus de cases que de colonnes : les valeurs sont sans doute décalées.", "fatal")
    pivot = row.pivot()
    for name in REQUIRED:
        if name != "pivot" and not row.text(name):
            row.say(name, "Valeur obligatoire absente.", "fatal")
    code_postal, date_maj = row.postal_code(), row.day("date_maj")
    latitude, longitude = row.position()
    summary, detail = row.presentation()
    if date_maj is None or any(problem.level == "fatal" for problem in row.problems):
        return Parsed(number, None, tuple(row.problems), row.text("id"))
    record = LieuRecord(
        id=row.text("id"),
        pivot=pivot,
        nom=row.text("nom"),
        commune=row.text("commune"),
        code_postal=code_postal,
        code_insee=row.matching("code_insee"),
        adresse=row.text("adresse"),
        complement_adresse=row.text("complement_adresse"),
        latitude=latitude,
        longitude=longitude,
        typologie=row.codes("typologie"),
        telephone=row.phone(),
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


@dataclass
class _Row:
    """The reading of one row: one verb a kind of value, problems gathered on the way."""

    raw: Mapping[str, str]
    number: int
    problems: list[Problem] = field(default_factory=list)

    def say(self, name: str, message: str, level: Level) -> None:
        self.problems.append(Problem(self.number, name, message, level, self.raw.get(name) or ""))

    def text(self, name: str) -> str:
        """Stripped, composed (NFC), without control characters but line ends."""
        text = unicodedata.normalize("NFC", self.raw.get(name) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")).strip()

    def values(self, name: str, *, semicolon: bool = False) -> tuple[str, ...]:
        """The values of a multiple field; `;` separated them before v1 of the standard and still does."""
        text = self.text(name)
        separator = ";" if semicolon and SEPARATOR not in text else SEPARATOR
        return tuple(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip()))

    def codes(self, name: str) -> tuple[str, ...]:
        vocabulary = BY_NAME[name].vocabulary
        if vocabulary is None:
            raise KeyError(f"{name} has no vocabulary")
        found: dict[str, None] = {}
        for value in self.values(name, semicolon=True):
            if code := vocabulary.code_for(value):
                found[code] = None
            else:
                self.say(name, f"Valeur inconnue du standard, laissée de côté : « {value} ».", "warning")
        return tuple(found)

    def matching(self, name: str) -> str:
        """The text when it has the form that the standard asks for, else nothing."""
        text = self.text(name)
        if text and not _matches(BY_NAME[name], text):
            self.say(name, f"Valeur mal formée, laissée de côté : « {text} ».", "warning")
            return ""
        return text

    def pivot(self) -> str:
        text = self.text("pivot").replace(" ", "").replace("\u00a0", "")
        if text and _matches(BY_NAME["pivot"], text):
            return text
        self.say("pivot", f"SIRET ou RNA absent ou mal formé : {UNKNOWN_PIVOT} le remplace.", "warning")
        return UNKNOWN_PIVOT

    def postal_code(self) -> str:
        text = self.text("code_postal")
        if re.fullmatch(r"[1-9][0-9]{3}", text):
            # Spreadsheets drop the first zero of « 01000 ».
            self.say("code_postal", f"Zéro rétabli devant « {text} ».", "info")
            return f"0{text}"
        if text and not _matches(BY_NAME["code_postal"], text):
            self.say("code_postal", f"Ce n’est pas un code postal : « {text} ».", "fatal")
        return text

    def day(self, name: str) -> date | None:
        """An ISO date, its time left out. A missing one has been said with the other required values."""
        text = self.text(name)
        if not text:
            return None
        if found := _ISO_DATE.fullmatch(text):
            try:
                return date.fromisoformat(found[1])
            except ValueError:
                pass
        self.say(name, f"Ce n’est pas une date AAAA-MM-JJ : « {text} ».", "fatal")
        return None

    def position(self) -> tuple[Decimal, Decimal] | tuple[None, None]:
        texts = self.text("latitude"), self.text("longitude")
        if texts == ("", ""):
            return None, None
        latitude, longitude = _coordinate(texts[0]), _coordinate(texts[1])
        if latitude is None or longitude is None:
            message = "Il faut deux nombres, latitude et longitude : position laissée de côté."
        elif not in_france(float(latitude), float(longitude)):
            message = f"Position hors de France, laissée de côté : {latitude:f}, {longitude:f}."
        else:
            return latitude, longitude
        self.say("latitude", message, "warning")
        return None, None

    def phone(self) -> str:
        text = self.text("telephone")
        if not text or _matches(BY_NAME["telephone"], text):
            return text
        number = normalise_phone(text)
        if number is None:
            self.say("telephone", f"Numéro illisible, laissé de côté : « {text} ».", "warning")
            return ""
        self.say("telephone", f"« {text} » est devenu {number}.", "info")
        return number

    def mails(self) -> tuple[str, ...]:
        kept = []
        for value in self.values("courriels", semicolon=True):
            if _MAIL.fullmatch(value):
                kept.append(value)
            else:
                self.say("courriels", f"Courriel mal formé, laissé de côté : « {value} ».", "warning")
        return tuple(kept)

    def link(self, name: str) -> str:
        text = self.text(name)
        return (self._address(name, text) or "") if text else ""

    def links(self, name: str) -> tuple[str, ...]:
        found = (self._address(name, value) for value in self.values(name))
        return tuple(dict.fromkeys(address for address in found if address))

    def _address(self, name: str, value: str) -> str | None:
        """An http or https address; one that begins with a host name gets its scheme."""
        address = value
        if re.match(r"[\w-]+(\.[\w-]+)+([/?#]|$)", value):
            address = f"https://{value}"
        try:
            parts = urlsplit(address)
            good = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
        except ValueError:
            good = False
        if not good or re.search(r"[\s<>\"|]", address):
            self.say(name, f"Adresse web mal formée, laissée de côté : « {value} ».", "warning")
            return None
        if address != value:
            self.say(name, f"« {value} » est devenu {address}.", "info")
        return address

    def hours(self) -> str:
        """Kept as given even when not understood: an editor can put it right, a lost text cannot."""
        text = self.text("horaires")
        for message in parse(text).warnings:
            self.say("horaires", message, "warning")
        return text

    def presentation(self) -> tuple[str, str]:
        """Summary and detail; a summary too long for the standard opens the detail instead."""
        summary, detail = self.text("presentation_resume"), self.text("presentation_detail")
        if len(summary) <= SUMMARY_LENGTH:
            return summary, detail
        self.say(
            "presentation_resume",
            f"Plus de {SUMMARY_LENGTH} caractères : le texte est passé dans la présentation détaillée.",
            "info",
        )
        return "", "\n\n".join(part for part in (summary, detail) if part)


def _matches(standard_field: Field, text: str) -> bool:
    return standard_field.pattern is None or bool(standard_field.pattern.fullmatch(text))


def _coordinate(text: str) -> Decimal | None:
    """A decimal with a point or, as French spreadsheets write, a comma."""
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(?:[.,][0-9]+)?", text):
        return None
    number = Decimal(text.replace(",", "."))
    exponent = number.as_tuple().exponent
    return number.quantize(_COORDINATE_STEP) if isinstance(exponent, int) and exponent < -8 else number
