"""Which documents hold the words of a plan, and what each idea found in them is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from django.db.models import Q

from search.engines.candidate import Match
from search.index.analysis import split_fields
from search.memory import Statistics
from search.models import SearchDocument, SearchPosting
from search.scoring import FIELD_WEIGHTS, idf, strength, term_score
from search.types import QueryPlan, WeightedTerm


def match(plan: QueryPlan, scope: Q, statistics: Statistics) -> dict[int, Match]:
    """Find the documents of `scope` (a filter on documents) that hold at least one required idea.

    Three queries at most: frequencies when not yet known, postings, texts when phrases have to be checked.
    """
    ideas = [*plan.required, *plan.optional]
    terms = [(number, term) for number, idea in enumerate(ideas) for term in idea.terms]
    df = statistics.frequencies({stem for _, term in terms for stem in term.stems})
    best: defaultdict[int, list[float]] = defaultdict(lambda: [0.0] * len(ideas))
    strengths: defaultdict[int, list[float]] = defaultdict(lambda: [0.0] * len(ideas))

    uses: defaultdict[str, list[tuple[int, float, float]]] = defaultdict(list)
    phrases: list[tuple[int, WeightedTerm]] = []
    for number, term in terms:
        rarest = min(df[stem] for stem in term.stems)
        if rarest and len(term.stems) <= 2:
            worth = term.weight * idf(rarest, statistics.documents)
            uses[" ".join(term.stems)].append((number, worth, term.weight))
        elif rarest:
            phrases.append((number, term))
    in_phrases = {pair for _, term in phrases for pair in pairs(term)}
    holders: defaultdict[str, set[int]] = defaultdict(set)

    rows = SearchPosting.objects.filter(scope, term__in={*uses, *in_phrases})
    for stem, document, weight in rows.values_list("term", "document_id", "weight"):
        for number, worth, planned in uses.get(stem, ()):
            if not (told := strength(planned, weight)):
                continue
            values = best[document]
            if worth * weight > values[number]:
                values[number] = worth * weight
            found = strengths[document]
            found[number] = max(found[number], told)
        if stem in in_phrases:
            holders[stem].add(document)

    for document, number, value, told in _phrases(phrases, holders, df, statistics.documents):
        best[document][number] = max(best[document][number], value)
        strengths[document][number] = max(strengths[document][number], told)
    size = len(plan.required)
    return {
        document: Match(tuple(values[:size]), tuple(values[size:]), tuple(strengths[document][:size]))
        for document, values in best.items()
        if any(values[:size]) or not size
    }


def pairs(term: WeightedTerm) -> list[str]:
    """The neighbours of a phrase, as the index holds them."""
    return [" ".join(pair) for pair in pairwise(term.stems)]


def _phrases(
    phrases: Iterable[tuple[int, WeightedTerm]],
    holders: Mapping[str, set[int]],
    df: Mapping[str, int],
    documents: int,
) -> Iterable[tuple[int, int, float, float]]:
    """Phrases of three stems or more where they follow one another: (document, idea number, value, strength)."""
    likely = {
        (number, term): set.intersection(*(holders.get(pair, set()) for pair in pairs(term)))
        for number, term in phrases
    }
    wanted = set().union(*likely.values())
    if not wanted:
        return
    texts = SearchDocument.objects.filter(pk__in=wanted).values_list("pk", "stems")
    fields = {pk: {name: f" {text} " for name, text in split_fields(stems).items()} for pk, stems in texts}
    for (number, term), found in likely.items():
        sought = f" {' '.join(term.stems)} "
        rarest = min(df[stem] for stem in term.stems)
        for document in found & fields.keys():
            for name, text in fields[document].items():
                told = strength(term.weight, FIELD_WEIGHTS[name])
                if told and sought in text:
                    yield document, number, term_score(term.weight, name, rarest, documents), told
