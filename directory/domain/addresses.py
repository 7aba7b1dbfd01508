"""Phones, postal addresses and ways to a place. How a phone is shown is `portal.words.typography`'s business."""

import re
from urllib.parse import urlencode

# The country codes that the national standard accepts, with 6 to 9 digits after them.
_STANDARD_PHONE = re.compile(r"\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}")

# National numbers of the overseas départements, dialled « 0 » + nine digits like the others: their country
# code is not 33 (plan of the regulator, Arcep). Mayotte shares 262 with La Réunion.
_OVERSEAS = {
    "590": ("590", "690", "691"),
    "594": ("594", "694"),
    "596": ("596", "696", "697"),
    "262": ("262", "263", "269", "639", "692", "693"),
}
_COUNTRY_BY_START = {start: country for country, starts in _OVERSEAS.items() for start in starts}

_SEVERAL = re.compile(r"\s*(?:/|;|\||,|\bou\b|\bet\b)\s*", re.IGNORECASE)


def normalise_phone(text: str) -> str | None:
    """The international form of a number as people write it, None when it is not a usable number.

    « 05 53 87 87 93 », « 05.53.87.87.93 », « 0033 553878793 », « +33 (0)5 53 87 87 93 » all give
    `+33553878793`. Of several numbers the first usable one is kept. Short numbers (« 3949 ») give None: the
    standard has no place for them.
    """
    for part in _SEVERAL.split(text):
        digits = re.sub(r"[\s.\-()‐‑–\u00a0\u202f]", "", part.replace("(0)", ""))
        if digits.startswith("00"):
            digits = f"+{digits[2:]}"
        elif re.fullmatch(r"0[1-9]\d{8}", digits):
            digits = f"+{_COUNTRY_BY_START.get(digits[1:4], '33')}{digits[1:]}"
        if _STANDARD_PHONE.fullmatch(digits) and (not digits.startswith("+33") or len(digits) == 12):
            return digits
    return None


def street_line(street: str, postal_code: str, commune: str, complement: str = "") -> str:
    """One line: « Maison de Pays, 14 boulevard Jean Brisseau, 47120 Duras », parts missing left out."""
    town = f"{postal_code} {commune}".strip()
    return ", ".join(part for part in (complement.strip(), street.strip(), town) if part)


def directions_url(lat: float, lon: float) -> str:
    """A plain link to OpenStreetMap's directions, which asks the visitor where from."""
    return "https://www.openstreetmap.org/directions?" + urlencode({"to": f"{lat:.6f},{lon:.6f}"})
