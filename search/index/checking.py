"""Compares what the rooms publish with what the index holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import ClassVar

from django.db.models import Count
from django.utils import timezone

from search import registry
from search.index.analysis import analyse
from search.index.writing import BATCH, batches, count_words, delete_orphans, kept_words, recount_words, refresh
from search.models import SearchDocument, SearchPosting, SearchSpan
from search.types import Document


@dataclass
class Drift:
    """What differs, by key: published but not found, found with an old content, found though no longer published."""

    kinds: ClassVar[tuple[str, ...]] = ("missing", "stale", "ghosts")
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    ghosts: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(self.lines())

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each key with the kind of its difference."""
        for name in self.kinds:
            for key in getattr(self, name):
                yield name, key


@dataclass
class IndexDrift(Drift):
    """That of the index; `words` when their count is wrong, `checked` documents in all."""

    words: bool = False
    checked: int = 0

    def __bool__(self) -> bool:
        return self.words or super().__bool__()


def check() -> IndexDrift:
    """Read all sources and the whole index; writes nothing.

    Each document is made again as of the moment when it was: what only time has changed is the work of the night, and
    no fault.
    """
    drift = IndexDrift()
    now = timezone.now()
    rows = SearchDocument.objects.values_list("key", "pk", "digest", "made_at", named=True)
    stored = {row.key: row for row in rows}
    oldest = min((row.made_at for row in rows), default=now)
    postings = dict(SearchPosting.objects.values_list("document").annotate(Count("pk")))
    spans = dict(SearchSpan.objects.values_list("document").annotate(Count("pk")))
    for source in registry.sources():
        absent: list[int] = []
        made: dict[datetime, list[int]] = defaultdict(list)
        for pk in source.pks():
            row = stored.get(f"{source.kind}:{pk}")
            (absent if row is None else made[row.made_at]).append(pk)
        # A document may come, or go, by the hour alone: missing is what should have been there all along.
        at_first = {document.key for document in _documents(source, absent, oldest)}
        drift.missing += [doc.key for doc in _documents(source, absent, now) if doc.key in at_first]
        for moment, pks in made.items():
            for document in _documents(source, pks, moment):
                drift.checked += 1
                row = stored.pop(document.key)
                found = analyse(document)
                sizes = (postings.get(row.pk, 0), spans.get(row.pk, 0))
                if row.digest != found.digest or sizes != (len(found.weights), len(document.spans)):
                    drift.stale.append(document.key)
    drift.ghosts = sorted(stored)
    drift.words = count_words() != kept_words()
    return drift


def _documents(source: registry.Source, pks: Sequence[int], moment: datetime) -> Iterator[Document]:
    return chain.from_iterable(source.documents(some, moment) for some in batches(pks, BATCH))


def repair(drift: IndexDrift) -> None:
    """Write again what `check` found wrong."""
    known = {source.kind for source in registry.sources()}
    wrong = [*drift.missing, *drift.stale, *drift.ghosts]
    refresh([key for key in wrong if key.partition(":")[0] in known], force=True)
    delete_orphans()
    recount_words()
