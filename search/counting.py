"""Filters with several choices, and how many items each choice would leave.

Inside a group the choices add up, between groups they narrow. A group is counted with the selections of the other
groups only, so that the number beside a choice is what one gets by adding it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
Codes = frozenset[tuple[str, str]]  # all that an item bears, as pairs (group, code)


def narrow(
    items: Sequence[tuple[T, Codes]],
    selected: Mapping[str, Collection[str]],
    counted: Collection[str] = (),
    open_groups: Collection[str] = (),
) -> tuple[list[T], dict[str, dict[str, int]]]:
    """Keep the items that bear a selected code of every group, in their order; count the codes of the groups `counted`.

    In an open group, an item without any code bears them all. A code is counted when some item bears it by name, or
    when it is selected.
    """
    # Decided once for all items with the same codes: the 11 238 places of the national file have 23 sets of them.
    sizes = Counter(codes for _, codes in items)
    chosen = {group: frozenset((group, code) for code in codes) for group, codes in selected.items() if codes}
    lacking = {codes: _lacking(codes, chosen, open_groups) for codes in sizes}
    kept = [item for item, codes in items if not lacking[codes]] if chosen else [item for item, _ in items]
    everything = {codes: size for codes, size in sizes.items() if not lacking[codes]}
    missed: dict[str, dict[Codes, int]] = {group: {} for group in chosen}
    for codes, groups in lacking.items():
        if len(groups) == 1:
            missed[groups[0]][codes] = sizes[codes]
    whole = _tally(everything) if counted else Counter()
    counts = {}
    for group in counted:
        also = missed.get(group, {})
        tally = whole + _tally(also) if also else whole
        named = {code: size for (its_group, code), size in tally.items() if its_group == group}
        everybody = _silent({**everything, **also}, group) if group in open_groups else 0
        codes_shown = dict.fromkeys((*named, *selected.get(group, ())))
        counts[group] = {code: named.get(code, 0) + everybody for code in codes_shown}
    return kept, counts


def worth_showing(codes: Iterable[str], counts: Mapping[str, int], selected: Collection[str], total: int) -> list[str]:
    """The codes of a group to propose, in their order: those that some document bears, and those to take back.

    None at all when no choice would change an answer of `total` documents.
    """
    shown = [code for code in codes if counts.get(code) or code in selected]
    return shown if any(code in selected or counts.get(code, 0) < total for code in shown) else []


def _lacking(codes: Codes, chosen: Mapping[str, Codes], open_groups: Collection[str]) -> list[str]:
    """The groups that refuse an item."""
    return [
        group
        for group, wanted in chosen.items()
        if wanted.isdisjoint(codes) and not (group in open_groups and _says_nothing(codes, group))
    ]


def _says_nothing(codes: Codes, group: str) -> bool:
    return all(its_group != group for its_group, _ in codes)


def _silent(sizes: Mapping[Codes, int], group: str) -> int:
    """How many items bear no code of a group."""
    return sum(size for codes, size in sizes.items() if _says_nothing(codes, group))


def _tally(sizes: Mapping[Codes, int]) -> Counter[tuple[str, str]]:
    tally: Counter[tuple[str, str]] = Counter()
    for codes, size in sizes.items():
        for code in codes:
            tally[code] += size
    return tally
