"""In or out of an outline, and by how much."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.geo import distance_km
from portal.words.outline import km_outside

DATA = Path(__file__).parents[3] / "portal" / "roof" / "demo" / "data"
# A square of a fifth of a degree around Agen with a hole in its middle.
SQUARE = [[0.5, 44.1], [0.7, 44.1], [0.7, 44.3], [0.5, 44.3], [0.5, 44.1]]
HOLE = [[0.58, 44.18], [0.62, 44.18], [0.62, 44.22], [0.58, 44.22], [0.58, 44.18]]


@pytest.mark.parametrize(
    ("lat", "lon", "near"),
    [
        (44.12, 0.52, (44.12, 0.52)),
        (44.2, 0.8, (44.2, 0.7)),
        (44.0, 0.6, (44.1, 0.6)),
        (44.4, 0.8, (44.3, 0.7)),  # a corner
        (44.2, 0.59, (44.2, 0.58)),  # in the hole
    ],
)
def test_how_far_out(lat: float, lon: float, near: tuple[float, float]) -> None:
    assert km_outside([SQUARE, HOLE], lat, lon) == pytest.approx(distance_km(lat, lon, *near), rel=0.01, abs=0.001)


@given(st.floats(44.0, 44.4), st.floats(0.4, 0.8))
def test_a_position_in_the_square_is_inside_and_no_other(lat: float, lon: float) -> None:
    outside = km_outside([SQUARE], lat, lon)
    if 44.1001 < lat < 44.2999 and 0.5001 < lon < 0.6999:
        assert outside == 0
    elif not (44.0999 <= lat <= 44.3001 and 0.4999 <= lon <= 0.7001):
        assert outside > 0


def test_agen_and_its_neighbour_across_the_river() -> None:
    features = json.loads((DATA / "communes-47.geojson").read_text(encoding="utf-8"))["features"]
    outlines = {feature["properties"]["code"]: feature["geometry"]["coordinates"] for feature in features}
    assert len(outlines) == 319
    assert km_outside(outlines["47001"], 44.2033, 0.6163) == 0
    assert km_outside(outlines["47201"], 44.2033, 0.6163) > 0  # Le Passage, across the river
