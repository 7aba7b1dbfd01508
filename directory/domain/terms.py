"""A term of a controlled list, and the list."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from portal.words.folding import fold


@dataclass(frozen=True)
class Term:
    """One value of an enumeration of the national standard.

    `code` is ours, short, ASCII and stable: it stands in the database and in addresses (typologies keep the
    official code). `label` is the exact official label. `plain` is what a citizen reads. `examples` is one
    sentence or nothing, `icon` the name of a Lucide icon or nothing.
    """

    code: str
    label: str
    plain: str
    examples: str = ""
    icon: str = ""


def _key(text: str) -> str:
    """Letters and digits only, without accents: curly apostrophes, missing spaces and case stop mattering."""
    return "".join(character for character in fold(text) if character.isalnum())


_TURNS = re.compile(r"[?¿!≠¬~<>=]")


@dataclass(frozen=True)
class Vocabulary:
    """An ordered, closed list of terms. `written` tells what the standard writes in files: label or code."""

    name: str
    terms: tuple[Term, ...]
    written: Literal["label", "code"] = "label"

    @cached_property
    def by_code(self) -> Mapping[str, Term]:
        return {term.code: term for term in self.terms}

    @cached_property
    def _codes_by_key(self) -> Mapping[str, str]:
        # The first term wins where the standard gives one label to two codes (EA and EATT).
        labels = {_key(term.label): term.code for term in reversed(self.terms)}
        codes = {_key(term.code): term.code for term in self.terms}
        return {**codes, **labels} if self.written == "label" else {**labels, **codes}

    def code_for(self, text: str) -> str | None:
        """The code of a label (or of a code) as people write it, None when it is not of the list.

        Case, accents, spaces and the kind of apostrophe do not count: published files hold « Ce lieu
        n’accueille pas de public » with both apostrophes, « Étapes numériques(La Poste) » without its space. A sign
        that doubts or turns the sense is no typing of a label: « Gratuit ? ».
        """
        if _TURNS.search(text):
            return None
        return self._codes_by_key.get(_key(text))

    def written_value(self, code: str) -> str:
        """What a file of the standard holds for the code. KeyError when unknown."""
        term = self.by_code[code]
        return term.label if self.written == "label" else term.code

    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, official label) pairs, for editors."""
        return tuple((term.code, term.label) for term in self.terms)

    def plain_choices(self) -> tuple[tuple[str, str], ...]:
        """(code, plain words) pairs, for citizens."""
        return tuple((term.code, term.plain) for term in self.terms)

    def pick(self, codes: Iterable[str]) -> tuple[Term, ...]:
        """The terms of these codes in the order of the list; unknown codes are left out."""
        wanted = frozenset(codes)
        return tuple(term for term in self.terms if term.code in wanted)

    def searchable(self, codes: Iterable[str]) -> Iterator[str]:
        """What people may type to mean these codes: official labels and plain words.

        Not the examples: they are those of a whole country. With them, every place that ticks « démarches » answered
        « carte grise », and the one that really helps with it stood among them all.
        """
        for term in self.pick(codes):
            yield from (term.label, term.plain)


def as_text(words: Iterable[str]) -> str:
    """One text of several, in order, each told once."""
    return ". ".join(dict.fromkeys(text for text in words if text))
