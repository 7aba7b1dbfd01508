"""Writes the index, inside the transaction that changes what it describes. Errors are raised, never swallowed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone

from portal.models.changes import Key
from search import registry
from search.index.analysis import AnalysedDocument, analyse, sort_title
from search.memory import last_revision, touch
from search.models import SearchDocument, SearchGone, SearchPosting, SearchSpan, SearchWord
from search.types import Document

T = TypeVar("T")
WordOfKind = tuple[str, str]  # (kind of document, folded word)

# Documents written in one transaction by a rebuild: other writers wait a quarter of a second at most.
BATCH = 500
_ROWS = 2_000  # rows in one INSERT: SQLite takes 32 766 parameters
_STORED = (
    "kind", "object_pk", "title", "sort_title", "url", "stems", "words", "latitude", "longitude", "approximate",
    "insee", "zone", "by_date", "facets", "boost", "digest", "made_at", "card", "revision",
)  # fmt: skip

# Sent inside the transaction that wrote or deleted documents.
written = Signal()


@dataclass
class Written:
    """What a run did to the index."""

    written: int = 0
    unchanged: int = 0
    deleted: int = 0

    def __iadd__(self, other: Written) -> Written:
        self.written += other.written
        self.unchanged += other.unchanged
        self.deleted += other.deleted
        return self


def derive(keys: frozenset[Key]) -> None:
    """The deriver of the topic « search.document »."""
    refresh(map(str, keys))


@transaction.atomic
def refresh(keys: Iterable[str], force: bool = False) -> Written:
    """Make the documents of these keys (« lieu:12 ») what their sources say now; one that they do not give is deleted.

    With `force`, rows are written again even when their digest says that nothing changed. Raises LookupError for a
    kind that nobody registered and ValueError for a document that was not asked for.
    """
    # Before the sources are read, because it is also the lock: else a writer that waits for its turn would then
    # put back what it had read before the other one's change.
    touch("index")
    asked: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(keys)):
        asked[key.partition(":")[0]].append(key)
    done = Written()
    now = timezone.now()
    for kind, kind_keys in asked.items():
        source = registry.source(kind)
        for some in batches(kind_keys, BATCH):
            documents = source.documents([int(key.partition(":")[2]) for key in some], now)
            done += _replace(some, documents, now, force)
    return done


def rebuild() -> Written:
    """Write every document again, batch by batch; then delete those that no source gives and count the words anew.

    Each batch is a transaction of its own and rows keep their identity, so the index answers all along.
    """
    keys = [f"{source.kind}:{pk}" for source in registry.sources() for pk in source.pks()]
    done = Written()
    for some in batches(keys, BATCH):
        done += refresh(some, force=True)
    delete_orphans()
    stored = set(SearchDocument.objects.values_list("key", flat=True))
    done += refresh(stored.difference(keys))
    recount_words()
    return done


@transaction.atomic
def delete_orphans() -> int:
    """Delete the documents of kinds that no room registers any more; give their number."""
    orphans = SearchDocument.objects.exclude(kind__in=[source.kind for source in registry.sources()])
    keys = list(orphans.values_list("key", flat=True))
    if keys:
        touch("index")
        _replace(keys, (), timezone.now(), force=False)
    return len(keys)


@transaction.atomic
def recount_words() -> bool:
    """Count the words of all documents again; say whether the counts kept so far were wrong."""
    touch("words")
    counted = count_words()
    if counted == kept_words():
        return False
    shown = dict(SearchWord.objects.values_list("word", "shown"))
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (SearchWord(kind=kind, word=word, df=n, shown=shown.get(word, word)) for (kind, word), n in counted.items()),
        batch_size=_ROWS,
    )
    return True


def count_words() -> Counter[WordOfKind]:
    """How many stored documents of each kind hold each word."""
    counted: Counter[WordOfKind] = Counter()
    for kind, text in SearchDocument.objects.values_list("kind", "words").iterator():
        counted.update((kind, word) for word in text.split())
    return counted


def kept_words() -> dict[WordOfKind, int]:
    """The same, as it was kept up to now."""
    return {(kind, word): df for kind, word, df in SearchWord.objects.values_list("kind", "word", "df")}


def _replace(keys: Collection[str], documents: Iterable[Document], now: datetime, force: bool) -> Written:
    """Make the rows of `keys` be exactly `documents`, as of `now`; `refresh` holds the lock and the transaction."""
    stored = {
        key: (pk, digest, text)
        for key, pk, digest, text in SearchDocument.objects.filter(key__in=keys).values_list(
            "key", "pk", "digest", "words"
        )
    }
    given = {document.key: analyse(document) for document in documents}
    if strangers := given.keys() - set(keys):
        raise ValueError(f"documents that were not asked for: {sorted(strangers)[:5]}")
    changed = {key: found for key, found in given.items() if force or stored.get(key, (0, ""))[1] != found.digest}
    gone = stored.keys() - given.keys()
    before, after = Counter[WordOfKind](), Counter[WordOfKind]()
    for key in (*changed, *gone):
        kind = key.partition(":")[0]
        before.update((kind, word) for word in (stored[key][2].split() if key in stored else ()))
        after.update((kind, word) for word in (changed[key].words.split() if key in changed else ()))
    _clear([stored[key][0] for key in (*changed, *gone) if key in stored])
    SearchDocument.objects.filter(key__in=gone).delete()
    if changed or gone:
        revision = last_revision()
        _write(changed.values(), now, revision)
        if settings.ELASTICSEARCH_URL:
            _tell_what_is_gone(changed, gone, revision)
        written.send(sender=SearchDocument)
    if same := given.keys() - changed.keys():
        SearchDocument.objects.filter(key__in=same).update(made_at=now)
    _move_frequencies(before, after, changed.values())
    return Written(len(changed), len(given) - len(changed), len(gone))


def _clear(pks: Collection[int]) -> None:
    if pks:
        SearchPosting.objects.filter(document__in=pks).delete()
        SearchSpan.objects.filter(document__in=pks).delete()


def _tell_what_is_gone(changed: Collection[str], gone: Collection[str], revision: int) -> None:
    SearchGone.objects.filter(key__in=changed).delete()
    SearchGone.objects.bulk_create(
        (SearchGone(key=key, revision=revision) for key in gone),
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["revision"],
        batch_size=_ROWS,
    )


def _write(analysed: Collection[AnalysedDocument], now: datetime, revision: int) -> None:
    if not analysed:
        return
    # Without Elasticsearch nothing waits to be sent; with it, what was confirmed stays so for the revision before.
    sent = () if settings.ELASTICSEARCH_URL else ("es_revision",)
    rows = SearchDocument.objects.bulk_create(
        (_row(found, now, revision) for found in analysed),
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=(*_STORED, *sent),
        batch_size=_ROWS,
    )
    both = list(zip(rows, analysed, strict=True))
    _insert(
        SearchPosting,
        ("term", "document_id", "weight"),
        ((term, row.pk, weight) for row, found in both for term, weight in found.weights.items()),
    )
    moment = connection.ops.adapt_datetimefield_value
    _insert(
        SearchSpan,
        ("document_id", "kind", "start", "end"),
        (
            (row.pk, span.kind, moment(span.start), moment(span.end))
            for row, found in both
            for span in found.document.spans
        ),
    )


def _insert(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many small rows, the quickest way of each database: most of the time of a rebuild was spent here."""
    table, *names = map(connection.ops.quote_name, (model._meta.db_table, *columns))
    target = f"{table} ({', '.join(names)})"  # names of our own table and columns, nothing of a person
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", list(rows))  # noqa: S608


def _row(found: AnalysedDocument, now: datetime, revision: int) -> SearchDocument:
    document = found.document
    return SearchDocument(
        key=document.key,
        kind=document.kind,
        object_pk=document.pk,
        title=document.title[:300],
        sort_title=sort_title(document.title),
        url=document.url,
        stems=found.stems,
        words=found.words,
        latitude=document.lat,
        longitude=document.lon,
        approximate=document.approximate,
        insee=document.insee,
        zone=document.zone.key,
        by_date=document.by_date,
        facets=found.facets,
        boost=document.boost,
        digest=found.digest,
        made_at=now,
        card=document.card,
        revision=revision,
        es_revision=0 if settings.ELASTICSEARCH_URL else revision,
    )


def _move_frequencies(
    before: Counter[WordOfKind], after: Counter[WordOfKind], analysed: Collection[AnalysedDocument]
) -> None:
    moved = {pair for pair in before.keys() | after.keys() if before[pair] != after[pair]}
    if not moved:
        return
    known: dict[WordOfKind, tuple[int, str]] = {}
    for some in batches(sorted({word for _, word in moved}), _ROWS):
        rows = SearchWord.objects.filter(word__in=some).values_list("kind", "word", "df", "shown")
        known |= {(kind, word): (df, shown) for kind, word, df, shown in rows}
    counts = {pair: known.get(pair, (0, ""))[0] + after[pair] - before[pair] for pair in moved}
    shown = {word: spelt for (_, word), (_df, spelt) in known.items()}
    bare = {word for _, word in moved if shown.get(word, word) == word and not word.isdigit()}
    for found in analysed:
        shown |= found.spellings(bare)
    kept = [
        SearchWord(kind=kind, word=word, df=df, shown=shown.get(word, word))
        for (kind, word), df in counts.items()
        if df > 0
    ]
    gone: dict[str, list[str]] = defaultdict(list)
    for (kind, word), df in counts.items():
        if df <= 0:
            gone[kind].append(word)
    SearchWord.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["word", "kind"], update_fields=["df", "shown"], batch_size=_ROWS
    )
    for kind, words in gone.items():
        for some in batches(words, _ROWS):
            SearchWord.objects.filter(kind=kind, word__in=some).delete()
    # A frequency breaks ties between corrections, and weighs the ideas of a question in steps that a few documents
    # hardly move: the memory of workers is renewed when words come or go.
    if gone or not moved <= known.keys():
        touch("words")


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` items, the last one shorter."""
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some
