"""Everyday words → what they mean: expansion of a question before it reaches the engine.

A group gathers words and phrases of one need. Typing one of `same` also looks for the other ones, for the
`near` words, and for the wider service under which people get that help (`served_by`). That last step goes
one way only: « caf » finds « aide aux démarches administratives », which does not find everything about caf. So does
typing one of `only_typed`, a word that means this need in a question and says little in a text: « papiers » finds the
identity card, which does not find « venez avec vos papiers ».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.question.text import STOP_WORDS, terms, words
from search.question.vocabulary import Vocabulary
from search.types import WeightedTerm

# As typed = 1. The gaps are wide enough for a field weight of 3 not to reverse typed word and wide service.
SAME = 0.8
NEAR = 0.5
SERVED_BY = 0.25


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words and phrases in plain French, analysed like any text; a phrase only matches as a phrase."""

    same: tuple[str, ...]
    near: tuple[str, ...] = ()
    served_by: tuple[str, ...] = ()
    only_typed: tuple[str, ...] = ()


class Synonyms:
    """Read-only index of groups. Add editors' groups to the built-in ones by passing them all."""

    def __init__(self, groups: Iterable[SynonymGroup]) -> None:
        weights: dict[tuple[str, ...], dict[tuple[str, ...], float]] = defaultdict(dict)
        known: set[str] = set()
        self._after: dict[str, set[str]] = defaultdict(set)
        self._before: dict[str, set[str]] = defaultdict(set)
        needs: set[tuple[str, ...]] = set()

        def link(source: tuple[str, ...], targets: Sequence[tuple[str, ...]], weight: float) -> None:
            for target in targets:
                if source and target and (target != source or weight == SERVED_BY):
                    weights[source][target] = max(weight, weights[source].get(target, 0.0))

        for group in groups:
            same, near, wide, only_typed = (
                [tuple(terms(text)) for text in texts]
                for texts in (group.same, group.near, group.served_by, group.only_typed)
            )
            needs.update(phrase for phrase in (*same, *near, *only_typed) if wide)
            for phrase in (*same, *only_typed):
                link(phrase, same, SAME)
                link(phrase, near, NEAR)
                link(phrase, wide, SERVED_BY)
            for phrase in near:
                link(phrase, same, NEAR)
                link(phrase, wide, SERVED_BY)
            for phrase in wide:  # the name of a service, as typed: whoever ticks it gives it
                link(phrase, [phrase], SERVED_BY)
            for text in (*group.same, *group.near, *group.only_typed):
                known.update(spelt := words(text))
                for left, right in pairwise(word for word in spelt if word not in STOP_WORDS):
                    self._after[left].add(right)
                    self._before[right].add(left)
        self._needs = frozenset(needs)
        self._weights: Mapping[tuple[str, ...], Mapping[tuple[str, ...], float]] = dict(weights)
        self.longest = max(map(len, weights), default=1)
        # Words of the list are spelt right: they are never corrected and others are corrected to them.
        self.vocabulary = Vocabulary(dict.fromkeys(known, 1))

    def __contains__(self, stems: tuple[str, ...]) -> bool:
        return stems in self._weights

    def words_beside(self, before: str, after: str) -> frozenset[str]:
        """The words that stand in a phrase just after `before` or just before `after`."""
        return frozenset((*self._after.get(before, ()), *self._before.get(after, ())))

    def state_a_need(self, typed: Sequence[str]) -> bool:
        """Whether words of a question say what one needs help with: something that a wider service is for."""
        stems = terms(" ".join(typed))
        runs = (stems[i:j] for i in range(len(stems)) for j in range(i + 1, min(len(stems), i + self.longest) + 1))
        return any(tuple(run) in self._needs for run in runs)

    def expand(self, stems: tuple[str, ...]) -> tuple[WeightedTerm, ...]:
        """What was typed, at full weight, then all that it may also be called, heaviest first."""
        found = self._weights.get(stems, {})
        others = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return (WeightedTerm(stems, 1.0), *(WeightedTerm(target, weight) for target, weight in others))
