"""Which words the index knows, and what a misspelt one was meant to be.

Typing errors (OSA distance: insertion, deletion, replacement, swap), sounds (« fotocopi »), a glued elision
(« dimpots ») and words run together (« cartegrise ») or cut (« photo copie »). Measured on 64 French queries:
recall 0.63 without correction, 0.94 without the sound key, 0.97 with both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.question.text import ACRONYMS, phonetic, stem

MAX_LENGTH = 30  # longer « words » are no words: nothing is tried on them
_SHORT = 6  # letters in which a single error is believed
# What the same sound costs by the slips that it takes: « foto » is photo before moto; beyond two, no surer than a slip.
_SAME_SOUND = {1: 0.5, 2: 0.75}
_GLUED_COST = 0.75
_GLUED = re.compile(r"^(?:[ldjmtscn]|qu)(?=[aeiouyh])")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """A reading of a misspelt word; the smallest is the best: lowest cost, then the most frequent."""

    cost: float
    minus_df: int
    words: tuple[str, ...]


class Vocabulary:
    """Folded, unstemmed words and how many documents hold each; read-only, shared between threads."""

    def __init__(self, words: Mapping[str, int], kinds: Mapping[str, Mapping[str, int]] | None = None) -> None:
        """`kinds` gives the same of the documents of each kind; without, any kind holds all words."""
        self.words = dict(words)
        self._of_kinds = kinds or {}
        self._stems = _by_stem([self.words])
        self._together: dict[tuple[str, ...], Mapping[str, int]] = {}
        # Numbers and very short words are never what a misspelt word meant, acronyms excepted.
        self._targets = [word for word in self.words if len(word) > 3 and word.isalpha()]
        self._acronyms = [word for word in self.words if word in ACRONYMS]
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for word in self._targets:
            self._sounds[phonetic(word)].append(word)

    def __contains__(self, word: str) -> bool:
        """A word is known when any form of it is: « tablettes » when the index has « tablette »."""
        return word in self.words or stem(word) in self._stems

    def stems_of(self, kinds: tuple[str, ...]) -> Mapping[str, int]:
        """The stems that documents of these kinds hold (of all kinds when there is none), and in how many at least."""
        if not (kinds and self._of_kinds):
            return self._stems
        if kinds not in self._together:
            self._together[kinds] = _by_stem([self._of_kinds.get(kind, {}) for kind in kinds])
        return self._together[kinds]

    def corrections(self, word: str) -> list[Correction]:
        """Readings of an unknown word as one word of the vocabulary, best first."""
        if not word.isalpha() or not 2 <= len(word) <= MAX_LENGTH:
            return []
        costs: dict[str, float] = {}
        if len(word) <= 3:
            for target in self._acronyms:
                # « kaf », « cpm », « ras »; a replaced letter would turn any short word into an acronym.
                one_slip = OSA.distance(word, target) == 1 and (
                    len(word) != len(target) or sorted(word) == sorted(target)
                )
                if one_slip or phonetic(target) == phonetic(word):
                    costs[target] = 1
        else:
            self._slips(word, costs)
        if (rest := _GLUED.sub("", word)) != word and len(rest) >= 3 and rest in self:
            costs[rest] = _GLUED_COST
        return sorted(Correction(cost, -self.words.get(w, 0), (w,)) for w, cost in costs.items())

    def _slips(self, word: str, costs: dict[str, float]) -> None:
        sound = phonetic(word)
        # Two errors are believed only when the word starts alike: people rarely miss the first sound, and
        # without this rule « cuisine » becomes « voisine ».
        # Nor are they in a short word: « canada » is no « canal », « causer » no « casier ».
        limit = 1 if len(word) <= _SHORT else 2
        found = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=limit, limit=20)
        for target, slips, _ in found:
            if slips < 2 or target[0] == word[0] or phonetic(target)[:1] == sound[:1]:
                costs[target] = slips
        for target in self._sounds.get(sound, ()) if len(sound) >= 3 else ():
            costs[target] = _SAME_SOUND.get(OSA.distance(word, target), 1)


class Verbatim(Vocabulary):
    """Every word is well spelt: the question is taken at its word."""

    def __init__(self) -> None:
        super().__init__({})

    def __contains__(self, word: str) -> bool:
        return True

    def stems_of(self, kinds: tuple[str, ...]) -> Mapping[str, int]:
        return _Everything()


class _Everything(dict[str, int]):
    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, _: str) -> int:
        return 1


def _by_stem(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    stems: Counter[str] = Counter()
    for words in counts:
        some: dict[str, int] = {}
        for word, df in words.items():
            root = stem(word)
            some[root] = max(some.get(root, 0), df)
        stems.update(some)
    return stems
