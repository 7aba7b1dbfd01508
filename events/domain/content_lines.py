"""Content lines of RFC 5545: texts cleaned and escaped, lines folded at 75 octets.

The library makes an object of each property and folds one character at a time: 0.3 ms an event, fifteen times what the
same bytes cost here. Most lines of an event are those of all the dates of its activity, hence remembered.
`tests/domain/events/test_ical.py` compares these bytes with the library's, for any text.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

# Lines of some hundred activities, since a feed goes by date from one to the next.
REMEMBERED = 1_024
_LONGEST = 74  # octets, one under the limit: some readers count the line break


@lru_cache(maxsize=REMEMBERED)
def clean_text(text: str) -> str:
    """`text` as a calendar may hold it: line breaks as LF, tabs as spaces, no other control character.

    NEL, LS and PS become LF, since several readers cut lines there. Lone surrogates go, which UTF-8 cannot
    write, and byte-order marks left by a copy and paste, which ical.js drops at the start of a text.
    """
    if text.isascii() and text.isprintable():  # identifiers, of which no two are the same
        return text.strip()
    text = re.sub(r"\r\n|[\r\x85\u2028\u2029]", "\n", text).replace("\t", " ").replace("\ufeff", "")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


@lru_cache(maxsize=REMEMBERED)
def one_line(text: str) -> str:
    """`clean_text` with every run of ordinary spaces and line breaks made one space."""
    return re.sub(r"[ \n]+", " ", clean_text(text))


def escaped(text: str) -> str:
    """TEXT, escaped literally: the library first turns the two characters « \\N » into a line break, which would break
    a Windows path such as `C:\\Nouveau`."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def uri(address: str) -> str:
    """ASCII only: control characters, spaces and accents are percent-encoded, the rest is left as it is."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")


def line(name: str, value: str) -> bytes:
    """« NAME:value » as UTF-8, folded, CRLF; parameters are part of `name`, `value` is escaped as its type asks."""
    whole = f"{name}:{value}".encode()
    if len(whole) <= _LONGEST:
        return whole + b"\r\n"
    pieces, start = [], 0
    while len(whole) - start > _LONGEST:
        end = start + _LONGEST
        while whole[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if whole[end - 1] in b"\\^":  # within an escape
            end -= 1
        pieces.append(whole[start:end])
        start = end
    pieces.append(whole[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
