"""An address written in one cell: « 12 rue des Lilas, 47000 Agen »."""

import re
from typing import NamedTuple

_CODE = r"(?P<code>\d{2} ?\d{3})"
# The town stands after its code, or before it in brackets or after a dash.
_CODE_FIRST = re.compile(rf"(?P<street>.*?)[\s,;–-]*\(?(?<![\d/]){_CODE}(?!\d)\)?[\s,;–-]+(?P<town>[^\d,;].*)")
_TOWN_FIRST = re.compile(rf"(?P<street>.+?)(?:\s*[,;]|\s[–-])\s*(?P<town>[^\d,;(]+?)[\s,;–-]*\(?(?<![\d/]){_CODE}\)?")
_TAIL = re.compile(r"(?:[\s,;–-]+(?:france|f)|\s*\([^()]*\)|[\s,;.–-]+)$", re.IGNORECASE)


class Address(NamedTuple):
    street: str
    postal_code: str
    commune: str


def split_address(text: str) -> Address | None:
    """None where no postal code followed, or preceded, by a town is found. A country at the end is left out."""
    line = ", ".join(part.strip(" ,;") for part in text.splitlines() if part.strip(" ,;"))
    while (shorter := _TAIL.sub("", line)) != line and not re.search(r"\(\d{2} ?\d{3}\)$", line):
        line = shorter
    found = None
    # The last code counts: « Route de Paris 75000, 47000 Agen » stands in Agen.
    for start in [match.start() for match in re.finditer(r"(?<![\d/])\d{2} ?\d{3}(?!\d)", line)]:
        before, after = line[:start], line[start:]
        if (match := _CODE_FIRST.fullmatch(after)) and match["street"] == "":
            found = Address(before.rstrip(" ,;–-("), match["code"].replace(" ", ""), match["town"].strip(" ,;"))
    if found is None and (match := _TOWN_FIRST.fullmatch(line)):
        found = Address(match["street"].strip(" ,;"), match["code"].replace(" ", ""), match["town"].strip(" ,;"))
    return found
