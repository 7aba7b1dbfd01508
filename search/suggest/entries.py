"""What is proposed while a person types, and what comes nearest to a text with slips in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from portal.words.commune_names import begun, name_words

_LIKE = 80.0  # of 100: « prefecure » is 95 like « préfecture », « facture » 71
_SHORTEST = 3  # letters: everything is close to two


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal. `label` goes into the box, `hint` tells namesakes apart beside it, `also` holds other names."""

    label: str
    hint: str = ""
    also: tuple[str, ...] = ()

    @property
    def compact(self) -> list[str]:
        """As the list that browsers fetch holds it: without what is empty at the end."""
        parts = [self.label, self.hint, *self.also]
        while not parts[-1]:
            parts.pop()
        return parts


class Entries:
    """Entries in the order in which they are proposed; cut into words when somebody first looks through them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.all: tuple[Entry, ...] = tuple(dict.fromkeys(entries))

    @cached_property
    def _owners(self) -> list[Entry]:
        """The entry of each name."""
        return [entry for entry in self.all for _name in (entry.label, *entry.also)]

    @cached_property
    def _words(self) -> list[list[str]]:
        return [name_words(name) for entry in self.all for name in (entry.label, *entry.also)]

    @cached_property
    def _names(self) -> list[str]:
        return [" ".join(words) for words in self._words]

    def closest(self, text: str, limit: int) -> tuple[Entry, ...]:
        """Entries whose words begin as those typed, in their order; then those a few slips away, best first."""
        typed = name_words(text)
        if sum(map(len, typed)) < _SHORTEST:
            return ()
        first = [number for number, words in enumerate(self._words) if begun(words, typed)][:limit]
        slips = process.extract(
            " ".join(typed), self._names, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=2 * limit
        )
        found = (*first, *(number for _name, _score, number in slips))
        return tuple(dict.fromkeys(self._owners[number] for number in found))[:limit]
