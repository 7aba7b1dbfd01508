"""French typography, applied at render and never in stored text. Django-free.

Rules (usage of the Imprimerie nationale, as browsers can show it): a narrow no-break space before
; ! ? and between thousands; a no-break space before : and inside « »; numbers stay with their
unit; the apostrophe is curly; the first day of a month is « 1er ». Applying a function twice changes nothing.
"""

import re
from functools import lru_cache

NARROW = "\u202f"  # NARROW NO-BREAK SPACE
NO_BREAK = "\u00a0"  # NO-BREAK SPACE

_SPACE = "[ \u00a0\u202f]"

# A sign counts as punctuation only after a space and before a space, an end or a closing sign, so
# that "?page=2" or "!=" are left alone; a missing space is not invented.
_AFTER = r"(?=[\s»”)\]…<&\"'\u00a0\u202f]|$)"
_HIGH = re.compile(rf"{_SPACE}+([;!?]+){_AFTER}")
_COLON = re.compile(rf"{_SPACE}+:{_AFTER}")
_OPEN = re.compile(rf"«{_SPACE}*")
_CLOSE = re.compile(rf"{_SPACE}*»")
# "6 997" and "1 250 000", not the pairs of a telephone number, nor a year after a day ("1 2026"
# has four digits).
_THOUSANDS = re.compile(rf"(?<![\d,.])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)")
_PHONE = re.compile(rf"(?<!\d)0\d(?:{_SPACE}\d\d){{4}}(?!\d)")
_UNIT = re.compile(rf"(?<=\d){_SPACE}(?=(?:h|min|km|m|ans?|kg|ko|Mo|€|%)(?!\w))")
_MINUTES = re.compile(rf"(?<=\d[ \u00a0]h){_SPACE}(?=\d\d(?!\d))")
# Django's date formats cannot say it in French: « 1 novembre » is « 1er novembre ».
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_FIRST_DAY = re.compile(rf"(?<![\w,.])1(?={_SPACE}(?:{_MONTHS})\b)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
# As Django writes it once escaped: a name that comes from the data (« Penne-d'Agenais »).
_ESCAPED = re.compile(r"(?<=[^\W\d_])&#(?:x27|39);(?=[^\W\d_])")
_ANY = re.compile(r"[;!?:«»'\d]")
_ANY_ESCAPED = re.compile(r"[;!?:«»'\d&]")

# Text outside tags; what is inside these elements is code or typed by a person.
_MARKUP = re.compile(
    r"(<(?:!--.*?-->|((?i:script|style|pre|code|textarea|svg))\b.*?</(?i:\2)\s*>"
    r"|[a-zA-Z/!](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>))",
    re.DOTALL,
)


def french(text: str) -> str:
    """Plain text with French spaces and apostrophes: ``"Où ?"`` → ``"Où\\u202f?"``."""
    if not _ANY.search(text):
        return text
    text = _APOSTROPHE.sub("’", text)
    text = _OPEN.sub(f"«{NO_BREAK}", text)
    text = _CLOSE.sub(f"{NO_BREAK}»", text)
    text = _HIGH.sub(rf"{NARROW}\1", text)
    text = _COLON.sub(f"{NO_BREAK}:", text)
    text = _PHONE.sub(lambda found: re.sub(_SPACE, NO_BREAK, found[0]), text)
    text = _THOUSANDS.sub(lambda found: re.sub(_SPACE, NARROW, found[0]), text)
    text = _UNIT.sub(NO_BREAK, text)
    text = _FIRST_DAY.sub("1er", text)
    return _MINUTES.sub(NO_BREAK, text)


def french_html(html: str) -> str:
    """The same for HTML: tags, attributes, comments, code and drawings are left as they are."""
    # `split` gives text, markup, name of the element that the markup holds whole (or None), text, …
    pieces = _MARKUP.split(html)
    pieces[::3] = map(_french_words, pieces[::3])
    del pieces[2::3]
    return "".join(pieces)


@lru_cache(maxsize=8_192)
def _french_words(escaped: str) -> str:
    """Most pieces of a page (labels, days, names) are those of the page before: half of the time was spent on them."""
    return french(_ESCAPED.sub("’", escaped)) if _ANY_ESCAPED.search(escaped) else escaped


_QUOTATION_MARKS = (("«", "»"), ("“", "”"), ('"', '"'))


def without_quotation_marks(text: str) -> str:
    """Words that the page itself puts between « »: those typed around the whole are left out."""
    words = text.strip()
    for opening, closing in _QUOTATION_MARKS:
        inner = words[1:-1]
        if words.startswith(opening) and words.endswith(closing) and opening not in inner and closing not in inner:
            return inner.strip()
    return words


def group_thousands(number: int) -> str:
    """``6997`` → ``6\\u202f997``."""
    return f"{number:,}".replace(",", NARROW)


# Overseas country codes whose national number is "0" + code + six digits (ARCEP numbering plan).
_OVERSEAS = ("262", "590", "594", "596")


def national_number(phone: str) -> str:
    """E.164 or national digits → national digits; other countries keep their ``+``."""
    digits = re.sub(r"[^\d+]", "", phone)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+33"):
        return f"0{digits[3:].removeprefix('0')}"
    if digits.startswith(tuple(f"+{code}" for code in _OVERSEAS)):
        return f"0{digits[4:].removeprefix('0')}"
    return digits


def display_phone(phone: str) -> str:
    """``+33553878793`` → ``05 53 87 87 93`` in no-break spaces; ``3960`` → ``39 60``.

    A number of another country is shown as it was given.
    """
    digits = national_number(phone)
    if digits.isdigit() and len(digits) in (4, 10):
        return NO_BREAK.join(digits[i : i + 2] for i in range(0, len(digits), 2))
    return re.sub(rf"{_SPACE}+", NO_BREAK, phone.strip())


def dial_target(phone: str) -> str:
    """What a ``tel:`` link dials: E.164 when the number has one, else its digits."""
    digits = re.sub(r"[^\d+]", "", phone)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+330"):  # written « +33 (0)5 … »
        return f"+33{digits[4:]}"
    if digits.startswith("0") and len(digits) == 10:
        return f"+33{digits[1:]}"
    return digits
