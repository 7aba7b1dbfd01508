"""The first list of French everyday words for digital help, by need: the files of `everyday/`, one a domain of life.

    carte grise, immatriculation                what one asks for, said in several ways
      proche: ANTS, cession de véhicule         what stands near it
      service: démarches                        the wider services (`SERVICES`) under which people get that help
      question: voiture, plaque                 what people type to mean it, and that says little in a text

Written from what administrations, devices and services are called in ordinary speech and in their own letters. Nothing
here is tuned to the wording of a territory; editors add groups of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.words.folding import fold
from search.question.synonyms import SynonymGroup

# Official labels of the services of the national standard, because most records say only these.
SERVICES: Mapping[str, tuple[str, ...]] = {
    "démarches": ("démarches administratives",),
    "outils": ("outils numériques", "numérique du quotidien"),
    "emploi": ("insertion professionnelle",),
    "sécurité": ("utilisation sécurisée",),
    "école": ("parentalité et éducation",),
    "loisirs": ("loisirs et créations",),
    "accès": ("accès internet et matériel informatique",),
    "matériel": ("acquisition de matériel",),
    "comprendre": ("compréhension du monde numérique",),
}

_FILES = sorted(Path(__file__).with_name("everyday").glob("*.txt"))
_LINE = re.compile(r"\n +(?=proche: |service: |question: )")
_WORD = re.compile(r"[^\W\d_]+")


def read_groups(text: str) -> Iterator[SynonymGroup]:
    """The groups of a file, an empty line between two. ValueError for a line that says something else."""
    for block in filter(None, map(str.strip, text.split("\n\n"))):
        same, *others = _LINE.split(block)
        said = dict(line.split(": ", 1) for line in others)
        if strange := re.search(r"\w+ ?: ", same) or len(said) < len(others):
            raise ValueError(f"not a group of words: {strange!r} in {block!r}")
        services = [SERVICES[name] for name in _phrases(said.get("service", ""))]
        yield SynonymGroup(
            same=_phrases(same),
            near=_phrases(said.get("proche", "")),
            served_by=tuple(label for labels in services for label in labels),
            only_typed=_phrases(said.get("question", "")),
        )


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


_TEXTS = [file.read_text(encoding="utf-8") for file in _FILES]
GROUPS: tuple[SynonymGroup, ...] = tuple(group for text in _TEXTS for group in read_groups(text))
# How the words of the list are written: folded → with accents.
SPELLINGS: Mapping[str, str] = {
    fold(word): word for text in _TEXTS for word in sorted(set(_WORD.findall(text.lower())))
}
