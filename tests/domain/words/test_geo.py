from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.france import in_france
from portal.words.geo import EARTH_RADIUS_KM, bounding_box, distance_km, distance_words

LAT = st.floats(-85, 85)
LON = st.floats(-180, 180)


def test_known_distances() -> None:
    # One degree of a great circle is the radius times pi / 180.
    assert distance_km(0, 0, 0, 1) == pytest.approx(EARTH_RADIUS_KM * 3.141592653589793 / 180)
    # Agen to Villeneuve-sur-Lot, town halls: 24 km as the crow flies.
    assert distance_km(44.2033, 0.6163, 44.4074, 0.7050) == pytest.approx(23.8, abs=0.3)
    assert distance_km(44.20284, 0.62575, 44.42477, 0.7421) == pytest.approx(26.4, abs=0.2)
    assert distance_km(0, 0, 0, 180) == pytest.approx(20_015.1, abs=0.1)


@given(LAT, LON, LAT, LON)
def test_distance_is_symmetric_and_bounded(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there = distance_km(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_km(lat2, lon2, lat1, lon1), abs=1e-6)
    assert 0 <= there <= EARTH_RADIUS_KM * 3.1415927
    assert distance_km(lat1, lon1, lat1, lon1) == 0


@given(LAT, LON, st.floats(0.1, 3000), st.floats(-1, 1), st.floats(-1, 1))
def test_the_box_holds_every_point_of_the_circle(
    lat: float, lon: float, radius: float, up: float, right: float
) -> None:
    box = bounding_box(lat, lon, radius)
    assert box.south <= lat <= box.north
    # Points drawn inside and a little outside the box: those within the radius must be inside it.
    other_lat = max(-90.0, min(90.0, lat + up * radius / 100))
    other_lon = (lon + right * radius / 50 + 540) % 360 - 180
    if distance_km(lat, lon, other_lat, other_lon) < radius * (1 - 1e-9):
        assert box.contains(other_lat, other_lon)


def test_the_box_is_tight_and_wider_than_the_naive_one() -> None:
    box = bounding_box(44.2, 0.6, 50)
    assert distance_km(44.2, 0.6, box.north, 0.6) == pytest.approx(50)
    assert box.east - 0.6 > (box.north - 44.2) / cos(radians(44.2))


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (0, "à moins de 1 km"),
        (0.99, "à moins de 1 km"),
        (1, "à 1 km environ"),
        (2.4, "à 2 km environ"),
        (12.6, "à 13 km environ"),
    ],
)
def test_distance_words(km: float, words: str) -> None:
    assert distance_words(km) == words


@pytest.mark.parametrize(
    ("place", "lat", "lon", "inside"),
    [
        ("Agen", 44.2033, 0.6163, True),
        ("Bonifacio", 41.387, 9.159, True),
        ("Brest", 48.39, -4.49, True),
        ("Saint-Denis de La Réunion", -20.88, 55.45, True),
        ("Cayenne", 4.93, -52.33, True),
        ("Papeete", -17.53, -149.57, True),
        ("nowhere", 0, 0, False),
        ("Agen swapped", 0.6163, 44.2033, False),
        ("Montréal", 45.5, -73.6, False),
    ],
)
def test_in_france(place: str, lat: float, lon: float, inside: bool) -> None:
    assert in_france(lat, lon) is inside
