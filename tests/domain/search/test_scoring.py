from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.scoring import (
    APPROXIMATE,
    FIELD_WEIGHTS,
    FLOOR,
    OFFSET_KM,
    SCALE_KM,
    distance_factor,
    idf,
    rank,
    score,
    term_score,
)

weights = st.floats(0.01, 20, allow_nan=False)
kilometres = st.floats(0, 20_000)


def test_distance_factor_by_hand() -> None:
    assert distance_factor(0) == distance_factor(OFFSET_KM) == 1.0
    assert distance_factor(OFFSET_KM + SCALE_KM) == pytest.approx(FLOOR + (1 - FLOOR) * 0.5)
    assert distance_factor(500) == pytest.approx(FLOOR)
    assert distance_factor(None) == FLOOR


@given(kilometres, kilometres)
def test_nearer_is_never_worse(one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert FLOOR <= distance_factor(far) <= distance_factor(near) <= 1


def test_idf_by_hand() -> None:
    assert idf(10, 10) == pytest.approx(log(2))
    assert idf(1, 100) == pytest.approx(log(101))
    assert idf(0, 0) == pytest.approx(log(2))


def test_fields_are_ordered() -> None:
    assert FIELD_WEIGHTS["name"] > FIELD_WEIGHTS["services"] > FIELD_WEIGHTS["place"] > FIELD_WEIGHTS["body"]
    assert term_score(0.5, "name", 1, 1) == pytest.approx(1.5 * log(2))


def test_an_idea_counts_once_and_ideas_add_up() -> None:
    assert score([[2.0, 3.0], [1.0], []]) == 4.0
    assert score([[2.0]], [[1.0]]) == pytest.approx(2.3)
    assert score([]) == 1.0


def test_the_place_is_only_weighed_when_asked() -> None:
    assert score([[2.0]], distance_km=50, approximate=True) == 2.0
    assert score([[2.0]], near=True, distance_km=0, approximate=True) == pytest.approx(2 * APPROXIMATE)
    assert score([[2.0]], near=True) == pytest.approx(2 * FLOOR)
    assert score([[2.0]], boost=1.5) == 3.0


@given(st.lists(weights, min_size=1, max_size=4), kilometres)
def test_approximate_comes_after_exact_at_equal_distance(found: list[float], km: float) -> None:
    assert score([found], near=True, distance_km=km, approximate=True) < score([found], near=True, distance_km=km)


def test_the_only_exact_match_is_not_buried_by_near_vague_ones() -> None:
    documents = 90
    exact = score([[term_score(1.0, "services", 1, documents)]], near=True, distance_km=60)
    vague = score([[term_score(0.25, "services", 60, documents)]], near=True, distance_km=0)
    assert exact > vague


def test_rank_is_a_total_order() -> None:
    rows = [(True, 1.0, None, "b"), (False, 9.0, 0.1, "a"), (True, 1.00001, 3.0, "c"), (True, 2.0, 9.0, "d")]
    assert [row[3] for row in sorted(rows, key=lambda row: rank(*row))] == ["d", "c", "b", "a"]
