"""The map drawn by the server: projection, contours, groups of pins, names of towns."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.map.frame import Box, Frame, Margins, Spot, frame_over, mercator
from directory.domain.map.grouping import grouped
from directory.domain.map.names import MOST, name_towns
from directory.domain.map.outlines import lines_of, path
from directory.domain.map.picture import WIDTH, Ground, Picture, draw
from directory.domain.map.points import Area, MapPoint, Town
from portal.words.geo import BoundingBox, bounding_box

EDGE = Margins(0, 0, 0)
AGEN = (44.2035, 0.6353)
AROUND = Area("Agen", *AGEN, radius_km=20)
TOWNS = [Town("Agen", *AGEN), Town("Boé", 44.18, 0.65), Town("Astaffort", 44.063, 0.651), Town("Paris", 48.85, 2.35)]


def frame(box: BoundingBox | None = None, margins: Margins = EDGE) -> Frame:
    return frame_over([box or bounding_box(*AGEN, 20)], WIDTH, WIDTH, margins)


def point(latitude: float, longitude: float, **changes: object) -> MapPoint:
    return MapPoint(**{"name": "Lieu", "latitude": latitude, "longitude": longitude, "shape": "house", **changes})


def ring(*corners: tuple[float, float], kind: str = "Polygon", **properties: str) -> dict[str, object]:
    coordinates = [[lon, lat] for lat, lon in corners]
    return {
        "features": [
            {
                "properties": properties,
                "geometry": {"type": kind, "coordinates": [coordinates] if kind == "Polygon" else coordinates},
            }
        ]
    }


def visited(drawn: str) -> list[tuple[int, int]]:
    """The points of a path, read as a browser does."""
    spots = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^Mz]*)", drawn):
        x, y = map(int, start.split())
        spots.append((x, y))
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            spots.append((x, y))
    return spots


# --- the sheet


def test_the_projection_is_that_of_web_maps() -> None:
    assert mercator(0, 0) == pytest.approx((0.5, 0.5))
    assert mercator(85.05112878, 180) == pytest.approx((1, 0), abs=1e-3)
    # Tile 9/257/185 of any web map holds Agen.
    assert [int(axis * 2**9) for axis in mercator(*AGEN)] == [256, 185]


def test_a_kilometre_is_as_long_both_ways() -> None:
    sheet, here = frame(), bounding_box(*AGEN, 10)
    centre = sheet.at(*AGEN)
    assert sheet.at(here.north, AGEN[1]).y == pytest.approx(centre.y - sheet.units(10, AGEN[0]), rel=0.01)
    assert sheet.at(AGEN[0], here.east).x == pytest.approx(centre.x + sheet.units(10, AGEN[0]), rel=0.01)


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0.5, 300))
def test_what_is_framed_is_on_the_sheet_within_its_margins(latitude: float, longitude: float, radius: float) -> None:
    box = bounding_box(latitude, longitude, radius)
    sheet = frame(box, Margins(20, 40, 10))
    for corner in ((box.north, box.west), (box.south, box.east)):
        x, y = sheet.at(*corner)
        assert 19.9 <= x <= WIDTH - 19.9
        assert 39.9 <= y <= WIDTH - 9.9
    shown = sheet.degrees
    assert shown.contains(latitude, longitude)
    assert shown.south < box.south
    assert shown.north > box.north


# --- contours


def test_a_contour_inside_is_written_short() -> None:
    sheet = Frame(100, 100, 100.0, Spot(0, 0))
    square = lines_of(ring((0, -90), (0, 90), (60, 90), (60, -90), (0, -90)))
    assert path(square, sheet) == "M25 50l50 0 0-21-50 0 0 21z"


def test_what_is_elsewhere_is_left_out() -> None:
    far = lines_of(ring((48, 2), (48, 3), (49, 3), (48, 2)))
    assert path(far, frame()) == ""


def test_a_contour_is_cut_a_little_outside_the_sheet() -> None:
    whole_country = lines_of(ring((42, -4), (42, 8), (51, 8), (51, -4), (42, -4)))
    spots = visited(path(whole_country, frame()))
    assert {x for x, _y in spots} == {-6, WIDTH + 6}
    assert {y for _x, y in spots} == {-6, WIDTH + 6}


def test_a_river_that_leaves_and_comes_back_is_two_runs() -> None:
    lat, lon = AGEN
    river = lines_of(ring((lat, lon), (lat, lon + 2), (lat - 0.05, lon + 2), (lat - 0.05, lon), kind="LineString"))
    drawn = path(river, frame())
    assert drawn.count("M") == 2
    assert "z" not in drawn
    assert {x for x, _y in visited(drawn)} == {WIDTH // 2, WIDTH + 6}


def test_a_line_along_the_outside_is_not_drawn() -> None:
    lat, lon = AGEN
    assert path(lines_of(ring((lat + 2, lon - 1), (lat + 2, lon + 1), kind="LineString")), frame()) == ""


@given(
    st.lists(st.tuples(st.floats(43, 46), st.floats(-1, 2)), min_size=3, max_size=30),
    st.sampled_from(["Polygon", "LineString"]),
)
def test_no_contour_leaves_the_sheet(corners: list[tuple[float, float]], kind: str) -> None:
    for x, y in visited(path(lines_of(ring(*corners, kind=kind)), frame())):
        assert -7 <= x <= WIDTH + 7
        assert -7 <= y <= WIDTH + 7


def test_small_steps_are_left_out_and_both_ends_kept() -> None:
    lat, lon = AGEN
    fine = lines_of(ring(*((lat, lon + step / 5000) for step in range(501)), kind="LineString"))
    spots = visited(path(fine, frame()))
    assert len(spots) < 60
    assert spots[0] == (180, 180)
    assert spots[-1][0] == round(frame().at(lat, lon + 0.1).x)


# --- groups


def disc(spot: Spot, count: int) -> Box:
    half = 10 if count == 1 else 20
    return Box(spot.x - half, spot.y - half, spot.x + half, spot.y + half)


def test_what_is_apart_stays_apart() -> None:
    assert grouped([Spot(0, 0), Spot(20, 0), Spot(0, 20)], disc) == [[0], [1], [2]]
    assert grouped([], disc) == []


def test_neighbours_become_one_and_a_group_takes_what_it_would_hide() -> None:
    assert grouped([Spot(0, 0), Spot(100, 0), Spot(4, 0)], disc) == [[0, 2], [1]]
    # Twenty-five units are enough for two pins, not beside a group.
    assert grouped([Spot(0, 0), Spot(4, 0), Spot(27, 0)], disc) == [[0, 1, 2]]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=20))
def test_no_group_hides_another_and_nobody_is_lost(corners: list[tuple[int, int]]) -> None:
    spots = [Spot(*corner) for corner in corners]
    groups = grouped(spots, disc)
    assert sorted(rank for group in groups for rank in group) == list(range(len(spots)))
    boxes = []
    for group in groups:
        centre = Spot(sum(spots[i].x for i in group) / len(group), sum(spots[i].y for i in group) / len(group))
        boxes.append(disc(centre, len(group)))
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


# --- names


def test_the_biggest_towns_are_named_without_their_suburbs() -> None:
    assert [name.text for name in name_towns(TOWNS, frame(), [])] == ["Agen", "Astaffort"]


def test_the_asked_town_comes_first_and_once() -> None:
    [asked, *others] = name_towns(TOWNS, frame(), [], Town("Boé", 44.18, 0.65))
    assert (asked.text, asked.asked) == ("Boé", True)
    assert [name.text for name in others] == ["Astaffort"]


def test_a_name_covers_no_pin() -> None:
    [agen] = name_towns(TOWNS[:1], frame(), [])
    under = Box(agen.words.x - 5, agen.words.y - 5, agen.words.x + 5, agen.words.y)
    [moved] = name_towns(TOWNS[:1], frame(), [under])
    assert (agen.anchor, moved.anchor) == ("middle", "start")
    everything = [Box(0, 0, WIDTH, WIDTH)]
    assert name_towns(TOWNS, frame(), everything) == ()
    assert [name.text for name in name_towns(TOWNS, frame(), everything, TOWNS[0])] == ["Agen"]


def test_no_suburb_is_named_in_place_of_a_town_that_found_no_room() -> None:
    spot = frame().at(*AGEN)
    around_agen = Box(spot.x - 30, spot.y - 60, spot.x + 30, spot.y + 60)
    assert "Boé" not in [name.text for name in name_towns(TOWNS, frame(), [around_agen])]


@given(st.lists(st.tuples(st.floats(43.9, 44.5), st.floats(0.3, 1)), max_size=40))
def test_names_are_whole_apart_and_few(places: list[tuple[float, float]]) -> None:
    names = name_towns([Town(f"Ville {rank}", *place) for rank, place in enumerate(places)], frame(), [])
    assert len(names) <= MOST
    for name in names:
        assert 0 <= name.dot.x <= WIDTH
        assert 0 < name.words.y < WIDTH
    assert len({(name.words, name.anchor) for name in names}) == len(names)


# --- the picture


def picture(points: list[MapPoint], area: Area | None = None, **changes: object) -> Picture:
    return draw(points, TOWNS, Ground(), "Carte", area, **changes)


def test_the_searched_circle_is_whole_with_its_points_and_its_town() -> None:
    drawn = picture([point(44.3, 0.7, number=1, shape="drop"), point(44.1, 0.5, number=2, approximate=True)], AROUND)
    assert drawn.ring is not None
    assert drawn.ring.words == "20\u00a0km"
    assert drawn.ring.radius * 2 == pytest.approx(WIDTH - 12, abs=2)
    assert drawn.asked == drawn.ring.centre
    assert [(pin.number, pin.shape, pin.approximate) for pin in drawn.pins] == [(1, "drop", False), (2, "house", True)]
    assert drawn.names[0].text == "Agen"


def test_points_at_one_place_are_one_group() -> None:
    [group] = picture([point(44.2, 0.6, number=1), point(44.2, 0.6, number=2), point(44.2001, 0.6, number=3)]).pins
    assert (group.count, group.words) == (3, "3\u00a0lieux")


def test_a_group_at_the_edge_is_whole() -> None:
    drawn = picture([point(44.2, 0.6), point(44.2, 0.6), point(44.2, 1.6)])
    [group] = [pin for pin in drawn.pins if pin.count == 2]
    assert group.spot.x - group.half >= 0
    assert group.width == 2 * group.half


def test_what_lies_outside_the_circle_is_shown_too() -> None:
    drawn = picture([point(44.9, 1.5, number=1)], AROUND)
    [pin] = drawn.pins
    assert 0 < pin.spot.x < WIDTH
    assert 0 < pin.spot.y < WIDTH
    assert drawn.ring is not None
    assert drawn.ring.radius < 100


def test_one_point_is_shown_with_its_surroundings() -> None:
    drawn = picture([point(44.17, 0.66)], height=240)
    assert (drawn.width, drawn.height) == (WIDTH, 240)
    [pin] = drawn.pins
    assert pin.spot.x == WIDTH // 2
    assert [name.text for name in drawn.names] == ["Agen"]
    assert drawn.ring is None


def test_a_position_without_a_name_is_a_dot() -> None:
    drawn = picture([point(44.3, 0.7)], Area("", *AGEN, radius_km=5))
    assert drawn.asked is not None
    assert not any(name.asked for name in drawn.names)
    assert drawn.pins


def test_places_at_the_ends_of_the_earth() -> None:
    drawn = picture([point(-21.1, 55.5), point(48.8, 2.3), point(4.9, -52.3)])
    assert len(drawn.pins) == 3
    assert all(0 < pin.spot.x < WIDTH for pin in drawn.pins)
