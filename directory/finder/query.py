"""What a visitor asks of the finder, read from the address, and the addresses of other questions. No Django here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from directory.addresses import FINDER
from portal.words.parameters import DEFAULT_RADIUS, RADII, Parameters, position_text

# What a list with more filters costs is spent for robots.
MOST_FACETS = 2
_OWN = ("quoi", "ou", "autour", "rayon", "page", "exact")


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
    def deep(self) -> bool:
        """More filters than people combine: robots that follow them all are told to stop, and wait their turn."""
        return sum(map(len, self.facets.values())) > MOST_FACETS

    @property
    def around_text(self) -> str:
        """The position as the address writes it: « 44.20,0.62 »."""
        return position_text(self.around) if self.around else ""

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
        return f"{FINDER}?{urlencode(pairs)}" if pairs else FINDER


def read(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Collection[str]]
) -> tuple[FinderQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `known` the codes of each facet group.
    """
    given = Parameters(parameters)
    where = given.words("ou")
    query = FinderQuery(
        text=given.words("quoi"),
        where=where,
        around=None if where else given.position("autour"),
        radius=given.radius("rayon"),
        facets=given.codes(known),
        exact=given.last("exact") == "1",
        page=given.page("page"),
    )
    given.refuse_others({*known, *_OWN})
    return query, given.notices
