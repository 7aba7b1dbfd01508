"""The embedded engine: the index tables of the portal's own database, SQLite or PostgreSQL, with the same code.

SQL finds the documents that hold the words, inside a box when a place is asked; Python does the rest (circle, score,
filters, order) over a few hundred or thousand short rows, which it remembers when no place is asked. One formula for
both databases, and counts that are those of the circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import asin, cos, degrees, inf, radians, sin

from django.db.models import Q

from search import registry
from search.engines.catalogue import Catalogue, catalogue
from search.engines.counting import Candidate, Holders, narrow
from search.engines.matching import ANY, Match, match
from search.index import memory
from search.models import SearchDocument, SearchSpan
from search.question.planner import plan
from search.question.vocabulary import Vocabulary
from search.scoring import EARTH_RADIUS_KM, OFFSET_KM, haversine_km, rank, score
from search.types import Hit, Place, QueryPlan, SearchPage, SearchRequest, Sort

# Under so many complete matches, documents that hold a part of the question follow them.
ENOUGH = 10
# Up to so many documents, looking each up under each word is quicker than reading all that hold the word.
_NAMED = 1_000


class DatabaseEngine:
    """Answers from `search.models`."""

    name = "database"

    def search_many(self, requests: Sequence[SearchRequest]) -> tuple[SearchPage, ...]:
        state = memory.current_state()
        statistics = memory.statistics.at(state.index_token)
        plans = {
            (text, exact): _plan(text, exact, state.words_token, state.synonyms_token)
            for text, exact in {(request.text, request.exact) for request in requests}
        }
        answers = []
        for request in requests:
            planned = plans[request.text, request.exact]
            order = _order(request, planned)
            within = (
                catalogue(state.index_token, tuple(request.kinds), order == "date")
                if request.place is None
                else _circle(request, request.place, order)
            )
            answers.append(self._answer(request, planned, statistics, order, within))
        return tuple(answers)

    def _answer(
        self,
        request: SearchRequest,
        planned: QueryPlan,
        statistics: memory.Statistics,
        order: Sort,
        within: Catalogue,
    ) -> SearchPage:
        matches, candidates = _candidates(request, planned, statistics, within)
        specs = registry.facet_specs(request.kinds)
        kept, facets = narrow(candidates, request, _holders(request, candidates), specs)

        def value(candidate: Candidate) -> float:
            found = matches.get(candidate.pk, ANY)
            return score(
                [(worth,) for worth in found.required],
                [(worth,) for worth in found.optional],
                near=request.place is not None,
                distance_km=candidate.km,
                approximate=candidate.approximate,
                boost=candidate.boost,
            )

        if order == "relevance":
            kept.sort(key=lambda found: rank(found.complete, value(found), found.km, found.key))
        else:
            kept.sort(key=lambda found: _rank_plainly(found, order))
        first = (max(request.page, 1) - 1) * request.size
        shown = kept[first : first + request.size]
        return SearchPage(
            hits=_hits([(found, value(found)) for found in shown]),
            total=len(kept),
            facets=facets,
            plan=planned,
            engine=self.name,
        )


class _Verbatim(Vocabulary):
    """A vocabulary where every word is well spelt: the question is taken at its word."""

    def __contains__(self, word: str) -> bool:
        return True


def _plan(text: str, exact: bool, words_token: int, synonyms_token: int) -> QueryPlan:
    vocabulary = _Verbatim({}) if exact else memory.vocabularies.at(words_token)
    return plan(text, vocabulary, memory.synonym_lists.at(synonyms_token))[0]


def _order(request: SearchRequest, planned: QueryPlan) -> Sort:
    """Relevance says nothing when nothing is asked: then the nearest first, or the alphabet."""
    if request.sort != "relevance" or planned.required or planned.optional:
        return request.sort
    return "distance" if request.place else "name"


def _candidates(
    request: SearchRequest, planned: QueryPlan, statistics: memory.Statistics, within: Catalogue
) -> tuple[Mapping[int, Match], list[Candidate]]:
    """Documents of the right kind and place that the text keeps, before the filters, and what it is worth in them."""
    if not planned.required and not planned.optional:
        # « le la les », « ?? »: something was typed and nothing of it can be sought; better said than all shown.
        return {}, [] if request.text.strip() else list(within.values())
    # The circle is small: its documents are then looked up under each word.
    few = request.place is not None and len(within) <= _NAMED
    matches = match(planned, Q(document__in=within.keys()) if few else _scope(request, "document__"), statistics)
    if not planned.required:
        return matches, list(within.values())
    candidates = [within[pk] for pk, found in matches.items() if found.complete and pk in within]
    # Decided before the filters: choosing a filter must not bring other documents in.
    if len(candidates) < ENOUGH:
        part = [within[pk] for pk, found in matches.items() if not found.complete and pk in within]
        candidates += [candidate._replace(complete=False) for candidate in part]
    return matches, candidates


def _scope(request: SearchRequest, prefix: str = "") -> Q:
    """Filter on kind and on the box around the circle."""
    scope = Q()
    if request.kinds:
        scope &= Q(**{f"{prefix}kind__in": request.kinds})
    if request.place is not None:
        scope &= _box(request.place, prefix)
    return scope


def _box(place: Place, prefix: str) -> Q:
    angle = place.radius_km / EARTH_RADIUS_KM
    north = degrees(angle) * (1 + 1e-9) + 1e-9  # never a document of the circle lost to rounding
    box = Q(**{f"{prefix}latitude__range": (place.lat - north, place.lat + north)})
    reach = sin(min(angle, 1.5)) / max(cos(radians(place.lat)), 1e-9)
    if angle < 1.5 and reach < 1:
        east = degrees(asin(reach)) * (1 + 1e-9) + 1e-9
        if place.lon - east >= -180 and place.lon + east <= 180:  # beyond, the circle crosses the date line
            box &= Q(**{f"{prefix}longitude__range": (place.lon - east, place.lon + east)})
    return box


_ORDER_FIELDS = {"relevance": "pk", "distance": "sort_title", "date": "starts_at", "name": "sort_title"}


def _circle(request: SearchRequest, place: Place, order: Sort) -> Catalogue:
    """Read the documents of the circle."""
    documents = SearchDocument.objects.filter(_scope(request)).order_by()
    rows = documents.values_list(
        "pk", "key", "facets", "approximate", "boost", _ORDER_FIELDS[order], "latitude", "longitude"
    )
    found: dict[int, Candidate] = {}
    for pk, key, facets, approximate, boost, sort_value, lat, lon in rows:
        if lat is None or lon is None:
            continue
        km = haversine_km(place.lat, place.lon, lat, lon)
        if km <= place.radius_km:
            found[pk] = Candidate(pk, key, facets, approximate, boost, sort_value, km, True)
    return found


def _holders(request: SearchRequest, candidates: Sequence[Candidate]) -> Holders:
    """For each span filter, the documents where it holds; one query each."""
    pks = [candidate.pk for candidate in candidates]
    few = Q(document__in=pks) if len(pks) <= _NAMED else Q()
    return {
        (span.group, span.value): set(
            SearchSpan.objects.filter(few, kind=span.kind, start__lte=span.end, end__gt=span.start).values_list(
                "document_id", flat=True
            )
        )
        for span in request.spans
    }


def _rank_plainly(found: Candidate, order: Sort) -> tuple[object, ...]:
    """Smallest first: complete matches, then what is asked, and always the key at the end."""
    if order == "date":
        starts = found.order.timestamp() if isinstance(found.order, datetime) else inf
        return (not found.complete, starts, found.km or 0.0, found.key)
    if order == "name":
        return (not found.complete, found.order, found.key)
    km = inf if found.km is None else found.km
    # A position known only as the centre of its commune is at no distance of that centre: inside the village, where
    # distance does not count, exact positions come before it.
    near = 0.0 if km <= OFFSET_KM else round(km, 1)
    return (not found.complete, near, found.approximate, km, found.order, found.key)


def _hits(found: Sequence[tuple[Candidate, float]]) -> tuple[Hit, ...]:
    texts = ("key", "kind", "object_pk", "title", "url")
    shown = SearchDocument.objects.only(*texts).in_bulk([candidate.pk for candidate, _ in found])
    return tuple(
        Hit(
            key=document.key,
            kind=document.kind,
            pk=document.object_pk,
            title=document.title,
            url=document.url,
            score=value,
            distance_km=candidate.km,
        )
        for candidate, value in found
        if (document := shown.get(candidate.pk)) is not None
    )
