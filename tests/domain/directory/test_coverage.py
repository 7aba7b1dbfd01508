"""Distances, days and sums of the coverage, against a plain reading of every pair."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.coverage import Covered, Distance, Help, Inhabited, Rhythm, covered, table
from portal.words.geo import distance_km

# A square of about 80 km; ten kilometres are 0.09 degrees of latitude.
LATITUDES, LONGITUDES = st.floats(44, 44.7), st.floats(0, 1)
DAYS = st.none() | st.integers(0, 2**28 - 1)
GROUPS = st.sampled_from(["CC du Nord", "CA du Sud", ""])


@st.composite
def communes(draw: st.DrawFn) -> list[Inhabited]:
    rows = draw(st.lists(st.tuples(GROUPS, st.integers(0, 50_000), LATITUDES, LONGITUDES), max_size=8))
    return [Inhabited(str(rank), f"Commune {rank}", *row) for rank, row in enumerate(rows)]


@st.composite
def helps(draw: st.DrawFn) -> list[Help]:
    rows = draw(st.lists(st.tuples(LATITUDES, LONGITUDES, DAYS, st.booleans()), max_size=12))
    return [Help(f"Lieu {rank}", *row) for rank, row in enumerate(rows)]


def commune(**fields: Any) -> Inhabited:
    values = {"insee": "47001", "name": "Agen", "group": "CA", "population": 10, "latitude": 44.2, "longitude": 0.6}
    return Inhabited(**{**values, **fields})


@given(communes(), helps())
def test_as_every_pair_measured(where: list[Inhabited], who: list[Help]) -> None:
    for one, found in zip(where, covered(where, who), strict=True):
        pairs = [(distance_km(one.latitude, one.longitude, help.latitude, help.longitude), help) for help in who]
        near = [help for km, help in pairs if km <= 10]
        doors = [(km, help.name) for km, help in pairs if help.place and km < 20]
        assert (found.km, found.nearest) == (min(doors) if doors else (None, ""))
        known = [help.days for help in near if help.days is not None]
        assert found.days == sum(any(days >> bit & 1 for days in known) for bit in range(28))
        assert found.unknown == any(help.days is None for help in near)


@given(communes(), helps())
def test_every_inhabitant_is_counted_once(where: list[Inhabited], who: list[Help]) -> None:
    found = covered(where, who)
    for classes, name in ((Distance, "distance"), (Rhythm, "rhythm")):
        class_of = attrgetter(name)
        rows = table(found, classes, class_of)
        assert rows[-1].group == "" and rows[-1].total.population == sum(one.population for one in where)
        for row in rows:
            inside = [one for one in found if row.group in ("", one.commune.group)]
            assert row.total.communes == sum(cell.communes for cell in row.cells) == len(inside)
            for cell, kind in zip(row.cells, classes, strict=True):
                assert cell.population == sum(one.commune.population for one in inside if class_of(one) is kind)


@pytest.mark.parametrize(
    ("km", "kind"),
    [
        (0.0, Distance.UNDER_2),
        (1.999, Distance.UNDER_2),
        (2.0, Distance.UNDER_5),
        (5.0, Distance.UNDER_10),
        (10.0, Distance.UNDER_20),
        (19.999, Distance.UNDER_20),
        (None, Distance.BEYOND),
    ],
)
def test_classes_of_distance(km: float | None, kind: Distance) -> None:
    assert Covered(commune(), km, "", 0, False).distance is kind


@pytest.mark.parametrize(
    ("days", "unknown", "kind"),
    [
        (0, False, Rhythm.NONE),
        (0, True, Rhythm.UNKNOWN),
        (1, True, Rhythm.SOME),
        (3, False, Rhythm.SOME),
        (4, False, Rhythm.ONE),
        (11, False, Rhythm.ONE),
        (12, False, Rhythm.THREE),
        (19, False, Rhythm.THREE),
        (20, False, Rhythm.FIVE),
        (28, False, Rhythm.FIVE),
    ],
)
def test_classes_of_days(days: int, unknown: bool, kind: Rhythm) -> None:
    assert Covered(commune(), 1.0, "", days, unknown).rhythm is kind


def test_a_permanence_gives_days_and_no_door() -> None:
    [found] = covered([commune()], [Help("", 44.2, 0.6, 0b101, place=False)])
    assert (found.distance, found.days_a_week, found.rhythm) == (Distance.BEYOND, 0.5, Rhythm.SOME)


def test_the_same_day_at_two_places_is_one_day() -> None:
    both: Sequence[Help] = [Help("a", 44.2, 0.6, 0b011), Help("b", 44.21, 0.6, 0b110)]
    assert covered([commune()], both)[0].days == 3
