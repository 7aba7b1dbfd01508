"""How good the answers are, on a list of questions whose right answers are known without the search.

What is right is told by a pattern over the text that a document was given to be found by (folded), never by our own
synonyms: « carte grise » is answered by what says « carte grise », « immatricul… » or « démarches administratives ».
Two lists are asked: the list of who can help, and the page of the site search, which shows a few cards of each kind.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from portal.words.folding import fold
from portal.words.geo import distance_km
from search import registry
from search.api import SearchAnswer, search_many
from search.page.answer import request_for
from search.page.query import SiteQuery
from search.types import Circle, Document, SearchRequest

HELP, SITE = "lieux", "site"
SHOWN = 10  # cards of the first page of the list of who can help
# Families whose words are not well spelt.
MISSPELT = frozenset({"typo", "phonetic", "accents", "glued", "split"})


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a list: what is typed, its family, the pattern of a right answer, the same well spelt, or ""."""

    query: str
    family: str
    pattern: str
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one list answers to one question. `right` are the right documents that exist, as many as the page can show;
    `shown` those of them that it shows. `overlap` is the share of the answer to the well spelt question that is also
    here, None without any. `seconds` is the time of the search."""

    question: Question
    where: str
    right: int
    shown: int
    total: int
    seconds: float
    overlap: float | None = None

    @property
    def recall(self) -> float | None:
        return self.shown / self.right if self.right else None

    @property
    def empty(self) -> bool:
        return self.total == 0 and self.right > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report: means over the questions of a family that have a right answer; p50 and p95 are seconds."""

    where: str
    family: str
    questions: int
    recall: float
    empty: int
    overlap: float | None
    p50: float
    p95: float


def questions_of(path: Path) -> list[Question]:
    """Those of a file: {"concepts": {name: pattern}, "queries": [{"query", "concept", "family", "same_as"?}]}."""
    data = json.loads(path.read_text(encoding="utf-8"))
    concepts = data["concepts"]
    return [
        Question(one["query"], one["family"], concepts[one["concept"]], one.get("same_as", ""))
        for one in data["queries"]
    ]


def evaluate(questions: Sequence[Question], now: datetime) -> list[Judged]:
    """Ask all the questions of both lists. The index must hold the documents of `now`."""
    documents = [
        (document, fold(" | ".join(document.fields.values())))
        for source in registry.sources()
        for document in source.documents(list(source.pks()), now)
    ]
    return [one for question in questions for one in _judge(question, documents)]


def report(judged: Iterable[Judged]) -> list[Row]:
    """Both lists, family by family, then all of them."""
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in judged:
        for family in (one.question.family, *(["misspelt"] if one.question.family in MISSPELT else []), "all"):
            groups[one.where, family].append(one)
    rank = {family: place for place, (_, family) in enumerate(groups)}
    order = sorted(groups, key=lambda key: (key[0], key[1] == "all", key[1] == "misspelt", rank[key[1]]))
    return [_row(*key, groups[key]) for key in order]


def _row(where: str, family: str, some: Sequence[Judged]) -> Row:
    recalls = [one.recall for one in some if one.recall is not None]
    overlaps = [one.overlap for one in some if one.overlap is not None]
    times = sorted(one.seconds for one in some)
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return Row(
        where=where,
        family=family,
        questions=len(recalls),
        recall=sum(recalls) / len(recalls) if recalls else 1.0,
        empty=sum(one.empty for one in some),
        overlap=sum(overlaps) / len(overlaps) if overlaps else None,
        p50=cuts[9],
        p95=cuts[18],
    )


_Ask = Callable[[str], list[SearchRequest]]


def _lists() -> Mapping[str, _Ask]:
    located = next(source.kind for source in registry.lists() if registry.located(source))

    def help_list(text: str) -> list[SearchRequest]:
        kinds = registry.kinds_of_list(located)
        return [SearchRequest(text, kinds, place_in_text=True, sort="help", size=SHOWN)]

    def site(text: str) -> list[SearchRequest]:
        return [request_for(SiteQuery(text), source) for source in registry.lists()]

    return {HELP: help_list, SITE: site}


def _judge(question: Question, documents: Sequence[tuple[Document, str]]) -> Iterable[Judged]:
    pattern = re.compile(question.pattern)
    right = [document for document, text in documents if pattern.search(text)]
    for where, ask in _lists().items():
        requests = ask(question.query)
        start = perf_counter()
        found = search_many(requests)
        seconds = perf_counter() - start
        exist = [_possible(request, one, right) for request, one in zip(requests, found, strict=True)]
        keys = _keys(found)
        overlap = None
        if question.same_as and question.family in MISSPELT:
            same = _keys(search_many(ask(question.same_as)))
            overlap = len(keys & same) / len(same) if same else 1.0
        yield Judged(
            question=question,
            where=where,
            right=sum(min(request.size, len(some)) for request, some in zip(requests, exist, strict=True)),
            shown=len(keys.intersection(key for some in exist for key in some)),
            total=sum(one.total for one in found),
            seconds=seconds,
            overlap=overlap,
        )


def _keys(found: Iterable[SearchAnswer]) -> set[str]:
    return {hit.key for one in found for hit in one.hits}


def _possible(request: SearchRequest, found: SearchAnswer, right: Iterable[Document]) -> list[str]:
    """The right documents of the kinds asked, in the circle that was understood."""
    inside = [document for document in right if document.kind in request.kinds]
    return [document.key for document in inside if found.circle is None or _near(document, found.circle)]


def _near(document: Document, circle: Circle) -> bool:
    if document.lat is None or document.lon is None:
        return False
    return distance_km(circle.lat, circle.lon, document.lat, document.lon) <= circle.radius_km
