"""What a visitor asks of the finder, read from the address, and the addresses of other questions. No Django here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

PATH = "/lieux/"
RADII = (5, 10, 20, 40, 80)
DEFAULT_RADIUS = 20
MAX_TEXT = 200
MAX_PAGE = 100_000
_ECHO = 30  # characters of a faulty value that a notice repeats

_OWN = ("quoi", "ou", "autour", "rayon", "page", "exact")
_AROUND = re.compile(r"(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)")
# Marks that other sites and mailings add to links; they ask nothing of us.
_FOREIGN = ("utm_", "mtm_", "pk_", "fbclid", "gclid", "_")


@dataclass(frozen=True)
class FinderQuery:
    """`facets` holds the codes chosen in each group. `exact` takes the words as they are typed. `page` starts at 1.

    `around` is where the visitor is (latitude, longitude), to two decimals: a kilometre is enough to find what is near
    and too little to tell a house. A place that is typed takes its place.
    """

    text: str = ""
    where: str = ""
    around: tuple[float, float] | None = None
    radius: int = DEFAULT_RADIUS
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exact: bool = False
    page: int = 1

    @property
    def empty(self) -> bool:
        return not (self.text or self.where or self.around or self.facets)

    @property
    def filtered(self) -> bool:
        """More than a place: a search engine has nothing to keep of such a list."""
        return bool(self.text or self.around or self.facets or self.exact or self.radius != DEFAULT_RADIUS)

    @property
    def around_text(self) -> str:
        """The position as the address writes it: « 44.20,0.62 »."""
        return f"{self.around[0]:.2f},{self.around[1]:.2f}" if self.around else ""

    @property
    def wider(self) -> int | None:
        """The next radius, None at the widest."""
        return next((radius for radius in RADII if radius > self.radius), None)

    def address(self, **changes: Any) -> str:
        """The address of this question with some of its parts changed; on its first page unless `page` is given."""
        other = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = []
        if other.text:
            pairs.append(("quoi", other.text))
        if other.where:
            pairs.append(("ou", other.where))
        elif other.around:
            pairs.append(("autour", other.around_text))
        if other.radius != DEFAULT_RADIUS:
            pairs.append(("rayon", str(other.radius)))
        pairs += [(group, value) for group in sorted(other.facets) for value in sorted(other.facets[group])]
        if other.exact:
            pairs.append(("exact", "1"))
        if other.page > 1:
            pairs.append(("page", str(other.page)))
        return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


def read(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Collection[str]]
) -> tuple[FinderQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `known` the codes of each facet group.
    """
    notices: list[str] = []
    where = _words(parameters, "ou", notices)
    query = FinderQuery(
        text=_words(parameters, "quoi", notices),
        where=where,
        around=None if where else _around(_last(parameters, "autour"), notices),
        radius=_radius(_last(parameters, "rayon"), notices),
        facets=_facets(parameters, known, notices),
        exact=_last(parameters, "exact") == "1",
        page=_page(_last(parameters, "page"), notices),
    )
    ours = {*known, *_OWN}
    strangers = [name for name in parameters if name not in ours and not name.startswith(_FOREIGN)]
    if strangers:
        notices.append(f"Ce réglage n’existe pas ici, il a été laissé de côté : {_quoted(strangers)}.")
    return query, tuple(dict.fromkeys(notices))


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name) or ("",)
    return values[-1].strip()


def _words(parameters: Mapping[str, Sequence[str]], name: str, notices: list[str]) -> str:
    typed = _last(parameters, name)
    readable = "".join(" " if c.isspace() else c for c in typed if c.isspace() or not _unreadable(c))
    text = " ".join(readable.split())
    if len(readable) < len(typed):
        notices.append("Des caractères illisibles ont été laissés de côté.")
    if len(text) > MAX_TEXT:
        notices.append(f"Votre demande est très longue : nous avons lu les {MAX_TEXT} premiers caractères.")
        text = text[:MAX_TEXT].rstrip()
    return text


def _unreadable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Cn") or character == "\ufffd"


def _around(typed: str, notices: list[str]) -> tuple[float, float] | None:
    if not typed:
        return None
    if match := _AROUND.fullmatch(typed):
        latitude, longitude = round(float(match[1]), 2), round(float(match[2]), 2)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    notices.append("Votre position n’a pas été comprise : écrivez le nom de votre commune.")
    return None


def _radius(typed: str, notices: list[str]) -> int:
    if not typed:
        return DEFAULT_RADIUS
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None
    if number in RADII:
        return number
    chosen = DEFAULT_RADIUS if not number else next((radius for radius in RADII if radius >= number), RADII[-1])
    notices.append(f"La distance {_quoted([typed])} n’est pas dans la liste : nous cherchons à {chosen} km.")
    return chosen


def _page(typed: str, notices: list[str]) -> int:
    if not typed:
        return 1
    if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
        return min(int(typed[:9]), MAX_PAGE)
    notices.append("Le numéro de page n’a pas été compris : voici la première page.")
    return 1


def _facets(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Collection[str]], notices: list[str]
) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    refused: list[str] = []
    for group, codes in known.items():
        values = [value for value in parameters.get(group, ()) if value]
        refused += [value for value in values if value not in codes]
        if kept := frozenset(value for value in values if value in codes):
            chosen[group] = kept
    if refused:
        notices.append(f"Ce choix n’existe pas, il a été laissé de côté : {_quoted(refused)}.")
    return chosen


def _quoted(texts: Iterable[str]) -> str:
    """« abc », « def »: three at most, cut short, without what cannot be shown."""
    shown = []
    for text in list(dict.fromkeys(texts))[:3]:
        clean = " ".join("".join(c for c in text if not _unreadable(c)).split())
        shown.append(f"« {clean[:_ECHO]}{'…' if len(clean) > _ECHO else ''} »")
    return ", ".join(shown)
