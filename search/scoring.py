"""The one ranking formula. Engines render it in their own language and must agree with this Python.

    term      = planner weight × field weight × idf                       best field of the document
    idea      = the best of its terms                                     an idea counts once
    text      = Σ required ideas + SOFT × Σ optional ideas                Σ required = 1.0 when none is
    distance  = FLOOR + (1 − FLOOR) × gauss(km)                           1.0 without a place asked
    score     = text × distance × (APPROXIMATE when the position is approximate and a place asked) × boost

    gauss(km) = exp(−max(0, km − OFFSET)² / 2σ²)  with  σ² = −SCALE² / (2 ln DECAY)
    idf       = ln(1 + documents / df)
    km        = portal.words.geo.distance_km                              same Earth radius as Lucene

The list of who can help (`help_rank`) is not sorted by score but by what a person weighs, in this order:

    unmet     share of the question that is not answered by its own words, each idea by its worth (rare words say more)
    commune   the commune asked before the others (each of those of a postal code)
    trip      (km + KM_A_DAY × days to wait) / (strength × boost)     smallest first

    degree    exact when no idea is unmet, part when some are, wide when all are: a wider service helps with it
    strength  of an idea: planner weight of its best term. The field « general » answers to the wide services of a need
              alone (planner weight WIDE): « Créer et s’amuser », ticked by a place, is no answer to « créer un compte »

    km        0 in the commune asked and within OFFSET_KM: the centre of a commune is not where the person lives
    days      until the next date where one is received on dates only, of the days asked if some were; UNDATED_DAYS
              (UNDATED_THEN_DAYS) when none is known; 0 elsewhere
              of an answer: that of its poorest idea; 1.0 unless exact
    boost     of the document: what can neither be called nor has known hours counts as further away

and the first answer of the commune asked leads the list whatever its degree (`lead`). Without a place there is no trip:
the share of ideas unmet, then the score.
See docs/decisions/0013-one-list.md for examples.

No BM25: records are short and of like size, term frequency and length say nothing about them; one weight a
(term, document) is also what lets a plain table and Elasticsearch's `constant_score` give the same answer.
Order of results: complete matches first, then the score rounded to SCORE_DIGITS, the distance, the key,
because Elasticsearch computes in single precision and ties must not depend on the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from types import MappingProxyType
from typing import TypeVar

from search.types import Degree, FieldName

T = TypeVar("T")

# A name is what people copy from a leaflet; a service is what they need; a commune in the text only helps
# because the place has its own box; a description mentions many things in passing. « Démarches » and the other services
# of the national standard are ticked by nearly all places: lightest, so that a posting with that weight says that
# nothing else holds the word.
FIELD_WEIGHTS: Mapping[FieldName, float] = MappingProxyType(
    {"name": 3.0, "services": 2.0, "place": 1.5, "body": 1.0, "general": 0.9}
)

SOFT = 0.3  # « apprendre » helps to sort, never outweighs a needed word
OFFSET_KM = 1.0  # within the village, distance does not matter
SCALE_KM = 12.0  # half a relevance point lost at 13 km, about a quarter of an hour by car
DECAY = 0.5
FLOOR = 0.2  # the only exact match of the département must not be buried by near, vague ones
APPROXIMATE = 0.95  # the centre of the commune: after an exact position at equal distance
SCORE_DIGITS = 4

# An idea is worth a number of these: sums of few of them are exact in any engine, and no two differ by less.
WORTH_STEP = 0.5

# Strength under which an answer is a wider service (« démarches » for « carte grise »), not the need itself.
EXACT_FROM = 0.5
WIDE = 0.25
# A week of waiting is worth two kilometres: tomorrow at 6 km comes before in three weeks at 4 km.
KM_A_DAY = 2 / 7
UNDATED_DAYS = 14.0  # « jours à demander »: one has to call first, and a known date as near wins
UNDATED_THEN_DAYS = 28.0  # when a day was asked: it may well be another one

VARIANCE = -(SCALE_KM**2) / (2 * log(DECAY))


def idf(df: int, documents: int) -> float:
    """What a rare term is worth: 0.69 when every document has it. For a phrase, `df` of its rarest stem."""
    return log(1 + max(documents, 1) / max(df, 1))


def term_score(weight: float, field: FieldName, df: int, documents: int) -> float:
    """Score of one term found in one field."""
    return weight * idf(df, documents) * FIELD_WEIGHTS[field]


def distance_factor(distance_km: float | None) -> float:
    """Between FLOOR and 1. A document without position (None) counts as far away, not as here."""
    if distance_km is None:
        return FLOOR
    beyond = max(0.0, distance_km - OFFSET_KM)
    return FLOOR + (1 - FLOOR) * exp(-(beyond**2) / (2 * VARIANCE))


def score(
    required: Iterable[Iterable[float]],
    optional: Iterable[Iterable[float]] = (),
    *,
    near: bool = False,
    distance_km: float | None = None,
    approximate: bool = False,
    boost: float = 1.0,
) -> float:
    """Score one document.

    `required` and `optional` give, idea by idea, the `term_score` of each term that the document holds
    (an empty one does not match). `near` says that a place was asked.
    """
    ideas = [max(found, default=0.0) for found in required]
    text = sum(ideas) if ideas else 1.0
    text += SOFT * sum(max(found, default=0.0) for found in optional)
    if near:
        text *= distance_factor(distance_km) * (APPROXIMATE if approximate else 1.0)
    return text * boost


def rank(complete: bool, value: float, distance_km: float | None, key: str) -> tuple[bool, float, float, str]:
    """Sort key, smallest first: complete matches, score, distance, key."""
    far = float("inf") if distance_km is None else distance_km
    return (not complete, -round(value, SCORE_DIGITS), far, key)


def strength(planner_weight: float, field_weight: float) -> float:
    """How far a term found tells that this very thing is done there; 0.0 when it says nothing and does not count."""
    wide = field_weight <= FIELD_WEIGHTS["general"]
    return 0.0 if wide and planner_weight > WIDE else planner_weight


def unmet(strengths: Sequence[float], worths: Sequence[float] = ()) -> float:
    """Share of the question that is not answered by its own words, from the strength and the worth of each idea (all
    alike without `worths`); 0.0 without any idea."""
    worths = worths or [1.0] * len(strengths)
    missing = sum(worth for one, worth in zip(strengths, worths, strict=True) if one < EXACT_FROM)
    return missing / sum(worths) if missing else 0.0


def degree(strengths: Sequence[float]) -> Degree:
    missing = unmet(strengths)
    return "wide" if missing == 1 else "part" if missing else "exact"


def trip(km: float, wait_days: float = 0.0, strength: float = 1.0, boost: float = 1.0) -> float:
    """What it costs to be helped, in kilometres: the way there and the days to wait; more when the answer is looser."""
    return ((0.0 if km <= OFFSET_KM else km) + KM_A_DAY * wait_days) / (strength * boost)


def help_rank(
    missing: float, here: bool, cost: float, boost: float, approximate: bool, km: float, name: str, key: str
) -> tuple[float, bool, float, float, bool, float, str, str]:
    """Sort key of the list of who can help, smallest first; `missing` is that of `unmet`, `here` the commune asked,
    `cost` that of `trip`.

    At the same cost what can be called comes first, then an exact position before the centre of a commune.
    """
    return (round(missing, 3), not here, round(cost, 1), -boost, approximate, km, name, key)


def lead(ranked: Sequence[T], here: Sequence[bool]) -> list[T]:
    """The list with the first answer of the commune asked in front."""
    first = next((rank for rank, one in enumerate(here) if one), 0)
    return [*ranked[first : first + 1], *ranked[:first], *ranked[first + 1 :]]
