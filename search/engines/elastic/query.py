"""The body of a search: what is found, in which order, and what is told of each document.

The server's order is that of the plan but for what it cannot tell: it computes in single precision, rounds nothing, and
knows no dates. So a few documents more than the page are asked, and `search.engines.ordering` has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, log2
from typing import Any

from search.engines.elastic.choices import Choices
from search.engines.elastic.documents import MOST
from search.engines.elastic.wording import EVERYTHING, Query, Wording
from search.scoring import APPROXIMATE, DECAY, FLOOR, OFFSET_KM, SCALE_KM, WORTH_STEP
from search.types import Circle, QueryPlan

TOLD = ("row", "latitude", "longitude", "approximate", "insee", "zone", "by_date", "boost", "sort_title")
# Documents asked before and after those of the page: neighbours that the server may have taken one for the other.
# They share a score but for its fifth digit, or a distance but for a hundred metres.
MARGIN = 50
# A position is kept by the server to a centimetre: nothing on the edge of the circle is lost to that.
_SLACK_KM = 2e-5
_TALLEST_BOOST = 2.0  # of a document; those of the rooms are 1.0 at most


class Ask:
    """One search of a plan: `part` for what holds a part of the question only.

    `start` is the rank of the first document that it gives, before the page asked.
    """

    def __init__(self, plan: QueryPlan, wording: Wording, choices: Choices, part: bool) -> None:
        self._plan, self._wording, self._choices, self.part = plan, wording, choices, part
        first = (plan.page - 1) * plan.size
        self.start = 0 if plan.order == "help" or first <= 3 * MARGIN else first - 2 * MARGIN
        wanted = MOST if self._whole else first + plan.size + MARGIN
        self._size = max(0, min(wanted, MOST) - self.start)

    @property
    def _whole(self) -> bool:
        """Whether all that is found is needed: where dates move the order, which only the database knows."""
        return self._plan.order == "help" and self._plan.circle is not None

    def body(self, timeout_s: float) -> Mapping[str, Any]:
        return {
            "query": self._query(),
            "post_filter": self._choices.kept,
            "sort": self._sort(),
            "from": self.start if self._size else 0,
            "size": self._size,
            "aggs": self._aggs(),
            "track_total_hits": True,
            "timeout": f"{ceil(timeout_s * 1000)}ms",
            "_source": False,
            "docvalue_fields": TOLD,
        }

    def _query(self) -> Query:
        wanted = self._wording.part() if self.part else self._wording.complete()
        scope, circle = _scope(self._plan), self._plan.circle
        if self._plan.order == "distance" and circle is not None:
            return {"bool": {"filter": [wanted, *scope], "should": _in_the_village(circle)}}
        return {"bool": {"must": [self._weighed(wanted)], "filter": scope, "should": self._tiers()}}

    def _weighed(self, wanted: Query) -> Query:
        """The formula of `search.scoring.score`, text × distance × approximate × boost."""
        circle = self._plan.circle
        factors: list[Mapping[str, Any]] = [{"field_value_factor": {"field": "boost", "missing": 1.0}}]
        if circle is not None:
            wanted = _by_distance(circle, wanted)
            factors.append({"filter": {"term": {"approximate": True}}, "weight": APPROXIMATE})
        return _times(wanted, factors, "multiply")

    def _tiers(self) -> Sequence[Query]:
        """What comes before the score in the order « help »: the ideas answered by their own words."""
        if self._plan.order != "help" or self._whole:
            return []
        # What is worth least stands over any score by a power of two: that takes few of the 24 bits of the server's
        # numbers, and adds no error.
        step = 2.0 ** ceil(log2(self._wording.most * _TALLEST_BOOST + 1)) / WORTH_STEP
        answered = [(self._wording.answered(number), idea.worth) for number, idea in enumerate(self._plan.required)]
        return [{"constant_score": {"filter": query, "boost": step * worth}} for query, worth in answered]

    def _sort(self) -> Sequence[Any]:
        circle, order = self._plan.circle, self._plan.order
        nearest = [_distance(circle)] if circle is not None else []
        if self._whole:
            return ["_doc"]
        if order == "distance":
            return [*(["_score"] if nearest else []), *nearest, "approximate", "sort_title", "key"]
        return ["sort_title", "key"] if order == "name" else ["_score", *nearest, "key"]

    def _aggs(self) -> Mapping[str, Any]:
        exact = [self._wording.answered(number) for number in range(len(self._plan.required))]
        full = {"bool": {"filter": exact}} if self._plan.order == "help" and exact else EVERYTHING
        return {"full": {"filter": full}, **self._choices.counting}


def _scope(plan: QueryPlan) -> Sequence[Query]:
    within: list[Query] = []
    if plan.kinds:
        within.append({"terms": {"kind": plan.kinds}})
    if (circle := plan.circle) is not None:
        radius = circle.radius_km + _SLACK_KM
        within.append({"geo_distance": {"distance": f"{radius:.9f}km", "location": _position(circle)}})
        if circle.whole:
            within.append({"terms": {"insee": sorted(circle.communes)}})
    return within


def _by_distance(circle: Circle, wanted: Query) -> Query:
    """Times FLOOR + (1 − FLOOR) × gauss. Left alone, the server gives 1 to what has no position, as if it were here."""
    gauss = {
        "origin": _position(circle),
        "scale": f"{SCALE_KM}km",
        "offset": f"{OFFSET_KM}km",
        "decay": DECAY,
    }
    near = {"filter": {"exists": {"field": "location"}}, "gauss": {"location": gauss}, "weight": 1 - FLOOR}
    return _times(wanted, [near, {"weight": FLOOR}], "sum")


def _times(wanted: Query, factors: Sequence[Mapping[str, Any]], together: str) -> Query:
    return {
        "function_score": {
            "query": wanted,
            "functions": factors,
            "score_mode": together,
            "boost_mode": "multiply",
        }
    }


def _in_the_village(circle: Circle) -> Sequence[Query]:
    """Where distance does not count, and exact positions come before the centre of a commune."""
    inside: Query = {"geo_distance": {"distance": f"{OFFSET_KM}km", "location": _position(circle)}}
    exact = {"bool": {"filter": [inside, {"term": {"approximate": False}}]}}
    return [{"constant_score": {"filter": query}} for query in (inside, exact)]


def _distance(circle: Circle) -> Mapping[str, Any]:
    return {"_geo_distance": {"location": _position(circle), "order": "asc", "unit": "km"}}


def _position(circle: Circle) -> Mapping[str, float]:
    return {"lat": circle.lat, "lon": circle.lon}
