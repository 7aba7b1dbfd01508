"""All documents of some kinds, kept in memory from one write of the index to the next.

A question without a place looks at every document: reading 11 238 short rows at each one was most of its time. They
take some 7 MB in a worker process, and are read again when the token of the index says that something was written.
"""

from __future__ import annotations

from collections.abc import Mapping

from search.engines.counting import Candidate
from search.index.memory import Remembered
from search.models import SearchDocument

Catalogue = Mapping[int, Candidate]  # by primary key, in the order of names
_Asked = tuple[tuple[str, ...], bool]


def catalogue(index_token: int, kinds: tuple[str, ...], dated: bool) -> Catalogue:
    """The documents of these kinds (of all when empty), to be put in order by date when `dated`, else by name."""
    held = _held.at(index_token)
    if (kinds, dated) not in held:
        held[kinds, dated] = _read(kinds, dated)
    return held[kinds, dated]


def _nothing(_: int) -> dict[_Asked, Catalogue]:
    return {}


_held = Remembered(_nothing)


def _read(kinds: tuple[str, ...], dated: bool) -> Catalogue:
    documents = SearchDocument.objects.filter(kind__in=kinds) if kinds else SearchDocument.objects.all()
    order = "starts_at" if dated else "sort_title"
    rows = documents.order_by().values_list("pk", "key", "facets", "approximate", "boost", order, "sort_title")
    shared: dict[str, str] = {}  # equal texts are one object: less memory, and quicker to count
    found = [
        (title, Candidate(pk, key, shared.setdefault(facets, facets), approximate, boost, value, None, True))
        for pk, key, facets, approximate, boost, value, title in rows
    ]
    found.sort(key=lambda pair: (pair[0], pair[1].key))
    return {candidate.pk: candidate for _, candidate in found}
