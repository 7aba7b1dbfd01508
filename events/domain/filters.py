"""What dates may be chosen by: the groups of filters, and what a date bears in each of them. No Django here.

The names of groups and their codes are those of the finder where it has the same filter. What depends on the activity
is stored beside it as one text of terms, what depends on the date as bits: the same selection answers for dates to come
and for those that left the calendars, whose activity may be gone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import datetime
from functools import cache

from directory.domain import vocabulary
from portal.words.french import DAY_NAMES
from search.question.moments import PARTS

KIND, SERVICE, PUBLIC, NEED = "genre", "service", "public", "besoin"
ACCESS, PRICE, STEP_FREE = "acces", "prix", "accessible"
DAY, PART, PLACES = "jour", "moment", "places"
HOST, HOLDER, ORGANISATION = "lieu", "avec", "organisme"

# Who names no public receives everybody.
OPEN_GROUPS = frozenset({PUBLIC})
# Told by numbers of the directory, not by words.
NUMBERED = (HOST, HOLDER, ORGANISATION)
YES, LEFT = "oui", "libres"

# Kinds of access and prices of an activity → their codes in addresses. What is not known bears no code.
_ACCESS: Mapping[str, str] = {
    "drop-in": vocabulary.WALK_IN,
    "booking": "inscription",
    "phone": "telephoner",
    "orientation": "prescription",
}
_PRICE: Mapping[str, str] = {"free": vocabulary.FREE, "conditional": "gratuit-sous-condition", "paid": "payant"}

_REACHED = re.compile(r"plain[- ]pied|rampe|ascenseur|accessible|sans (?:aucune )?marche", re.IGNORECASE)
_DOUBTED = re.compile(
    r"\?|\b(?:non|pas|peu|inaccessible|difficile\w*|escaliers?|panne|partiel\w*|hors service)\b"
    r"|sans (?:rampe|ascenseur)",
    re.IGNORECASE,
)

# Seven bits for the day of the week, Monday first, then one for each part of the day.
_DAY_BITS: Mapping[str, int] = {name: 1 << weekday for weekday, name in enumerate(DAY_NAMES)}
_PART_BITS: Mapping[str, int] = {part: 1 << 7 + rank for rank, part in enumerate(PARTS)}
_BITS: Mapping[str, Mapping[str, int]] = {DAY: _DAY_BITS, PART: _PART_BITS}
_MIDNIGHT = 24 * 60


class _Numbers(Container[str]):
    """Every number that a row may have."""

    _NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self._NUMBER.fullmatch(code) is not None


def known_codes(kinds: Collection[str]) -> Mapping[str, Container[str]]:
    """The codes that an address may give in each group; `kinds` are those of activities."""
    return {
        KIND: kinds,
        SERVICE: vocabulary.SERVICES.by_code.keys(),
        DAY: _DAY_BITS.keys(),
        PART: _PART_BITS.keys(),
        ACCESS: frozenset(_ACCESS.values()),
        PRICE: frozenset(_PRICE.values()),
        PUBLIC: vocabulary.PUBLICS.by_code.keys(),
        NEED: vocabulary.SPECIAL_NEEDS.by_code.keys(),
        STEP_FREE: frozenset({YES}),
        PLACES: frozenset({LEFT}),
        **dict.fromkeys(NUMBERED, _Numbers()),
    }


def access_code(access: str) -> str:
    """« se-presenter » of « drop-in »; "" of what is not known."""
    return _ACCESS.get(access, "")


def price_code(price: str) -> str:
    return _PRICE.get(price, "")


def says_step_free(words: str) -> bool:
    """Whether the words on accessibility say that one gets in without a step. A doubt is no promise: « Rampe, mais
    ascenseur en panne »."""
    return _REACHED.search(words) is not None and _DOUBTED.search(words) is None


def write_terms(
    *,
    services: Iterable[str],
    publics: Iterable[str],
    special_needs: Iterable[str],
    access: str,
    price: str,
    accessibility: str,
    organisations: Iterable[int],
) -> str:
    """The stored text: « service:outils prix:gratuit » between two spaces; the same activity gives the same text."""
    pairs = [
        *((SERVICE, code) for code in services),
        *((PUBLIC, code) for code in publics),
        *((NEED, code) for code in special_needs),
        *([(ACCESS, access_code(access))] if access_code(access) else []),
        *([(PRICE, price_code(price))] if price_code(price) else []),
        *([(STEP_FREE, YES)] if says_step_free(accessibility) else []),
        *((ORGANISATION, str(pk)) for pk in organisations),
    ]
    return "".join(sorted({f" {group}:{code}" for group, code in pairs})) + " "


def term(group: str, code: str = "") -> str:
    """What the text of terms contains when it bears a code; any code of the group when none is named."""
    return f" {group}:{code} " if code else f" {group}:"


def read_terms(text: str) -> frozenset[tuple[str, str]]:
    """The pairs (group, code) of a stored text."""
    pairs = (word.partition(":") for word in text.split())
    return frozenset((group, code) for group, _colon, code in pairs)


def moment_of(start: datetime, end: datetime) -> int:
    """The bits of a date: its day of the week, and each part of the day that it touches; both by the clock of its
    place. It may end at midnight, or after."""
    first = start.hour * 60 + start.minute
    last = end.hour * 60 + end.minute if end.date() == start.date() else _MIDNIGHT
    bits = 1 << start.weekday()
    for part, (begins, ends) in PARTS.items():
        part_end = ends.hour * 60 + ends.minute or _MIDNIGHT
        if first < part_end and last > begins.hour * 60 + begins.minute:
            bits |= _PART_BITS[part]
    return bits


def bits(group: str, codes: Iterable[str]) -> int:
    """What the bits of a date meet when it bears one of these codes of `DAY` or `PART`."""
    return sum(_BITS[group][code] for code in set(codes))


@cache
def read_moment(moment: int) -> frozenset[tuple[str, str]]:
    """The pairs (group, code) of the bits of a date."""
    return frozenset((group, code) for group, some in _BITS.items() for code, bit in some.items() if moment & bit)
