"""Compares what the rooms publish with what the index holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count

from search import registry
from search.index.analysis import analyse
from search.index.writing import BATCH, batches, count_words, delete_orphans, recount_words, refresh
from search.models import SearchDocument, SearchPosting, SearchSpan, SearchWord


@dataclass
class Drift:
    """What differs: published but not found, found with an old content, found though no longer published."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    ghosts: list[str] = field(default_factory=list)
    words: bool = False
    checked: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.ghosts or self.words)

    def lines(self) -> Iterator[tuple[str, str]]:
        for name in ("missing", "stale", "ghosts"):
            for key in getattr(self, name):
                yield name, key


def check() -> Drift:
    """Read all sources and the whole index; writes nothing."""
    drift = Drift()
    stored = dict(SearchDocument.objects.values_list("key", "digest"))
    pks = dict(SearchDocument.objects.values_list("key", "pk"))
    postings = dict(SearchPosting.objects.values_list("document").annotate(Count("pk")))
    spans = dict(SearchSpan.objects.values_list("document").annotate(Count("pk")))
    for source in registry.sources():
        some_by_some = map(source.documents, batches(source.pks(), BATCH))
        for document in chain.from_iterable(some_by_some):
            drift.checked += 1
            digest = stored.pop(document.key, None)
            if digest is None:
                drift.missing.append(document.key)
                continue
            found = analyse(document)
            pk = pks[document.key]
            sizes = (postings.get(pk, 0), spans.get(pk, 0))
            if digest != found.digest or sizes != (len(found.weights), len(document.spans)):
                drift.stale.append(document.key)
    drift.ghosts = sorted(stored)
    drift.words = count_words() != dict(SearchWord.objects.values_list("word", "df"))
    return drift


def repair(drift: Drift) -> None:
    """Write again what `check` found wrong."""
    known = {source.kind for source in registry.sources()}
    wrong = [*drift.missing, *drift.stale, *drift.ghosts]
    refresh([key for key in wrong if key.partition(":")[0] in known], force=True)
    delete_orphans()
    recount_words()
