"""The indexes: names that lead to lists, under their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from portal.words.folding import fold
from search.index.lists import NO_LETTER, initial_of

# More names than that are shown a letter a page.
ON_ONE_PAGE = 500


@dataclass(frozen=True)
class Entry:
    """`note` tells what else there is to know: how many answers, in which commune."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Names under a heading, "" for none; `anchor` is its letter."""

    heading: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Index:
    """`letters` lead to groups of this page, or to pages of their own when `groups` is empty."""

    letters: tuple[Entry, ...]
    groups: tuple[Group, ...]


def alphabet(entries: Iterable[Entry], page_of_letter: Callable[[str], str]) -> Index:
    """Entries that come in the order of their folded names."""
    named = [(initial_of(fold(entry.label)), entry) for entry in entries]
    groups = [
        Group(letter_words(initial), initial, tuple(entry for _initial, entry in some))
        for initial, some in groupby(named, key=lambda pair: pair[0])
    ]
    whole = len(named) <= ON_ONE_PAGE
    letters = tuple(
        Entry(
            group.heading, f"#lettre-{group.anchor}" if whole else page_of_letter(group.anchor), str(len(group.entries))
        )
        for group in groups
    )
    return Index(letters, tuple(groups) if whole else ())


def letter_words(initial: str) -> str:
    return "0-9" if initial == NO_LETTER else initial.upper()
