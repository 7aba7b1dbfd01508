"""Totals, counts, order and scores are those of a computation that reads every document, whatever the question."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from portal.words.geo import distance_km
from portal.words.zone import PARIS
from search import scoring
from search.api import search
from search.index.analysis import analyse, sort_title, split_fields
from search.memory import current_state, synonym_lists, vocabularies
from search.question.reading import Reading, read
from search.types import (
    Circle,
    Dates,
    Document,
    FieldName,
    Idea,
    SearchRequest,
    Span,
    SpanFilter,
    Stretches,
    WeightedTerm,
)
from tests.search.conftest import Ask, Index
from tests.search.sources import FACETS, ListSource

Ranked = tuple[tuple[bool, float, float, str], Document, float]

WORDS = ("impôts", "tablette", "imprimer", "emploi", "santé", "carte grise", "déclaration de revenus", "apprendre")
TEXTS = ("", "impots", "tablette imprimer", "apprendre emploi", "ants", "sante carte grise", "imprimer impots emploi")


def make(places: ListSource, chance: random.Random, now: datetime) -> None:
    for pk in range(1, 121):
        known = chance.random() < 0.9
        places.add(
            pk,
            " ".join(chance.choices(WORDS, k=2)),
            services=" ".join(chance.choices(WORDS, k=chance.randrange(3))),
            body=" ".join(chance.choices(WORDS, k=chance.randrange(4))),
            lat=44.2 + chance.uniform(-0.4, 0.4) if known else None,
            lon=0.6 + chance.uniform(-0.5, 0.5) if known else None,
            approximate=known and chance.random() < 0.3,
            insee=chance.choice(("47001", "47002", "47003")),
            zone=chance.choice((PARIS, PARIS, ZoneInfo("Indian/Reunion"), ZoneInfo("America/Cayenne"))),
            by_date=chance.random() < 0.4,
            general=" ".join(chance.choices(WORDS, k=chance.randrange(2))),
            boost=chance.choice((1.0, 1.0, 1.2)),
            facets={
                group: tuple(chance.sample(sorted(FACETS[group]), k=chance.randrange(3)))
                for group in ("service", "acces", "publics")
            },
            spans=tuple(
                Span(chance.choice(("open", "date", "other")), now + timedelta(hours=h), now + timedelta(hours=h + 3))
                for h in chance.sample(range(-6, 20), k=chance.randrange(3))
            )
            + tuple(
                Span("date", now + timedelta(hours=h), now + timedelta(hours=h + 3))
                for h in chance.sample(range(-50, 900), k=chance.randrange(3))
            ),
        )


def later(now: datetime, first: int, last: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From so many hours after `now` to so many, on the face of the clock of `zone`."""
    noon = now.replace(tzinfo=zone)
    return noon + timedelta(hours=first), noon + timedelta(hours=last)


def stretches(now: datetime, days: Sequence[int], zone: ZoneInfo) -> Stretches:
    return tuple(later(now, 24 * n, 24 * n + 12, zone) for n in days)


class Corpus:
    """The analysed documents and how many hold each stem, counted by reading them all."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.fields = {document.key: split_fields(analyse(document).stems) for document in documents}
        self.df = Counter(stem for fields in self.fields.values() for stem in {*" ".join(fields.values()).split()})

    def worth(self, reading: Reading, document: Document) -> tuple[list[float], list[float]]:
        """Best score of each idea in a document, from the formula alone."""
        return [self.best(idea, document) for idea in reading.required], [
            self.best(idea, document) for idea in reading.optional
        ]

    def best(self, idea: Idea, document: Document) -> float:
        values = [0.0]
        for term in idea.terms:
            for field, text in self.fields[document.key].items():
                if holds(field, text, term):
                    rarest = min(self.df[stem] for stem in term.stems)
                    values.append(scoring.term_score(term.weight, field, rarest, len(self.documents)))
        return max(values)


def holds(field: FieldName, text: str, term: WeightedTerm) -> bool:
    """A field answers to what it says; that of wide services to the needs that they are for."""
    return f" {' '.join(term.stems)} " in f" {text} " and (field != "general" or term.weight <= scoring.WIDE)


def expected(request: SearchRequest, reading: Reading, corpus: Corpus) -> list[Ranked]:
    """The documents that text and circle keep, before the filters: (rank, document, score)."""
    found: list[Ranked] = []
    for document in corpus.documents:
        km = None
        if request.circle is not None:
            if document.lat is None or document.lon is None:
                continue
            km = distance_km(request.circle.lat, request.circle.lon, document.lat, document.lon)
            if km > request.circle.radius_km:
                continue
        required, optional = corpus.worth(reading, document)
        if reading.required and not any(required):
            continue
        value = scoring.score(
            [[v] for v in required], [[v] for v in optional], near=request.circle is not None, distance_km=km,
            approximate=document.approximate, boost=document.boost,
        )  # fmt: skip
        found.append((scoring.rank(all(required), value, km, document.key), document, value))
    whole = [one for one in found if not one[0][0]]
    return whole if len(whole) >= 10 else found


def passes(request: SearchRequest, document: Document, leave_out: str = "") -> bool:
    return all(
        any(carries(request, document, group, value) for value in values)
        for group, values in request.facets.items()
        if values and group != leave_out
    )


def carries(request: SearchRequest, document: Document, group: str, value: str) -> bool:
    says_nothing = not document.facets.get(group)
    return carries_by_name(request, document, group, value) or (group in request.open_groups and says_nothing)


def carries_by_name(request: SearchRequest, document: Document, group: str, value: str) -> bool:
    return value in document.facets.get(group, ()) or any(
        span.group == group and span.value == value and any(map(span.matches, document.spans))
        for span in request.spans(document.zone)
    )


@pytest.mark.parametrize("seed", range(6))
def test_random_questions(places: ListSource, index: Index, ask: Ask, now: datetime, seed: int) -> None:
    chance = random.Random(seed)
    make(places, chance, now)
    index(places)
    corpus = Corpus(list(places.held.values()))
    for _ in range(25):
        quand = (
            {"quand": frozenset(chance.sample(FACETS["quand"], k=1 + chance.randrange(2)))}
            if chance.random() < 1 / 3
            else {}
        )
        request = SearchRequest(
            text=chance.choice(TEXTS),
            kinds=("lieu",),
            circle=chance.choice((None, Circle(44.2, 0.6, "", "", chance.choice((5, 15, 30, 60))))),
            facets=quand
            | {
                group: frozenset(chance.sample(sorted(FACETS[group]), k=1 + chance.randrange(2)))
                for group in chance.sample(("service", "acces", "publics"), k=chance.randrange(3))
            },
            open_groups=frozenset(chance.choice(((), ("publics",)))),
            spans=lambda zone: (
                SpanFilter("quand", "maintenant", ("open",), now, now),
                SpanFilter("quand", "semaine", ("open", "date"), *later(now, 2, 9, zone)),
            ),
            counted=frozenset(FACETS),
            size=500,
        )
        state = current_state()
        vocabulary, synonyms = vocabularies.at(state.words_token), synonym_lists.at(state.synonyms_token)
        candidates = expected(
            request, read(request.text, vocabulary, synonyms).within(vocabulary.stems_of(request.kinds)), corpus
        )
        page = search(request)
        kept = sorted((one for one in candidates if passes(request, one[1])), key=lambda one: one[0])
        assert page.total == len(kept)
        assert {hit.key for hit in page.hits} == {document.key for _, document, _ in kept}
        if request.text:
            assert [hit.key for hit in page.hits] == [document.key for _, document, _ in kept]
        assert [hit.score for hit in page.hits] == pytest.approx(
            [{d.key: v for _, d, v in kept}[hit.key] for hit in page.hits]
        )
        assert page.counts.keys() == FACETS.keys()
        for group, counts in page.counts.items():
            pool = [document for _, document, _ in candidates if passes(request, document, leave_out=group)]
            borne = {code for code in FACETS[group] if any(carries_by_name(request, d, group, code) for d in pool)}
            assert counts.keys() == borne | request.facets.get(group, frozenset())
            for code, count in counts.items():
                assert count == sum(carries(request, d, group, code) for d in pool)


def test_the_number_beside_a_choice_is_what_one_gets(places: ListSource, index: Index, ask: Ask, now: datetime) -> None:
    make(places, random.Random(7), now)
    index(places)
    circle = Circle(44.2, 0.6, "", "", 25)
    for group, counts in ask("impots", circle=circle).counts.items():
        for code, count in counts.items():
            assert ask("impots", circle=circle, facets={group: frozenset({code})}).total == count


def strengths(reading: Reading, corpus: Corpus, document: Document) -> list[float]:
    """How far each idea is answered, from the definition alone."""
    return [
        max(
            (
                term.weight
                for term in idea.terms
                for field, text in corpus.fields[document.key].items()
                if holds(field, text, term)
            ),
            default=0.0,
        )
        for idea in reading.required
    ]


def wait(document: Document, dates: Dates) -> float:
    if not document.by_date:
        return 0.0
    during = dates.during(document.zone)
    coming = [
        span.start
        for span in document.spans
        if span.kind == "date"
        and span.end > dates.now
        and (not during or any(span.start <= last and span.end > first for first, last in during))
    ]
    unknown = 28.0 if during else 14.0
    return max(0.0, (min(coming) - dates.now).total_seconds() / 86_400) if coming else unknown


@pytest.mark.parametrize("seed", range(4))
def test_the_list_of_who_can_help(places: ListSource, index: Index, ask: Ask, now: datetime, seed: int) -> None:
    """The order told in docs/decisions/0013-one-list.md, by a computation that reads every document."""
    chance = random.Random(seed)
    make(places, chance, now)
    index(places)
    corpus = Corpus(list(places.held.values()))
    for _ in range(20):
        # A commune, none, or those of a postal code.
        communes = chance.choice(({"47001"}, {"47002"}, {"47999"}, set(), {"47001", "47003"}))
        insee = next(iter(communes)) if len(communes) == 1 else ""
        several = frozenset(communes if len(communes) > 1 else ())
        circle = Circle(44.2, 0.6, "", insee, chance.choice((10, 30, 60)), several)
        text = chance.choice(TEXTS)
        days = chance.sample(range(9), k=chance.choice((0, 0, 1, 2)))
        dates = Dates("date", now, partial(stretches, now, days))
        state = current_state()
        vocabulary, synonyms = vocabularies.at(state.words_token), synonym_lists.at(state.synonyms_token)
        reading = read(text, vocabulary, synonyms).within(vocabulary.stems_of(("lieu",)))
        rows = []
        for document in corpus.documents:
            if document.lat is None or document.lon is None:
                continue
            km = distance_km(circle.lat, circle.lon, document.lat, document.lon)
            held = strengths(reading, corpus, document)
            if km > circle.radius_km or (held and not any(held)):
                continue
            worths = [idea.worth for idea in reading.required]
            missing = sum(w for w, value in zip(worths, held, strict=True) if value < 0.5) / (sum(worths) or 1)
            here = document.insee in communes
            way = 0.0 if here or km <= 1.0 else km
            looseness = 1.0 if missing or not held else min(held)
            cost = round((way + 2 / 7 * wait(document, dates)) / (looseness * document.boost), 1)
            rank = (round(missing, 3), not here, cost, -document.boost, document.approximate, km)
            rows.append((rank, document, all(held), here))
        rows.sort(key=lambda row: (*row[0], sort_title(row[1].title), row[1].key))
        if sum(1 for row in rows if row[0][0] == 0) >= 10:
            rows = [row for row in rows if row[2]]
        first = next((row for row in rows if row[3]), None)
        wanted = [row[1].key for row in ([first] if first else []) + [row for row in rows if row is not first]]
        page = search(SearchRequest(text=text, kinds=("lieu",), circle=circle, sort="help", dates=dates, size=500))
        assert [hit.key for hit in page.hits] == wanted
