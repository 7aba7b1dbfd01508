"""Telephone numbers as people write them, read into the form stored; `typography` shows one.

Stored: `+33553878793`, as the national standard wants it, or a short number as it is dialled (`3949`).
"""

import re

import phonenumbers

# Country code in the national standard → the region whose plan reads a number without it.
_REGIONS = {
    33: "FR", 590: "GP", 594: "GF", 262: "RE", 596: "MQ", 269: "KM", 687: "NC", 689: "PF", 508: "PM", 681: "WF",
}  # fmt: skip
# The ten digits of metropolitan France, or the country codes of the standard with 6 to 9 digits after them.
_STORED = re.compile(r"\+33[1-9][0-9]{8}|\+(?:590|594|262|596|269|687|689|508|681)[0-9]{6,9}")
# « 3949 », « 1013 », « 118 218 »: « 15 » and « 112 » are hours and house numbers more often than a place's number.
_SHORT = re.compile(r"3[0-9]{3}|10[0-9]{2}|118[0-9]{3}")

# National numbers of the overseas départements, dialled « 0 » + nine digits like the others: their country
# code is not 33 (plan of the regulator, Arcep). Mayotte shares 262 with La Réunion.
_OVERSEAS = {
    "590": ("590", "690", "691"),
    "594": ("594", "694"),
    "596": ("596", "696", "697"),
    "262": ("262", "263", "269", "639", "692", "693"),
}
_COUNTRY_BY_START = {start: int(country) for country, starts in _OVERSEAS.items() for start in starts}

# Digits and what people put between them; not what follows « poste », inside the house, nor « 7j/7, 24h/24 ».
_RUN = re.compile(r"(?<!\w)(?:\+[ ]?|\()?[0-9](?:[0-9 .\-‐‑–—/·_()\u00a0\u202f\u2009,;|+]*[0-9])?(?!\w)")
_OTHER = re.compile(r"\b(?:poste|ext(?:ension)?)\b[ .:n°]*[0-9]+|\b[0-9]+ ?[hj] ?/ ?[0-9]+\b", re.IGNORECASE)
# « 05 53 87 87 93 ou 94 »: the last two digits of a second number.
_TAIL = re.compile(r"(\b0[1-9](?:[ .-]?[0-9]{2}){3}[ .-]?)([0-9]{2}) ?(?:/|ou|et) ?([0-9]{2})\b(?! ?[.hj0-9-])")
_SEVERAL = re.compile(r"[/;|,()]|(?=\+)|\s[-‐‑–—]\s")
_TEN = re.compile(r"0[1-9][0-9]{8}")


def is_stored(number: str) -> bool:
    """Whether this is how a number is stored."""
    return bool(_STORED.fullmatch(number) or _SHORT.fullmatch(number))


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text, as they are stored, each once: whole numbers first, then short ones.

    « 05 53 87 87 93 », « Tél. 05.53.87.87.93 (accueil) », « 553878793 », « +330553878793 » all
    give `+33553878793`. Numbers of countries that the standard does not know are left out. Never raises.
    """
    if _STORED.fullmatch(text):
        return (text,)
    found: dict[str, None] = {}
    for run in _RUN.findall(_TAIL.sub(r"\1\2 / \1\3", _OTHER.sub(" ", text.replace("(0)", "")))):
        whole = _number(run)
        for number in (whole,) if whole else map(_number, _parts(run)):
            if number:
                found[number] = None
    return tuple(sorted(found, key=lambda number: not number.startswith("+")))


def _parts(run: str) -> list[str]:
    digits = re.sub(r"[^0-9]", "", run)
    if len(digits) % 10 == 0 and "+" not in run and _TEN.fullmatch(digits[:10]):
        return [digits[start : start + 10] for start in range(0, len(digits), 10)]
    return _SEVERAL.split(run)


def _number(part: str) -> str | None:
    digits = re.sub(r"[^0-9+]", "", part)
    if _SHORT.fullmatch(digits):
        short = phonenumbers.parse(digits, "FR")
        return digits if phonenumbers.is_valid_short_number_for_region(short, "FR") else None
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    # « +33 590 12 34 56 »: the country code of the mainland is often put before an overseas number.
    national = re.sub(r"^(?:\+?33)?0?(?=[0-9]{9}$)", "", digits)
    region = _REGIONS[_COUNTRY_BY_START.get(national[:3], 33)]
    try:
        number = phonenumbers.parse(digits if region == "FR" else national, region)
    except phonenumbers.NumberParseException:
        return None
    if number.country_code not in _REGIONS or not phonenumbers.is_possible_number(number):
        return None
    stored = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return stored if _STORED.fullmatch(stored) else None
