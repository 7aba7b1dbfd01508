"""Each département has its clock: compared with what the State publishes of its overseas territories."""

from datetime import datetime, timedelta

import pytest

from directory.domain.hours.territories import MAINLAND, clock_words, territory_of


@pytest.mark.parametrize(
    ("insee", "postal_code", "hours"),
    [
        ("47001", "47000", 1),
        ("2A004", "20000", 1),
        ("97105", "97100", -4),
        ("97209", "97200", -4),
        ("97302", "97300", -3),
        ("97414", "97450", 4),
        ("97502", "97500", -3),
        ("97611", "97600", 3),
        ("97701", "97133", -4),
        ("97801", "97150", -4),
        ("98611", "98610", 12),
        ("98735", "98714", -10),
        ("98731", "98742", -9.5),
        ("98719", "98755", -9),
        ("98818", "98800", 11),
        ("", "97450", 4),
        ("", "97133", -4),
        ("", "", 1),
        ("99999", "", 1),
    ],
)
def test_the_clock_of_a_commune(insee: str, postal_code: str, hours: float) -> None:
    zone = territory_of(insee, postal_code).zone
    assert datetime(2026, 11, 24, 12, tzinfo=zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("code", [f"97{n}" for n in range(1, 9)] + ["984", "986", "987", "988"])
def test_every_other_clock_has_a_name(code: str) -> None:
    words = clock_words(territory_of(f"{code}01").zone.key)
    assert words.startswith(("heure de ", "heure des "))


def test_the_clock_of_the_network_needs_none() -> None:
    assert clock_words(MAINLAND.zone.key) == ""


def test_the_day_that_it_is_there() -> None:
    night = datetime(2026, 12, 1, 1, tzinfo=MAINLAND.zone)
    assert [territory_of(code).today(night).day for code in ("47001", "97105", "98818")] == [1, 30, 1]


@pytest.mark.parametrize(("insee", "subdivision"), [("57463", "57"), ("67482", "6AE"), ("68224", "6AE"), ("47001", "")])
def test_alsace_and_moselle_have_two_days_more(insee: str, subdivision: str) -> None:
    assert territory_of(insee).subdivision == subdivision
    assert territory_of(insee).zone == MAINLAND.zone
