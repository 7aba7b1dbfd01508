"""Everyday words → what they mean: expansion of a question before it reaches the engine.

A group gathers words and phrases of one need. Typing one of `same` also looks for the other ones, for the
`near` words, and for the wider service under which people get that help (`served_by`). That last step goes
one way only: « caf » finds « aide aux démarches administratives », which does not find everything about caf.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.question.text import terms, words
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


class Synonyms:
    """Read-only index of groups. Add editors' groups to the built-in ones by passing them all."""

    def __init__(self, groups: Iterable[SynonymGroup]) -> None:
        weights: dict[tuple[str, ...], dict[tuple[str, ...], float]] = defaultdict(dict)
        known: set[str] = set()

        def link(source: tuple[str, ...], targets: Sequence[tuple[str, ...]], weight: float) -> None:
            for target in targets:
                if source and target and target != source:
                    weights[source][target] = max(weight, weights[source].get(target, 0.0))

        for group in groups:
            same, near, wide = (
                [tuple(terms(text)) for text in texts] for texts in (group.same, group.near, group.served_by)
            )
            for phrase in same:
                link(phrase, same, SAME)
                link(phrase, near, NEAR)
                link(phrase, wide, SERVED_BY)
            for phrase in near:
                link(phrase, same, NEAR)
                link(phrase, wide, SERVED_BY)
            known.update(word for text in (*group.same, *group.near) for word in words(text))
        self._weights: Mapping[tuple[str, ...], Mapping[tuple[str, ...], float]] = dict(weights)
        self.longest = max(map(len, weights), default=1)
        # Words of the list are spelt right: they are never corrected and others are corrected to them.
        self.vocabulary = Vocabulary(dict.fromkeys(known, 1))

    def __contains__(self, stems: tuple[str, ...]) -> bool:
        return stems in self._weights

    def expand(self, stems: tuple[str, ...]) -> tuple[WeightedTerm, ...]:
        """What was typed, at full weight, then all that it may also be called, heaviest first."""
        found = self._weights.get(stems, {})
        others = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return (WeightedTerm(stems, 1.0), *(WeightedTerm(target, weight) for target, weight in others))
