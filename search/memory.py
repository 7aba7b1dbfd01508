"""What a worker process remembers of the database, and how it knows that it is out of date.

Every question reads one row of tokens (0.1 ms) and compares; no process answers from an old vocabulary.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Count, F

from search.models import SearchDocument, SearchPosting, SearchState, SearchSynonym, SearchWord
from search.question.everyday_words import GROUPS
from search.question.synonyms import SynonymGroup, Synonyms
from search.question.vocabulary import Vocabulary

T = TypeVar("T")
Topic = Literal["index", "words", "places", "synonyms"]


class Remembered(Generic[T]):
    """A value built from the database and kept as long as its token does not change.

    The token is read before the value is built: at worst the value is newer than its token and is built once more.
    """

    def __init__(self, build: Callable[[int], T]) -> None:
        self._build = build
        self._held: tuple[int, T] | None = None

    def at(self, token: int) -> T:
        held = self._held
        if held is None or held[0] != token:
            held = self._held = (token, self._build(token))
        return held[1]


class State(NamedTuple):
    """The tokens of a moment; all zero before the first write."""

    index_token: int = 0
    words_token: int = 0
    places_token: int = 0
    synonyms_token: int = 0


_STATE = "SELECT index_token, words_token, places_token, synonyms_token FROM search_searchstate WHERE id = 1"


def current_state() -> State:
    """Plain SQL: read twice at each question, and the ORM makes half a millisecond of it."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        row = cursor.fetchone()
    return State(*row) if row else State()


def touch(*topics: Topic) -> None:
    """Say that something was written, inside the transaction that writes it.

    On PostgreSQL the row stays locked until the commit, so writers of the index come one after the other and the
    document frequencies need no other lock; on SQLite there is one writer anyway.
    """
    fresh = {f"{topic}_token": secrets.randbits(62) + 1 for topic in topics}
    later = {"revision": F("revision") + 1} if "index" in topics else {}
    with transaction.atomic():
        if not SearchState.objects.filter(pk=1).update(**fresh, **later):
            SearchState.objects.update_or_create(pk=1, defaults=fresh | dict.fromkeys(later, 1))


def last_revision() -> int:
    """That of the latest change of the index; after `touch("index")`, that of the change under way."""
    return SearchState.objects.filter(pk=1).values_list("revision", flat=True).first() or 0


def synonyms_changed(**_: object) -> None:
    """Make every process read the editors' synonyms again: signals call it, so that they act at once."""
    touch("synonyms")


@dataclass
class Statistics:
    """How many documents there are, and how many hold each stem, read when first asked."""

    documents: int
    _frequencies: dict[str, int] = field(default_factory=dict)

    def frequencies(self, stems: Collection[str]) -> Mapping[str, int]:
        """Documents that hold each of these stems, 0 for an unknown one; at most one query."""
        if missing := [stem for stem in stems if stem not in self._frequencies]:
            rows = SearchPosting.objects.filter(term__in=missing).values_list("term").annotate(Count("pk"))
            self._frequencies.update(dict.fromkeys(missing, 0) | dict(rows))
        return self._frequencies


def _vocabulary(_: int) -> Vocabulary:
    words: Counter[str] = Counter()
    kinds: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for kind, word, df in SearchWord.objects.values_list("kind", "word", "df"):
        words[word] += df
        kinds[kind][word] = df
    return Vocabulary(words, kinds)


def _synonyms(_: int) -> Synonyms:
    editors = [SynonymGroup(group.phrases) for group in SearchSynonym.objects.all()]
    return Synonyms([*GROUPS, *editors])


vocabularies = Remembered(_vocabulary)
synonym_lists = Remembered(_synonyms)
statistics = Remembered(lambda _: Statistics(SearchDocument.objects.count()))
