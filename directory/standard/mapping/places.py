"""What rules read about where a place is: an address in one cell, metres of Lambert-93, a point in one cell."""

import re
from collections.abc import Callable

from directory.standard.mapping.address import split_address
from directory.standard.mapping.lambert93 import plausible, to_degrees
from directory.standard.mapping.line import Line

Read = Callable[[Line], str]

PARTS = ("street", "postal_code", "commune")
AXES = ("latitude", "longitude")

_DEGREES = re.compile(r"[-+]?\d{1,3}(?:[.,]\d+)?")
_METRES = re.compile(r"-?\d{1,8}(?:\.\d+)?")


def address(name: str, index: int, column: str, part: int) -> Read:
    def read(line: Line) -> str:
        text = line.cell(index)
        if found := split_address(text):
            return found[part]
        if text and part == 0:
            message = "Ni code postal ni commune ne sont lisibles au bout de cette adresse."
            line.say(name, message, "warning", text, column, "Écrivez-la ainsi : 12 rue des Lilas, 35000 Rennes.")
            return text.replace("\n", ", ")
        return ""

    return read


def lambert(name: str, x: int, y: int, column: str, axis: int) -> Read:
    def read(line: Line) -> str:
        texts = line.cell(x), line.cell(y)
        if not any(texts):
            return ""
        metres = _metres(texts[0]), _metres(texts[1])
        if metres[0] is not None and metres[1] is not None and plausible(metres[0], metres[1]):
            return f"{to_degrees(metres[0], metres[1])[axis]:.7f}".rstrip("0").rstrip(".")
        if axis == 0:
            message = "Ce ne sont pas des coordonnées Lambert-93 de France métropolitaine : position laissée de côté."
            line.say(name, message, "warning", " ; ".join(texts), column)
        return ""

    return read


def point(name: str, index: int, column: str, axis: int, *, turned: bool) -> Read:
    """`turned`: longitude stands first."""

    def read(line: Line) -> str:
        text = line.cell(index)
        numbers = numbers_of(text)
        if len(numbers) == 2:
            return numbers[1 - axis if turned else axis]
        if text and axis == 0:
            line.say(
                name, "Il faut deux nombres, latitude et longitude : position laissée de côté.", "warning", text, column
            )
        return ""

    return read


def numbers_of(text: str) -> list[str]:
    """The numbers of « 44.2033, 0.6163 », « 44,2033 ; 0,6163 », « POINT(0.6163 44.2033) »."""
    return [number.replace(",", ".") for number in _DEGREES.findall(text)]


def _metres(text: str) -> float | None:
    """« 512 345,67 » as French spreadsheets write."""
    text = re.sub(r"\s", "", text).replace(",", ".")
    return float(text) if _METRES.fullmatch(text) else None
