"""Filters with several choices, and how many items each choice would leave.

Inside a group the choices add up, between groups they narrow. A group is counted with the selections of the other
groups only, so that the number beside a choice is what one gets by adding it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

T = TypeVar("T")
Codes = frozenset[tuple[str, str]]  # all that an item bears, as pairs (group, code)


@dataclass(frozen=True)
class Tally:
    """How many items are kept; by group and code how many each choice would leave; by group how many there would be
    without any choice in it."""

    total: int
    counts: dict[str, dict[str, int]]
    without: dict[str, int]


def narrow(
    items: Sequence[T],
    codes_of_items: Sequence[Codes],
    selected: Mapping[str, Collection[str]],
    counted: Collection[str] = (),
    open_groups: Collection[str] = (),
) -> tuple[list[T], dict[str, dict[str, int]]]:
    """Keep the items that bear a selected code of every group, in their order; count the codes of the groups `counted`.

    `codes_of_items` gives the codes of each item, in the same order. In an open group, an item without any code bears
    them all. A code is counted when some item bears it by name, or when it is selected.
    """
    # Decided once for all items with the same codes: the 11 238 places of the national file have 23 sets of them.
    sizes = Counter(codes_of_items)
    lacking = _refusals(sizes, selected, open_groups)
    kept = [item for item, codes in zip(items, codes_of_items, strict=True) if not lacking[codes]] if lacking else items
    return list(kept), _tally(sizes, lacking, selected, counted, open_groups).counts


def tally(
    sizes: Mapping[Codes, int],
    selected: Mapping[str, Collection[str]],
    counted: Collection[str] = (),
    open_groups: Collection[str] = (),
) -> Tally:
    """The same where only the number of items with each set of codes is known."""
    return _tally(sizes, _refusals(sizes, selected, open_groups), selected, counted, open_groups)


def worth_showing(codes: Iterable[str], counts: Mapping[str, int], selected: Collection[str], total: int) -> list[str]:
    """The codes of a group to propose, in their order: those that some document bears, and those to take back.

    None at all when no choice would change an answer of `total` documents.
    """
    shown = [code for code in codes if counts.get(code) or code in selected]
    return shown if any(code in selected or counts.get(code, 0) < total for code in shown) else []


def _tally(
    sizes: Mapping[Codes, int],
    lacking: Mapping[Codes, list[str]],
    selected: Mapping[str, Collection[str]],
    counted: Collection[str],
    open_groups: Collection[str],
) -> Tally:
    pool = {codes: size for codes, size in sizes.items() if not lacking[codes]} if lacking else dict(sizes)
    missed: dict[str, dict[Codes, int]] = {}  # by the group that alone refuses them
    for codes, groups in lacking.items():
        if len(groups) == 1:
            missed.setdefault(groups[0], {})[codes] = sizes[codes]
    total = sum(pool.values())
    borne = _borne(pool) if counted else {}
    counts = {}
    for group in counted:
        also = missed.get(group, {})
        named: Counter[str] = Counter()
        for (its_group, code), size in chain(borne.items(), _borne(also).items()):
            if its_group == group:
                named[code] += size
        everybody = _silent(pool, group) + _silent(also, group) if group in open_groups else 0
        counts[group] = {code: named[code] + everybody for code in dict.fromkeys((*named, *selected.get(group, ())))}
    without = {group: total + sum(missed.get(group, {}).values()) for group, codes in selected.items() if codes}
    return Tally(total, counts, without)


def _refusals(
    sizes: Mapping[Codes, int], selected: Mapping[str, Collection[str]], open_groups: Collection[str]
) -> Mapping[Codes, list[str]]:
    """The groups that refuse the items of each set of codes; nothing at all where nothing was selected."""
    chosen = {group: frozenset((group, code) for code in codes) for group, codes in selected.items() if codes}
    return {codes: _lacking(codes, chosen, open_groups) for codes in sizes} if chosen else {}


def _lacking(codes: Codes, chosen: Mapping[str, Codes], open_groups: Collection[str]) -> list[str]:
    """The groups that refuse an item."""
    return [
        group
        for group, wanted in chosen.items()
        if wanted.isdisjoint(codes) and not (group in open_groups and _says_nothing(codes, group))
    ]


def _says_nothing(codes: Codes, group: str) -> bool:
    return all(its_group != group for its_group, _ in codes)


def _silent(pool: Mapping[Codes, int], group: str) -> int:
    """How many items bear no code of a group."""
    return sum(size for codes, size in pool.items() if _says_nothing(codes, group))


def _borne(pool: Mapping[Codes, int]) -> Mapping[tuple[str, str], int]:
    """How many items bear each code."""
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for codes, size in pool.items():
        for code in codes:
            found[code] += size
    return found
