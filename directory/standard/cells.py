"""The reading of the cells of one row, and what had to be said about them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from directory.domain.france import in_france
from directory.domain.hours_text import parse
from directory.standard.cleaning import clean, composed, decoded, well_read
from directory.standard.dates import day_told
from directory.standard.fields import BY_NAME, LINKS, ON_ONE_LINE, SEPARATOR, SUMMARY_LENGTH, UNKNOWN_PIVOT, Field
from directory.standard.table.table import MAX_CELL
from portal.words.french import date_words
from portal.words.link import with_scheme
from portal.words.phones import numbers_in
from portal.words.typography import NO_BREAK, display_phone

Level = Literal["fatal", "warning", "info"]

# U+FFFD, what a program writes for a letter that it could not read.
LOST_LETTER = "\ufffd"
# A hundred-millionth of a degree is a millimetre: longer decimals are noise of a calculation.
_COORDINATE_STEP = Decimal("1e-8")
# How tables write that there is nothing, on every day: others would read it as open all day.
_NO_HOURS = re.compile(r"(?:[A-Za-z, -]* ?00:00-00:00(?:, ?00:00-00:00)* ?(?:; ?|$))+")
# What a spreadsheet shows of a number that it finds too long: « 2,13501E+13 ».
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
# The same written out: « 21350100000000 »; a true SIRET ends like it too, and has its key.
_ZEROS = re.compile(r"[0-9]{9}0{5}|[0-9]{10}0{4}")
_NEXT_ADDRESS = re.compile(r";\s*(?=https?://|www\.)")
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


@dataclass
class Cells:
    """One verb a kind of value, problems gathered on the way; `number` is that of the row."""

    raw: Mapping[str, str]
    number: int
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, message: str, level: Level) -> None:
        self.problems.append(Problem(self.number, name, message, level, self.raw.get(name) or ""))

    def __post_init__(self) -> None:
        for name, raw in self.raw.items():
            if name not in BY_NAME:
                continue
            # Spaces of an identifier are part of it: it is what the same place is known by next time.
            self.texts[name] = composed(raw) if name == "id" else self._put_right(name, raw)
            if LOST_LETTER in raw:
                message = f"Une lettre est perdue, signe « {LOST_LETTER} » : « {_start(self.texts[name])} »."
                self.say(name, f"{message} Corrigez-la dans votre fichier, enregistré en UTF-8.", "warning")
            if len(raw) > MAX_CELL:
                self.say(name, f"Cette case dépasse {MAX_CELL // 1000} ko : raccourcissez-la.", "fatal")

    def _put_right(self, name: str, raw: str) -> str:
        if raw.isascii() and raw.isprintable() and "&" not in raw:
            return raw.strip()
        # In an address, « &ac; » may be its own.
        text = raw.replace("&amp;", "&") if name in LINKS else decoded(raw)
        if text != raw:
            self.say(name, f"Codes HTML remis en lettres : « {_start(clean(text))} ».", "info")
            raw = text
        if (text := well_read(raw)) != raw:
            self.say(name, f"Accents mal encodés, remis en ordre : « {_start(clean(text))} ».", "info")
        text = clean(text)
        return re.sub(r"\s*\n\s*", " ", text) if name in ON_ONE_LINE else text

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

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
        text = self.text("pivot").replace(" ", "")
        if _ROUNDED.fullmatch(text) or (_ZEROS.fullmatch(text) and not _luhn(text)):
            message = (
                f"SIRET arrondi par un tableur (« {text} ») : mettez la colonne en texte et saisissez-le de nouveau."
            )
            self.say("pivot", message, "warning")
            return UNKNOWN_PIVOT
        if text and _matches(BY_NAME["pivot"], text):
            return text
        self.say("pivot", f"SIRET ou RNA absent ou mal formé : {UNKNOWN_PIVOT} le remplace.", "warning")
        return UNKNOWN_PIVOT

    def postal_code(self) -> str:
        text = re.sub(r"[ .]", "", self.text("code_postal").removesuffix(".0"))
        text = re.sub(r"(?i)^(?:fr?-?)(?=[0-9])", "", text)
        if re.fullmatch(r"[1-9][0-9]{3}", text):
            return self._with_zero("code_postal", text)
        if text and not _matches(BY_NAME["code_postal"], text):
            self.say("code_postal", f"Ce n’est pas un code postal : « {text} ».", "fatal")
        return text

    def insee_code(self) -> str:
        text = self.text("code_insee")
        return (
            self._with_zero("code_insee", text) if re.fullmatch(r"[1-9][0-9]{3}", text) else self.matching("code_insee")
        )

    def _with_zero(self, name: str, text: str) -> str:
        """Spreadsheets drop the first zero of « 01000 »."""
        self.say(name, f"Zéro rétabli devant « {text} ».", "info")
        return f"0{text}"

    def day(self, name: str, today: date, instead: date | None) -> date | None:
        """As far as it is certain, else the day `instead`, if any. A missing one has been said with the other required
        values."""
        text = self.text(name)
        if not text:
            return None
        if told := day_told(text, today):
            day, remark = told
            if remark:
                self.say(name, remark, "info")
            return day
        if instead is None:
            self.say(name, f"Ce n’est pas une date : « {text} ». Écrivez-la comme 2024-02-01.", "fatal")
            return None
        words = date_words(instead, weekday=False)
        message = f"Ce n’est pas une date certaine : « {text} ». Celle du fichier la remplace, {words}."
        self.say(name, f"{message} Écrivez-la comme 2024-02-01.", "warning")
        return instead

    def position(self) -> tuple[Decimal, Decimal] | tuple[None, None]:
        texts = self.text("latitude"), self.text("longitude")
        if texts == ("", ""):
            return None, None
        latitude, longitude = _coordinate(texts[0]), _coordinate(texts[1])
        if latitude is None or longitude is None:
            message = "Il faut deux nombres, latitude et longitude : position laissée de côté."
        elif in_france(float(latitude), float(longitude)):
            return latitude, longitude
        elif in_france(float(longitude), float(latitude)):
            self.say("latitude", "Latitude et longitude étaient inversées : elles sont remises en ordre.", "info")
            return longitude, latitude
        else:
            message = f"Position hors de France, laissée de côté : {latitude:f}, {longitude:f}."
        self.say("latitude", message, "warning")
        return None, None

    def phones(self) -> tuple[str, tuple[str, ...]]:
        """The number to call, "" without any, and the others that were given with it."""
        text = self.text("telephone")
        if not text or _matches(BY_NAME["telephone"], text):
            return text, ()
        number, *others = numbers_in(text) or ("",)
        if not number:
            message = f"Numéro illisible, laissé de côté : « {text} ». Écrivez-le comme 01 99 00 12 34."
            self.say("telephone", message, "warning")
        elif number != text:
            self.say("telephone", f"« {text} » est devenu {number}.", "info")
        return number, tuple(others)

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
        # An address may hold a `;`, one that another address follows ends it.
        values = (one.strip() for value in self.values(name) for one in _NEXT_ADDRESS.split(value))
        found = (self._address(name, value) for value in values if value)
        return tuple(dict.fromkeys(address for address in found if address))

    def _address(self, name: str, value: str) -> str | None:
        """An http or https address; one that begins with a host name gets its scheme."""
        address = with_scheme(value)
        try:
            parts = urlsplit(address)
            # « user:password@ »: a secret that is not to be published, or a lure (« https://caf.fr@exemple.org »).
            good = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and "@" not in parts.netloc
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
        if _NO_HOURS.fullmatch(text):
            self.say("horaires", f"Plages vides seulement : aucun horaire n’est retenu de « {_start(text)} ».", "info")
            return ""
        for message in parse(text).warnings:
            self.say("horaires", message, "warning")
        return text

    def presentation(self, other_phones: Sequence[str]) -> tuple[str, str]:
        """Summary and detail; a summary too long for the standard opens the detail instead, and the numbers that the
        standard has no place for end it."""
        summary, detail = self.text("presentation_resume"), self.text("presentation_detail")
        for number in other_phones:
            sentence = f"Autre numéro : {display_phone(number).replace(NO_BREAK, ' ')}."
            self.say("telephone", f"Un seul numéro a sa place ; à la fin de la présentation : « {sentence} »", "info")
            if sentence not in detail:
                detail = "\n\n".join(part for part in (detail, sentence) if part)
        if len(summary) <= SUMMARY_LENGTH:
            return summary, detail
        self.say(
            "presentation_resume",
            f"Plus de {SUMMARY_LENGTH} caractères : le texte est passé dans la présentation détaillée.",
            "info",
        )
        return "", "\n\n".join(part for part in (summary, detail) if part)


def _luhn(number: str) -> bool:
    """Whether the digits of a SIRET hold together (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _start(text: str) -> str:
    """Enough of it to be recognised in a report."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _matches(standard_field: Field, text: str) -> bool:
    return standard_field.pattern is None or bool(standard_field.pattern.fullmatch(text))


def _coordinate(text: str) -> Decimal | None:
    """A decimal with a point or, as French spreadsheets write, a comma."""
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(?:[.,][0-9]+)?", text):
        return None
    number = Decimal(text.replace(",", "."))
    exponent = number.as_tuple().exponent
    return number.quantize(_COORDINATE_STEP) if isinstance(exponent, int) and exponent < -8 else number
