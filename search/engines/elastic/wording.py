"""The words of a question as clauses for the server, each with what it is worth, and back to what a document is worth.

Weights are ours, not the server's: each clause scores planner weight × field weight × idf by the statistics of the
database, as `search.engines.matching` does. Clauses bear numbers as names; a hit says which it met, and what it is
worth is then worked out here, in double precision and by the same code for every engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from search.engines.candidate import Match
from search.engines.elastic.documents import token
from search.index.analysis import FIELDS
from search.memory import Statistics
from search.scoring import EXACT_FROM, FIELD_WEIGHTS, SOFT, strength, term_score
from search.types import FieldName, Idea, QueryPlan, WeightedTerm

Query = Mapping[str, Any]
NOTHING: Query = {"match_none": {}}
EVERYTHING: Query = {"match_all": {}}


@dataclass(frozen=True, slots=True)
class Clause:
    """A term in a field: `value` is its score for the idea of that number, `strength` how far it answers it."""

    idea: int
    term: WeightedTerm
    field: FieldName
    value: float
    strength: float

    @property
    def query(self) -> Query:
        stems = self.term.stems
        if len(stems) <= 2:
            return {"term": {f"terms.{self.field}": {"value": token(stems)}}}
        return {"match_phrase": {f"stems.{self.field}": {"query": " ".join(stems)}}}


class Wording:
    """The required ideas of a plan, then the optional ones, as clauses."""

    def __init__(self, plan: QueryPlan, statistics: Statistics) -> None:
        self.required, self.optional = len(plan.required), len(plan.optional)
        ideas = (*plan.required, *plan.optional)
        df = statistics.frequencies({stem for idea in ideas for term in idea.terms for stem in term.stems})
        self.clauses = [
            clause for number, idea in enumerate(ideas) for clause in _clauses(number, idea, df, statistics.documents)
        ]

    @cached_property
    def _by_idea(self) -> Mapping[int, Sequence[tuple[int, Clause]]]:
        found: defaultdict[int, list[tuple[int, Clause]]] = defaultdict(list)
        for name, clause in enumerate(self.clauses):
            found[clause.idea].append((name, clause))
        return found

    @property
    def most(self) -> float:
        """No document's words are worth more."""
        best = [max((clause.value for _, clause in self._by_idea.get(n, ())), default=0.0) for n in self._ideas]
        return sum(best[: self.required]) + SOFT * sum(best[self.required :])

    @property
    def _ideas(self) -> range:
        return range(self.required + self.optional)

    def complete(self) -> Query:
        """What holds every required idea, scored; everything when there is none."""
        needed = [self._scored(number) for number in range(self.required)]
        return self._with_soft(needed or [{"constant_score": {"filter": EVERYTHING, "boost": 1.0}}])

    def part(self) -> Query:
        """What holds some required ideas and not all, scored."""
        ideas = range(self.required)
        some = {"bool": {"should": [self._scored(number) for number in ideas], "minimum_should_match": 1}}
        whole = {"bool": {"filter": [self._held(number) for number in ideas]}}
        return self._with_soft([some], [whole])

    def answered(self, number: int) -> Query:
        """What answers a required idea by its own words (see `search.scoring.unmet`)."""
        return self._held(number, EXACT_FROM)

    def match(self, names: Iterable[str]) -> Match:
        """What a document is worth, from the names of the clauses that it met."""
        values = [0.0] * (self.required + self.optional)
        strengths = [0.0] * self.required
        for name in names:
            clause = self.clauses[int(name)]
            values[clause.idea] = max(values[clause.idea], clause.value)
            if clause.idea < self.required:
                strengths[clause.idea] = max(strengths[clause.idea], clause.strength)
        return Match(tuple(values[: self.required]), tuple(values[self.required :]), tuple(strengths))

    def _with_soft(self, must: Sequence[Query], must_not: Sequence[Query] = ()) -> Query:
        soft = [self._scored(self.required + number, SOFT) for number in range(self.optional)]
        return {"bool": {"must": must, "should": soft, "must_not": must_not}}

    def _scored(self, number: int, factor: float = 1.0) -> Query:
        """The best of the clauses of an idea."""
        queries = [
            {"constant_score": {"filter": clause.query, "boost": factor * clause.value, "_name": str(name)}}
            for name, clause in self._by_idea.get(number, ())
        ]
        return {"dis_max": {"queries": queries}} if queries else NOTHING

    def _held(self, number: int, least: float = 0.0) -> Query:
        """The same as a filter; `least` is the strength of the clauses that count."""
        clauses = [clause for _, clause in self._by_idea.get(number, ()) if clause.strength >= least]
        tokens: defaultdict[str, list[str]] = defaultdict(list)
        for clause in clauses:
            if len(clause.term.stems) <= 2:
                tokens[f"terms.{clause.field}"].append(token(clause.term.stems))
        some: list[Query] = [{"terms": {field: found}} for field, found in tokens.items()]
        some += [clause.query for clause in clauses if len(clause.term.stems) > 2]
        return {"bool": {"should": some, "minimum_should_match": 1}} if some else NOTHING


def _clauses(number: int, idea: Idea, df: Mapping[str, int], documents: int) -> Iterable[Clause]:
    for term in idea.terms:
        if rarest := min(df[stem] for stem in term.stems):
            for field in FIELDS:
                if told := strength(term.weight, FIELD_WEIGHTS[field]):
                    yield Clause(number, term, field, term_score(term.weight, field, rarest, documents), told)
