"""Who has something to find: each app registers a source of documents in `AppConfig.ready()`.

`search` knows no model of the rooms above it; it asks their sources for documents and for cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from search.types import Asked, Document, Hit

Words = str | Promise  # translated when shown


class Source(Protocol):
    """The documents of one kind, and how the site search shows them.

    `kind` is the first half of the keys (« lieu » in « lieu:12 »), `label` a plural for people (« Lieux »), `order`
    its rank on the page of results. `card_template` renders one `card` of `cards()` as a list item; a source may
    also have a `list_class`, the class of the list around its items. `located` is False for a kind without positions
    (articles): a commune in the question is then looked for as a word. `address(text, place_label)` is where the room
    answers such a question itself. `joins` is another kind in whose list its documents stand, with cards of the same
    template. These four are optional, see the functions below.
    """

    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> Words: ...
    @property
    def order(self) -> int: ...
    @property
    def card_template(self) -> str: ...

    def pks(self) -> Iterable[int]:
        """Every object that may have a document, without the cost of making it."""

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        """Yield the documents of these objects, a few hundred at most: only what anybody may see, as it is to be told
        at that moment."""

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, object]:
        """Give the card of each object by its id, in one or few queries; one that is gone is left out."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source. The same kind registered again takes the place of the former one."""
    if not source.kind or ":" in source.kind:
        raise ValueError(f"not a kind: {source.kind!r}")
    _sources[source.kind] = source


def source(kind: str) -> Source:
    """The source of a kind; LookupError when nobody registered it."""
    try:
        return _sources[kind]
    except KeyError:
        raise LookupError(f"no search source is registered for {kind!r}") from None


def sources() -> tuple[Source, ...]:
    """All sources, in the order of the page of results."""
    return tuple(sorted(_sources.values(), key=lambda source: (source.order, source.kind)))


def lists() -> tuple[Source, ...]:
    """The sources that have a list of their own, in the order of the page of results."""
    return tuple(source for source in sources() if not _joins(source))


def kinds_of_list(kind: str) -> tuple[str, ...]:
    """A kind and those that stand in its list."""
    return (kind, *(source.kind for source in sources() if _joins(source) == kind))


def cards_of(hits: Sequence[Hit], asked: Asked) -> list[tuple[Hit, object]]:
    """The cards of hits of several kinds, in their order; one that is gone is left out."""
    by_kind: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_kind[hit.kind].append(hit)
    found = {kind: source(kind).cards(some, asked) for kind, some in by_kind.items()}
    return [(hit, found[hit.kind][hit.pk]) for hit in hits if hit.pk in found[hit.kind]]


def _joins(source: Source) -> str:
    return str(getattr(source, "joins", ""))


def list_class(source: Source) -> str:
    """Class of the list that holds the cards of a source."""
    return str(getattr(source, "list_class", ""))


def located(source: Source) -> bool:
    """Whether the documents of a source stand somewhere on the map (yes unless it says no)."""
    return bool(getattr(source, "located", True))


def address(source: Source, text: str = "", place_label: str = "") -> str:
    """Where the room of a source answers that question itself, with its filters; "" when it has no such page."""
    give = getattr(source, "address", None)
    return "" if give is None else str(give(text, place_label))
