"""What the other rooms ask of the search; besides it they use `registry`, `types` and `gazetteer` only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.models.changes import mark
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.index.memory import current_state, synonym_lists, vocabularies
from search.models import SearchWord
from search.places import communes_changed, gazetteer, place_from
from search.question.gazetteer import Resolution
from search.question.planner import plan
from search.types import SearchPage, SearchRequest

__all__ = [
    "ANYWHERE_KM",
    "Split",
    "communes_changed",
    "mark_stale",
    "place_from",
    "resolve",
    "search",
    "search_many",
    "spelt",
    "split_place",
]

TOPIC = "search.document"
# Wide enough for the whole of France from anywhere in it: what is nearest is found, however far.
ANYWHERE_KM = 20_000.0

_engine: SearchEngine = DatabaseEngine()


def search(request: SearchRequest) -> SearchPage:
    """Answer one question. A page beyond the last has no hits and the true `total`. Never raises on what was typed."""
    return _engine.search_many([request])[0]


def search_many(requests: Sequence[SearchRequest]) -> tuple[SearchPage, ...]:
    """Answer several questions of the same moment (one a kind on the site search), cheaper than one by one."""
    return _engine.search_many(requests)


def resolve(text: str) -> Resolution:
    """Say which commune a typed place means: Found, Choices, Unknown or Empty (see `search.question.gazetteer`)."""
    return gazetteer().resolve(text)


class Split(NamedTuple):
    """A question without the place named in it. `corrections` are pairs (typed, used) already made in `text`."""

    text: str
    place: Resolution | None = None
    corrections: tuple[tuple[str, str], ...] = ()


def split_place(text: str) -> Split:
    """« impots castelmoron » → (« impots », Found(Castelmoron-sur-Lot)); (text, None) when no place is named."""
    state = current_state()
    places = gazetteer(state.places_token)
    planned, named = plan(text, vocabularies.at(state.words_token), synonym_lists.at(state.synonyms_token), places)
    if named is None:
        return Split(text)
    return Split(planned.rest, places.resolve(named), planned.corrections)


def spelt(text: str) -> str:
    """Give folded words their accents back, as the documents write them: « impots » → « impôts ». One query."""
    words = text.split()
    shown = dict(SearchWord.objects.filter(word__in=words).values_list("word", "shown"))
    return " ".join(shown.get(word, word) for word in words)


def mark_stale(kind: str, pks: Iterable[int | str]) -> None:
    """Say that these objects changed: their documents are refreshed when the running `changes()` ends, or at once."""
    mark(TOPIC, (f"{kind}:{pk}" for pk in pks))
