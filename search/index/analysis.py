"""A document as the index stores it: analysed once, in Python, for every engine."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from portal.words.folding import fold
from search.question.text import STOP_WORDS, stem, words
from search.scoring import FIELD_WEIGHTS
from search.types import Document, FieldName

FIELDS: tuple[FieldName, ...] = tuple(FIELD_WEIGHTS)
_TOKEN = re.compile(r"[^\W_]+")
FIELD_MARK = "\n"  # a phrase is never found across two fields


_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True)
class AnalysedDocument:
    """What is written for one document. `digest` changes when any of it does, the analysis itself included."""

    document: Document
    words: str
    stems: str

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of the best field that holds each term (see `best_fields`)."""
        return {term: FIELD_WEIGHTS[name] for term, name in best_fields(self.stems).items()}

    def spellings(self, wanted: Collection[str]) -> dict[str, str]:
        """How this document writes these folded words, accents included."""
        texts = (*self.document.fields.values(), self.document.title)
        tokens = {token for text in texts for token in _TOKEN.findall(text.lower())}
        # Accented forms come last and so win over the same word in capitals: « IMPOTS » and « impôts ».
        folded = ((_folded(token), token) for token in sorted(tokens))
        return {word: token for word, token in folded if word in wanted and len(token) <= 60}

    @cached_property
    def facets(self) -> str:
        codes = {group: sorted(set(values)) for group, values in sorted(self.document.facets.items()) if values}
        return json.dumps(codes, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        found = self.document
        content = (
            found.kind, found.pk, found.title, found.url, found.lat, found.lon, found.approximate, found.insee,
            found.zone.key, found.by_date, found.boost, found.card, self.words, self.stems, self.facets,
            sorted(self.weights.items()),
            sorted((span.kind, span.start.timestamp(), span.end.timestamp()) for span in found.spans),
        )  # fmt: skip
        return hashlib.blake2b(repr(content).encode(), digest_size=16).hexdigest()


def analyse(document: Document) -> AnalysedDocument:
    """Fold, cut and stem the texts of a document."""
    kept = {name: [w for w in words(document.fields.get(name, "")) if w not in STOP_WORDS] for name in FIELDS}
    # Words of wide services are looked for by no word of a question (`search.scoring.strength`).
    own = {word for name, field in kept.items() if name != "general" for word in field}
    return AnalysedDocument(
        document=document,
        words=" ".join(sorted(own)),
        stems=FIELD_MARK.join(" ".join(map(stem, field)) for field in kept.values()),
    )


def split_fields(stems: str) -> Mapping[FieldName, str]:
    """The stems of each field, from the stored text."""
    return dict(zip(FIELDS, stems.split(FIELD_MARK), strict=True))


def best_fields(stems: str) -> Mapping[str, FieldName]:
    """The heaviest field that holds each stem and each pair of neighbours (« cart grise »), from the stored text.

    Pairs make a phrase of two words one look-up: reading the texts of 7 848 documents instead took 160 ms.
    """
    best: dict[str, FieldName] = {}
    # The lightest first: a heavier one takes its place.
    for name, text in sorted(split_fields(stems).items(), key=lambda field: FIELD_WEIGHTS[field[0]]):
        found = text.split()
        best |= dict.fromkeys((*found, *map(" ".join, pairwise(found))), name)
    return best


def sort_title(title: str) -> str:
    """What titles are sorted by, the same on every database: no accent, no case."""
    return fold(title)[:300]
