"""What blocks show of the database: each names what it needs, its page gathers it for all of them at once.

A block says its keys by kind (`data_needs`), a fetcher registered for the kind turns all the keys of a page into what
is shown, and the block reads its part when it is rendered (`data_of`). Blocks are found however deep they are nested,
so the number of queries depends neither on how many they are nor on where they stand.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeAlias, TypeVar

from django.http import HttpRequest
from wagtail.blocks import BoundBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

Key = TypeVar("Key", bound=Hashable)
Shown = TypeVar("Shown")


@dataclass(frozen=True, eq=False)
class DataKind(Generic[Key, Shown]):
    """What a key stands for, and what is shown of it: « places », by their ids, as cards."""

    name: str


DataNeeds: TypeAlias = Mapping[DataKind[Any, Any], Collection[Hashable]]
# What may be shown of these keys, in a constant number of queries; a key that is not public is left out.
Fetcher: TypeAlias = Callable[[Collection[Key], datetime, HttpRequest | None], Mapping[Key, Shown]]

_fetchers: dict[DataKind[Any, Any], Fetcher[Any, Any]] = {}


def register_fetcher(kind: DataKind[Key, Shown], fetch: Fetcher[Key, Shown]) -> None:
    """In `AppConfig.ready()`: a block knows its kind, never the models and pages that the fetcher reads."""
    _fetchers[kind] = fetch


class NeedsData:
    """Mixed into the class of a block that shows more than what its editor wrote."""

    def data_needs(self, value: Any) -> DataNeeds:
        """The keys that this value shows, by kind; a key chosen twice is there twice."""
        raise NotImplementedError


class BlockData:
    """What a page gathered for its blocks."""

    def __init__(self, shown: Mapping[DataKind[Any, Any], Mapping[Any, Any]]) -> None:
        self._shown = shown

    def get(self, kind: DataKind[Key, Shown], key: Key) -> Shown | None:
        """None for what is not public (or is no longer there); LookupError for what the page did not gather."""
        try:
            found: Shown | None = self._shown[kind][key]
        except KeyError:
            raise LookupError(f"the page did not gather {key!r} among its {kind.name}") from None
        return found

    def those(self, kind: DataKind[Key, Shown], keys: Collection[Key]) -> list[Shown]:
        """Those of the keys that are public, in their order."""
        return [found for key in keys if (found := self.get(kind, key)) is not None]


def gather(stream: StreamValue, now: datetime, request: HttpRequest | None) -> BlockData:
    """What the blocks of a stream need, fetched once a kind; the page gives it to its template as `block_data`."""
    keys: dict[DataKind[Any, Any], list[Hashable]] = {}
    for child in stream:
        for kind, wanted in all_needs(child):
            keys.setdefault(kind, []).extend(wanted)
    return BlockData({kind: _fetched(kind, list(dict.fromkeys(wanted)), now, request) for kind, wanted in keys.items()})


def _fetched(
    kind: DataKind[Any, Any], keys: Collection[Hashable], now: datetime, request: HttpRequest | None
) -> dict[Hashable, Any]:
    if kind not in _fetchers:
        raise LookupError(f"no fetcher is registered for {kind.name}")
    found = _fetchers[kind](keys, now, request) if keys else {}
    return {key: found.get(key) for key in keys}


def data_of(parent_context: Mapping[str, Any] | None) -> BlockData:
    """What the page gathered; a page that shows these blocks without it is a fault, not an empty block."""
    data = (parent_context or {}).get("block_data")
    if not isinstance(data, BlockData):
        raise LookupError("the page did not gather its block data")
    return data


def all_needs(bound: BoundBlock) -> Iterator[tuple[DataKind[Any, Any], Collection[Hashable]]]:
    """What a block and those inside it need, in the order of the page."""
    for inner in with_inner_blocks(bound):
        if isinstance(inner.block, NeedsData):
            yield from inner.block.data_needs(inner.value).items()


def with_inner_blocks(bound: BoundBlock) -> Iterator[BoundBlock]:
    """A block, and all those inside it, through streams, structures and lists however they are nested."""
    yield bound
    for child in _children(bound.value):
        yield from with_inner_blocks(child)


def _children(value: Any) -> Iterator[BoundBlock]:
    """A value of another type is a leaf, even that of a StructBlock: an ImageBlock's is its image."""
    if isinstance(value, StreamValue):
        yield from value
    elif isinstance(value, StructValue):
        yield from value.bound_blocks.values()
    elif isinstance(value, ListValue):
        yield from value.bound_blocks
