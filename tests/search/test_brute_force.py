"""Totals, counts, order and scores are those of a computation that reads every document, whatever the question."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from search import scoring
from search.index.analysis import analyse, split_fields
from search.types import Place, SearchRequest, Span, SpanFilter
from tests.search.sources import FACETS

WORDS = ("impôts", "tablette", "imprimer", "emploi", "santé", "carte grise", "déclaration de revenus", "apprendre")
TEXTS = ("", "impots", "tablette imprimer", "apprendre emploi", "ants", "sante carte grise", "imprimer impots emploi")


def make(places, chance, now):
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
            boost=chance.choice((1.0, 1.0, 1.2)),
            facets={
                group: tuple(chance.sample(sorted(FACETS[group].values), k=chance.randrange(3)))
                for group in ("service", "acces", "publics")
            },
            spans=tuple(
                Span("open", now + timedelta(hours=h), now + timedelta(hours=h + 3))
                for h in chance.sample(range(-6, 20), k=chance.randrange(3))
            ),
        )


class Corpus:
    """The analysed documents and how many hold each stem, counted by reading them all."""

    def __init__(self, documents):
        self.documents = documents
        self.fields = {document.key: split_fields(analyse(document).stems) for document in documents}
        self.df = Counter(stem for fields in self.fields.values() for stem in {*" ".join(fields.values()).split()})

    def worth(self, plan, document):
        """Best score of each group in a document, from the formula alone."""
        return [self.best(group, document) for group in plan.required], [
            self.best(group, document) for group in plan.optional
        ]

    def best(self, group, document):
        values = [0.0]
        for term in group.terms:
            for field, text in self.fields[document.key].items():
                if f" {' '.join(term.stems)} " in f" {text} ":
                    rarest = min(self.df[stem] for stem in term.stems)
                    values.append(scoring.term_score(term.weight, field, rarest, len(self.documents)))
        return max(values)


def expected(request, plan, corpus):
    """(documents kept by text and place, [(rank, document, score)] before the filters)."""
    found = []
    for document in corpus.documents:
        km = None
        if request.place is not None:
            if document.lat is None:
                continue
            km = scoring.haversine_km(request.place.lat, request.place.lon, document.lat, document.lon)
            if km > request.place.radius_km:
                continue
        required, optional = corpus.worth(plan, document)
        if plan.required and not any(required):
            continue
        value = scoring.score(
            [[v] for v in required], [[v] for v in optional], near=request.place is not None, distance_km=km,
            approximate=document.approximate, boost=document.boost,
        )  # fmt: skip
        found.append((scoring.rank(all(required), value, km, document.key), document, value))
    whole = [one for one in found if not one[0][0]]
    return whole if len(whole) >= 10 else found


def passes(request, document, leave_out=None):
    chosen = {group: set(values) for group, values in request.facets.items()}
    for span in request.spans:
        if span.value in request.selected_spans:
            chosen.setdefault(span.group, set()).add(span.value)
    return all(
        any(carries(request, document, group, value) for value in values)
        for group, values in chosen.items()
        if values and group != leave_out
    )


def carries(request, document, group, value):
    own = document.facets.get(group, ())
    if value in own or (group in request.open_groups and not own):
        return True
    return any(
        span.group == group and span.value == value and any(map(span.matches, document.spans)) for span in request.spans
    )


@pytest.mark.parametrize("seed", range(6))
def test_random_questions(places, index, ask, now, seed):
    chance = random.Random(seed)
    make(places, chance, now)
    index(places)
    corpus = Corpus(list(places.held.values()))
    for _ in range(25):
        request = SearchRequest(
            text=chance.choice(TEXTS),
            kinds=("lieu",),
            place=chance.choice((None, Place(44.2, 0.6, "", "", chance.choice((5, 15, 30, 60))))),
            facets={
                group: frozenset(chance.sample(sorted(FACETS[group].values), k=1 + chance.randrange(2)))
                for group in chance.sample(("service", "acces", "publics"), k=chance.randrange(3))
            },
            open_groups=frozenset(chance.choice(((), ("publics",)))),
            spans=(SpanFilter("quand", "maintenant", "open", now, now),),
            selected_spans=frozenset(chance.choice(((), (), ("maintenant",)))),
            size=500,
        )
        fields = {name: getattr(request, name) for name in request.__slots__ if name not in ("text", "kinds", "size")}
        page = ask(request.text, **fields)
        candidates = expected(request, page.plan, corpus)
        kept = sorted((one for one in candidates if passes(request, one[1])), key=lambda one: one[0])
        assert page.total == len(kept)
        assert {hit.key for hit in page.hits} == {document.key for _, document, _ in kept}
        if request.text:
            assert [hit.key for hit in page.hits] == [document.key for _, document, _ in kept]
        assert [hit.score for hit in page.hits] == pytest.approx(
            [{d.key: v for _, d, v in kept}[hit.key] for hit in page.hits]
        )
        for facet in page.facets:
            pool = [document for _, document, _ in candidates if passes(request, document, leave_out=facet.group)]
            for value in facet.values:
                assert value.count == sum(carries(request, d, facet.group, value.value) for d in pool)


def test_the_number_beside_a_choice_is_what_one_gets(places, index, ask, now):
    make(places, random.Random(7), now)
    index(places)
    place = Place(44.2, 0.6, "", "", 25)
    for facet in ask("impots", place=place).facets:
        for value in facet.values:
            chosen = ask("impots", place=place, facets={facet.group: frozenset({value.value})})
            assert chosen.total == value.count
