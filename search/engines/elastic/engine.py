"""The engine that asks Elasticsearch: the same answers as the embedded one, in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from portal.words.geo import distance_km
from portal.words.zone import PARIS
from search import memory
from search.engines.candidate import Candidate, Match
from search.engines.elastic.choices import Choices
from search.engines.elastic.connection import reading, refusal, speaking
from search.engines.elastic.query import Ask
from search.engines.elastic.wording import Wording
from search.engines.ordering import ENOUGH, arrange, scored
from search.memory import Remembered
from search.models import SearchDocument
from search.types import EngineResults, QueryPlan

Found = Mapping[str, Any]  # what the server answers to one search

# What a part of the index says is no answer.
_WHOLE = {"allow_partial_search_results": False}


class ElasticEngine:
    """Answers from the index behind an alias, in one round trip. Raises Unreachable or Refused when it cannot."""

    def __init__(self, client: Elasticsearch, index: str, timeout_s: float) -> None:
        self._client, self._index, self._timeout_s = client, index, timeout_s

    def answer(self, plans: Sequence[QueryPlan]) -> tuple[EngineResults, ...]:
        if not plans:
            return ()
        token = memory.current_state().index_token
        statistics, abroad = memory.statistics.at(token), _abroad.at(token)
        questions = [_Question(plan, Wording(plan, statistics), Choices(plan, abroad)) for plan in plans]
        asks = [ask for question in questions for ask in question.asks]
        searches = [part for ask in asks for part in (_WHOLE, ask.body(self._timeout_s))]
        with speaking():
            answer = self._client.options(request_timeout=self._timeout_s).msearch(searches=searches, index=self._index)
        with reading():
            found = dict(zip(asks, map(_well, answer["responses"]), strict=True))
            return tuple(question.read([found[ask] for ask in question.asks]) for question in questions)


class _Question:
    """A plan, the searches that it needs and what they give together."""

    def __init__(self, plan: QueryPlan, wording: Wording, choices: Choices) -> None:
        self._plan, self._wording, self._choices = plan, wording, choices
        # With one idea there is no part of it.
        parts = (False, True) if len(plan.required) > 1 else (False,)
        self.asks = [Ask(plan, wording, choices, part) for part in parts]

    def read(self, answers: Sequence[Found]) -> EngineResults:
        """The answer made of those to `asks`."""
        # Decided before the filters, as in the embedded engine.
        if answers[0]["aggregations"]["full"]["doc_count"] >= ENOUGH:
            answers = answers[:1]
        totals = [int(answer["hits"]["total"]["value"]) for answer in answers]
        hits = [(hit, not ask.part) for ask, answer in zip(self.asks, answers, strict=False) for hit in _hits(answer)]
        found = [self._candidate(hit, complete) for hit, complete in hits]
        matches = {one.pk: self._match(hit) for one, (hit, _) in zip(found, hits, strict=True)}
        first, before = (self._plan.page - 1) * self._plan.size, self.asks[0].start
        if before and len(answers) > 1:
            before += totals[0]  # few, and all of them come before those of the second search
        page = arrange(self._plan, found, matches)[first - before : first - before + self._plan.size]
        return EngineResults(
            keys=tuple(scored(self._plan, one, matches) for one in page),
            total=sum(totals),
            counts=self._choices.read([answer["aggregations"] for answer in answers]),
        )

    def _match(self, hit: Found) -> Match:
        return self._wording.match(hit.get("matched_queries", ()))

    def _candidate(self, hit: Found, complete: bool) -> Candidate:
        told = {name: values[0] for name, values in hit["fields"].items()}
        km, circle = None, self._plan.circle
        if circle is not None and "latitude" in told:
            km = distance_km(circle.lat, circle.lon, told["latitude"], told["longitude"])
        return Candidate(
            pk=told["row"],
            key=hit["_id"],
            codes=frozenset(),  # the server counts them
            approximate=told["approximate"],
            insee=told["insee"],
            zone=told["zone"],
            by_date=told["by_date"],
            boost=told["boost"],
            name=told["sort_title"],
            km=km,
            complete=complete,
        )


def _well(answer: Found) -> Found:
    if "error" in answer:
        raise refusal(answer["error"], answer["status"])
    return answer


def _hits(answer: Found) -> Sequence[Found]:
    hits: Sequence[Found] = answer["hits"]["hits"]
    return hits


def _clocks(_: int) -> tuple[str, ...]:
    elsewhere = SearchDocument.objects.exclude(zone=PARIS.key).order_by().values_list("zone", flat=True)
    return tuple(sorted(set(elsewhere.distinct())))


_abroad = Remembered(_clocks)  # the clocks of documents that have not that of the network
