from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.scoring import (
    APPROXIMATE,
    EXACT_FROM,
    FIELD_WEIGHTS,
    FLOOR,
    OFFSET_KM,
    SCALE_KM,
    UNDATED_DAYS,
    WIDE,
    degree,
    distance_factor,
    help_rank,
    idf,
    lead,
    rank,
    score,
    strength,
    term_score,
    trip,
    unmet,
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


def test_a_wide_service_answers_only_the_needs_that_it_is_for() -> None:
    assert strength(1.0, FIELD_WEIGHTS["general"]) == strength(EXACT_FROM, FIELD_WEIGHTS["general"]) == 0.0
    assert strength(WIDE, FIELD_WEIGHTS["general"]) == WIDE < EXACT_FROM
    assert all(strength(1.0, weight) == 1.0 for name, weight in FIELD_WEIGHTS.items() if name != "general")
    assert min(FIELD_WEIGHTS, key=FIELD_WEIGHTS.__getitem__) == "general"  # so that any other field is told instead


def test_degrees_by_hand() -> None:
    assert (degree([]), degree([1.0, 0.5]), degree([1.0, 0.25]), degree([0.25, 0.0])) == (
        "exact",
        "exact",
        "part",
        "wide",
    )
    assert unmet([1.0, 0.25, 0.0, 0.5]) == 0.5
    assert unmet([1.0, 0.25], [3.0, 1.0]) == 0.25
    assert unmet([]) == unmet([1.0], [2.0]) == 0.0


def test_tomorrow_at_six_comes_before_in_three_weeks_at_four() -> None:
    assert trip(6, wait_days=1) < trip(4, wait_days=21)
    assert trip(4, wait_days=UNDATED_DAYS) == pytest.approx(8)
    assert trip(OFFSET_KM) == 0


@given(kilometres, st.floats(0, 400), st.floats(EXACT_FROM, 1), st.floats(0.5, 1.5))
def test_further_later_or_looser_is_never_better(km: float, days: float, found: float, boost: float) -> None:
    cost = trip(km, days, found, boost)
    assert cost <= trip(km + 1, days, found, boost)
    assert cost < trip(km, days + 1, found, boost)
    assert cost <= trip(km, days, found / 2, boost)
    assert cost <= trip(km, days, found, boost / 2)


def test_the_list_of_help_in_its_order() -> None:
    """What was asked, then the commune, then the trip; what can be called before what cannot."""
    rows = {
        "exact far": (0.0, False, 9.0, 1.0, False, 9.0),
        "exact here": (0.0, True, 3.0, 1.0, True, 0.0),
        "part here": (0.5, True, 0.0, 1.0, False, 0.0),
        "wide here, no phone": (1.0, True, 0.0, 0.75, False, 0.2),
        "wide here": (1.0, True, 0.0, 1.0, True, 0.0),
        "wide near": (1.0, False, 2.0, 1.0, False, 2.0),
    }
    ranked = sorted(rows, key=lambda name: help_rank(*rows[name], name, name))
    assert ranked == ["exact here", "exact far", "part here", "wide here", "wide here, no phone", "wide near"]


def test_the_first_of_the_commune_leads() -> None:
    assert lead(["a", "b", "c"], [False, False, True]) == ["c", "a", "b"]
    assert lead(["a", "b"], [True, True]) == ["a", "b"]
    assert lead(["a", "b"], [False, False]) == ["a", "b"]
    assert lead([], []) == []
