"""The one ranking formula. Engines render it in their own language and must agree with this Python.

    term      = planner weight × field weight × idf                       best field of the document
    idea      = the best of its terms                                     an idea counts once
    text      = Σ required ideas + SOFT × Σ optional ideas                Σ required = 1.0 when none is
    distance  = FLOOR + (1 − FLOOR) × gauss(km)                           1.0 without a place asked
    score     = text × distance × (APPROXIMATE when the position is approximate and a place asked) × boost

    gauss(km) = exp(−max(0, km − OFFSET)² / 2σ²)  with  σ² = −SCALE² / (2 ln DECAY)
    idf       = ln(1 + documents / df)
    km        = portal.words.geo.distance_km                              same Earth radius as Lucene

No BM25: records are short and of like size, term frequency and length say nothing about them; one weight a
(term, document) is also what lets a plain table and Elasticsearch's `constant_score` give the same answer.
Order of results: complete matches first, then the score rounded to SCORE_DIGITS, the distance, the key,
because Elasticsearch computes in single precision and ties must not depend on the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log
from types import MappingProxyType

from search.types import FieldName

# A name is what people copy from a leaflet; a service is what they need; a commune in the text only helps
# because the place has its own box; a description mentions many things in passing.
FIELD_WEIGHTS: Mapping[FieldName, float] = MappingProxyType({"name": 3.0, "services": 2.0, "place": 1.5, "body": 1.0})

SOFT = 0.3  # « apprendre » helps to sort, never outweighs a needed word
OFFSET_KM = 1.0  # within the village, distance does not matter
SCALE_KM = 12.0  # half a relevance point lost at 13 km, about a quarter of an hour by car
DECAY = 0.5
FLOOR = 0.2  # the only exact match of the département must not be buried by near, vague ones
APPROXIMATE = 0.95  # the centre of the commune: after an exact position at equal distance
SCORE_DIGITS = 4

VARIANCE = -(SCALE_KM**2) / (2 * log(DECAY))


def idf(df: int, documents: int) -> float:
    """What a rare term is worth: 0.69 when every document has it. For a phrase, `df` of its rarest stem."""
    return log(1 + max(documents, 1) / max(df, 1))


def term_score(weight: float, field: FieldName, df: int, documents: int) -> float:
    """Score of one term found in one field."""
    return weight * FIELD_WEIGHTS[field] * idf(df, documents)


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
