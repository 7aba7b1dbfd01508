"""What the other rooms ask of the search; besides it they use `registry`, `types`, `counting` and `gazetteer` only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.models.changes import mark
from search.engines.base import SearchEngine
from search.engines.replica.resilient import chosen_engine
from search.memory import State, current_state, synonym_lists, vocabularies
from search.models import SearchDocument, SearchWord
from search.places import communes_changed, gazetteer, main_communes
from search.question.everyday_words import SPELLINGS
from search.question.gazetteer import Gazetteer, Resolution, circle_of
from search.question.planner import Knowledge, Understood, understand
from search.question.reading import Lexicon
from search.question.synonyms import Synonyms
from search.question.text import terms
from search.question.unknown_words import unknown_words
from search.question.vocabulary import Vocabulary
from search.types import Circle, Counts, EngineResults, Hit, Idea, SearchRequest
from search.unknown.notebook import notebook

__all__ = [
    "ANYWHERE_KM",
    "Hit",
    "SearchAnswer",
    "circle_of",
    "communes_changed",
    "main_communes",
    "mark_stale",
    "resolve",
    "search",
    "search_many",
    "spelt",
    "terms",
]

TOPIC = "search.document"
# Wide enough for the whole of France from anywhere in it: what is nearest is found, however far.
ANYWHERE_KM = 20_000.0

_engine: SearchEngine = chosen_engine()


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page of an answer, and how the question was understood.

    `counts` are those of the groups asked (group → code → documents). `circle` is the one that was searched,
    `resolution` what the place asked or named means, `text` the question without the place named in it (as typed when
    none is), `subject` what is looked for in it, folded (« carte grise »), `ideas` what an answer has to hold.
    `corrections` are all the pairs (typed, used). `ambiguous` says that a commune must be chosen first, `degraded` that
    a fallback engine answered.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Counts
    circle: Circle | None
    resolution: Resolution
    text: str
    corrections: tuple[tuple[str, str], ...]
    ideas: tuple[Idea, ...] = ()
    subject: str = ""
    ambiguous: bool = False
    degraded: bool = False


def search(request: SearchRequest) -> SearchAnswer:
    """Answer one question. A page beyond the last has no hits and the true `total`. Never raises on what was typed."""
    return search_many([request])[0]


def search_many(requests: Sequence[SearchRequest]) -> tuple[SearchAnswer, ...]:
    """Answer several questions of the same moment (one a kind on the site search), cheaper than one by one.

    A commune that must be chosen first and words of which none can be sought have an empty answer.
    """
    knowledge = _Knowledge()
    questions = understand(requests, knowledge)
    plans = [question.plan for question in questions if question.plan is not None]
    results = iter(_engine.answer(plans) if plans else ())
    found = [next(results) if question.plan is not None else EngineResults() for question in questions]
    if not any(results.total for results in found):
        _note({request.text for request in requests}, knowledge)
    cards = _cards({one.key for results in found for one in results.keys})
    return tuple(_answer(question, results, cards) for question, results in zip(questions, found, strict=True))


def resolve(text: str) -> Resolution:
    """Say which commune a typed place means: Found, Choices, Unknown or Empty (see `search.question.gazetteer`)."""
    return gazetteer().resolve(text)


def spelt(text: str) -> str:
    """Give folded words their accents back, as the documents write them, else as the list of everyday words does:
    « impots » → « impôts ». One query."""
    if not (words := text.split()):
        return ""
    # A kind may hold the accented form and another one capitals only: the accented form comes last.
    shown = dict(sorted(SearchWord.objects.filter(word__in=words).values_list("word", "shown")))
    return " ".join(shown.get(word) or SPELLINGS.get(word, word) for word in words)


def mark_stale(kind: str, pks: Iterable[int | str]) -> None:
    """Say that these objects changed: their documents are refreshed when the running `changes()` ends, or at once."""
    mark(TOPIC, (f"{kind}:{pk}" for pk in pks))


class _Knowledge:
    """What the database holds at this moment to read questions with; one row of tokens says if memory still holds."""

    @cached_property
    def _state(self) -> State:
        return current_state()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabularies.at(self._state.words_token)

    @cached_property
    def synonyms(self) -> Synonyms:
        return synonym_lists.at(self._state.synonyms_token)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return gazetteer(self._state.places_token)


def _note(texts: Iterable[str], knowledge: Knowledge) -> None:
    """Of questions without answer, the words that mean nothing here."""
    lexicon = Lexicon(knowledge.vocabulary, knowledge.synonyms)
    for text in texts:
        if words := unknown_words(text, lexicon, knowledge.gazetteer.names):
            notebook.note(words)


def _cards(keys: set[str]) -> Mapping[str, str]:
    return dict(SearchDocument.objects.filter(key__in=keys).values_list("key", "card")) if keys else {}


def _answer(question: Understood, results: EngineResults, cards: Mapping[str, str]) -> SearchAnswer:
    return SearchAnswer(
        # A key that the index no longer holds was deleted after the engine had read it.
        hits=tuple(
            Hit(one.key, one.score, one.distance_km, cards[one.key], one.degree)
            for one in results.keys
            if one.key in cards
        ),
        total=results.total,
        counts=results.counts,
        circle=question.circle,
        resolution=question.resolution,
        text=question.text,
        corrections=question.corrections,
        ideas=() if question.plan is None else question.plan.required,
        subject=question.subject,
        ambiguous=question.ambiguous,
        degraded=results.degraded,
    )
