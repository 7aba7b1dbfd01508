"""What a visitor asks of the site search, read from the address, and the addresses of other questions. No Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from portal.words.parameters import Parameters

SEARCH = "/recherche/"


@dataclass(frozen=True)
class SiteQuery:
    """`kind` is one kind of results, "" for all. `exact` takes the words as they are typed. `page` starts at 1."""

    text: str = ""
    kind: str = ""
    exact: bool = False
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The address of this question with some of its parts changed; on its first page unless `page` is given."""
        other = replace(self, **{"page": 1, **changes})
        pairs = {
            "q": other.text,
            "type": other.kind,
            "exact": "1" if other.exact else "",
            "page": str(other.page) if other.page > 1 else "",
        }
        written = urlencode({name: value for name, value in pairs.items() if value})
        return f"{SEARCH}?{written}" if written else SEARCH


def read(parameters: Mapping[str, Sequence[str]], kinds: Collection[str]) -> tuple[SiteQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `kinds` are those that have results.
    """
    given = Parameters(parameters)
    query = SiteQuery(
        text=given.words("q"), kind=_kind(given, kinds), exact=given.last("exact") == "1", page=given.page("page")
    )
    given.refuse_others({"q", "type", "exact", "page"})
    return query, given.notices


def _kind(given: Parameters, kinds: Collection[str]) -> str:
    kind = given.last("type")
    if kind and kind not in kinds:
        given.say("Nous ne connaissons pas ce genre de résultat : les voici tous.")
        return ""
    return kind
