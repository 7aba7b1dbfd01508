"""A source of documents made of plain values, so that the engine is tested without any other room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from search.types import Asked, Document, FieldName, Hit

# The groups of filters of the documents of tests, and their codes; « quand » has those of span filters.
FACETS = {
    "service": ("impots", "imprimer", "tablette", "emploi"),
    "acces": ("libre", "rdv"),
    "publics": ("seniors", "jeunes"),
    "quand": ("maintenant", "semaine"),
}

TEXTS: tuple[FieldName, ...] = ("services", "place", "body", "general")


@dataclass
class ListSource:
    """What is in `held` is public; taking it out makes it disappear at the next refresh."""

    kind: str = "lieu"
    label: str = "Lieux"
    order: int = 10
    card_template: str = "search/test_card.html"
    located: bool = True
    held: dict[int, Document] = field(default_factory=dict)

    def pks(self) -> list[int]:
        return sorted(self.held)

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        for pk in sorted(self.held.keys() & set(pks)):
            yield self.held[pk]

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, Any]:
        return {
            pk: {"title": self.held[pk].title, "url": self.held[pk].url} for hit in hits if (pk := hit.pk) in self.held
        }

    def address(self, text: str, place_label: str) -> str:
        asked = {"quoi": text, "ou": place_label} if self.located else {}
        written = urlencode({name: value for name, value in asked.items() if value})
        return f"/lieux/?{written}" if written else ""

    def add(self, pk: int, title: str, **fields: Any) -> Document:
        """Hold a document; its words are its title, plus `services`, `place` and `body`."""
        texts: dict[FieldName, str] = {name: fields.pop(name) for name in TEXTS if name in fields}
        self.held[pk] = Document(
            key=f"{self.kind}:{pk}",
            kind=self.kind,
            pk=str(pk),
            title=title,
            url=f"/{self.kind}/{pk}/",
            fields={"name": title, **texts},
            **fields,
        )
        return self.held[pk]
