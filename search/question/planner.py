"""A request becomes a plan: read, corrected, its place taken off and its order chosen, once, above the engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from search.question.gazetteer import Choices, Empty, Gazetteer, Resolution, circle_of
from search.question.reading import Reading, read
from search.question.synonyms import Synonyms
from search.question.vocabulary import Verbatim, Vocabulary
from search.types import Circle, Order, QueryPlan, SearchRequest, Sort

_VERBATIM = Verbatim()


class Knowledge(Protocol):
    """What questions are read with. Each part is asked for when it is first needed, and is the same until the end."""

    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def synonyms(self) -> Synonyms: ...
    @property
    def gazetteer(self) -> Gazetteer: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """How a request was understood.

    `plan` is None when nothing can be found: of the words typed none can be sought (« le la »), or the place asked is
    `ambiguous`, a commune to choose among namesakes first. `text` is the text without the place named in it, as typed
    when none is, `subject` what is looked for, "" when it is a place alone. `resolution` is what the place asked or
    named means. `corrections` are pairs (typed, used).
    """

    plan: QueryPlan | None
    text: str
    subject: str
    circle: Circle | None
    resolution: Resolution
    corrections: tuple[tuple[str, str], ...]
    ambiguous: bool


def understand(requests: Sequence[SearchRequest], knowledge: Knowledge) -> tuple[Understood, ...]:
    """Understand requests of the same moment; a text that several of them share is read once."""
    reader = _Reader(knowledge)
    return tuple(_understand(request, reader, knowledge) for request in requests)


def _understand(request: SearchRequest, reader: _Reader, knowledge: Knowledge) -> Understood:
    resolution: Resolution = knowledge.gazetteer.resolve(request.where) if request.where else Empty()
    circle = request.circle or circle_of(resolution, request.radius_km)
    place_in_text = request.place_in_text and circle is None and isinstance(resolution, Empty) and not request.exact
    sought = reading = reader.read(request, place_in_text)
    text = request.text
    if reading.place is not None:
        text, resolution = reading.left, knowledge.gazetteer.resolve(reading.place)
        if request.located:
            circle = circle_of(resolution, request.radius_km)
        else:
            sought = reader.read(request, place_in_text=False)
    ambiguous = isinstance(resolution, Choices) and circle is None and request.located
    return Understood(
        plan=None if ambiguous else _plan(request, sought, circle),
        text=text,
        subject=reading.subject,
        circle=circle,
        resolution=resolution,
        corrections=tuple(dict.fromkeys((*reading.corrections, *sought.corrections))),
        ambiguous=ambiguous,
    )


def _plan(request: SearchRequest, sought: Reading, circle: Circle | None) -> QueryPlan | None:
    ideas = bool(sought.required or sought.optional)
    # « le la les », « ?? »: better said than everything shown. « je suis de Nicole » asks for a place alone.
    if not ideas and sought.place is None and request.text.strip():
        return None
    return QueryPlan(
        required=sought.required,
        optional=sought.optional,
        kinds=request.kinds,
        circle=circle,
        facets=request.facets,
        open_groups=request.open_groups,
        spans=request.spans,
        dates=request.dates,
        counted=request.counted,
        order=_order(request.sort, ideas, circle),
        page=max(request.page, 1),
        size=request.size,
    )


def _order(sort: Sort, ideas: bool, circle: Circle | None) -> Order:
    """Relevance says nothing when nothing is sought, nor distance without a centre."""
    if sort == "help" and (circle is not None or ideas):
        return "help"
    if circle is not None and (sort == "distance" or not ideas):
        return "distance"
    return "relevance" if ideas else "name"


class _Reader:
    """Reads each text once in each way: at its word or corrected, with the place in it or without."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._done: dict[tuple[str, bool, bool], Reading] = {}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._knowledge.vocabulary

    def read(self, request: SearchRequest, place_in_text: bool) -> Reading:
        """What the text of a request means for the kinds that it asks."""
        if not request.text.strip():
            return Reading()
        vocabulary = _VERBATIM if request.exact else self._vocabulary
        read = self._read(request.text, request.exact, place_in_text, vocabulary)
        return read.within(vocabulary.stems_of(request.kinds))

    def _read(self, text: str, exact: bool, place_in_text: bool, vocabulary: Vocabulary) -> Reading:
        asked = (text, exact, place_in_text)
        if asked not in self._done:
            with_place = self._done.get((text, exact, True))
            if with_place is not None and with_place.place is None:
                self._done[asked] = with_place
            else:
                places = self._knowledge.gazetteer if place_in_text else None
                self._done[asked] = read(text, vocabulary, self._knowledge.synonyms, places)
        return self._done[asked]
