"""What is proposed while a person types, and what comes nearest to a text with slips in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from portal.words.commune_names import name_words

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
    """Entries in the order in which they are proposed, ready to be looked through."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.all: tuple[Entry, ...] = tuple(dict.fromkeys(entries))
        named = [(name_words(name), entry) for entry in self.all for name in (entry.label, *entry.also)]
        self._owners = [entry for _, entry in named]
        self._words = [words for words, _ in named]
        self._names = [" ".join(words) for words in self._words]

    def closest(self, text: str, limit: int) -> tuple[Entry, ...]:
        """Entries whose words begin as those typed, in their order; then those a few slips away, best first."""
        typed = name_words(text)
        if sum(map(len, typed)) < _SHORTEST:
            return ()
        begun = [number for number, words in enumerate(self._words) if _begin(words, typed)][:limit]
        slips = process.extract(
            " ".join(typed), self._names, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=2 * limit
        )
        found = (*begun, *(number for _name, _score, number in slips))
        return tuple(dict.fromkeys(self._owners[number] for number in found))[:limit]


def _begin(words: Sequence[str], typed: Sequence[str]) -> bool:
    remaining = iter(words)
    return all(any(word.startswith(begun) for word in remaining) for begun in typed)
