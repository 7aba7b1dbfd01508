"""Stretches of time that people ask for, whatever the moment they ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.french import DAY_NAMES
from portal.words.zone import PARIS
from search.question.moments import PARTS, date_codes, moments

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
ANY_TIME = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))


def stretch(code: str, now: datetime) -> tuple[str, str]:
    one = moments(now)[code]
    return one.start.isoformat(timespec="minutes")[:16], one.end.isoformat(timespec="minutes")[:16]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("maintenant", ("2026-11-24T10:00", "2026-11-24T10:00")),
        ("aujourdhui", ("2026-11-24T10:00", "2026-11-24T23:59")),
        ("aujourdhui-matin", ("2026-11-24T10:00", "2026-11-24T12:29")),
        ("aujourdhui-soir", ("2026-11-24T18:00", "2026-11-24T23:59")),
        ("demain-apres-midi", ("2026-11-25T13:00", "2026-11-25T17:59")),
        ("mardi", ("2026-11-24T10:00", "2026-11-24T23:59")),
        ("lundi", ("2026-11-30T00:00", "2026-11-30T23:59")),
        ("samedi-matin", ("2026-11-28T00:00", "2026-11-28T12:29")),
        ("week-end", ("2026-11-28T00:00", "2026-11-29T23:59")),
        ("semaine", ("2026-11-24T10:00", "2026-12-01T23:59")),
        ("semaine-prochaine", ("2026-11-30T00:00", "2026-12-06T23:59")),
    ],
)
def test_on_a_tuesday_morning(code: str, expected: tuple[str, str]) -> None:
    assert stretch(code, TUESDAY) == expected


def test_a_half_day_that_is_over_is_that_of_next_week() -> None:
    afternoon = TUESDAY.replace(hour=15)
    assert stretch("mardi-matin", afternoon)[0] == "2026-12-01T00:00"
    assert stretch("mardi-apres-midi", afternoon)[0] == "2026-11-24T15:00"
    assert stretch("mardi", afternoon)[0] == "2026-11-24T15:00"
    assert moments(afternoon)["aujourdhui-matin"].over(afternoon)
    assert stretch("aujourdhui-matin", afternoon) == ("2026-11-24T00:00", "2026-11-24T12:29")


def test_a_weekday_is_either_of_the_two_to_come() -> None:
    def days(code: str, now: datetime) -> list[str]:
        return [start.date().isoformat() for start, _end in moments(now)[code].stretches]

    assert days("mardi", TUESDAY) == ["2026-11-24", "2026-12-01"]
    assert days("samedi", TUESDAY) == ["2026-11-28", "2026-12-05"]
    assert days("mardi-matin", TUESDAY.replace(hour=15)) == ["2026-12-01", "2026-12-08"]


def test_a_date_has_a_name_for_two_months() -> None:
    named = moments(TUESDAY, ["2026-12-05", "2026-12-05-matin", "2026-11-24", "2026-11-23", "2027-03-01", "2026-13-01"])
    assert {code: one.words for code, one in named.items() if code[0] == "2"} == {
        "2026-12-05": "samedi 5 décembre",
        "2026-12-05-matin": "samedi 5 décembre matin",
        "2026-11-24": "mardi 24 novembre",
    }
    assert named["2026-12-05-matin"].end.isoformat().startswith("2026-12-05T12:29:59")
    codes = date_codes(TUESDAY.date())
    assert {"2026-11-24", "2027-01-23-soir"} <= set(codes) and len(moments(TUESDAY, codes)) == len(
        moments(TUESDAY)
    ) + len(codes)


def test_within_the_weekend_it_is_this_one() -> None:
    sunday = datetime(2026, 11, 29, 11, 0, tzinfo=PARIS)
    assert stretch("week-end", sunday) == ("2026-11-29T11:00", "2026-11-29T23:59")


def test_words_are_those_of_people() -> None:
    named = moments(TUESDAY)
    assert [named[code].words for code in ("aujourdhui-soir", "demain-matin", "mardi-apres-midi", "week-end")] == [
        "ce soir",
        "demain matin",
        "mardi après-midi",
        "le week-end",
    ]


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        moments(TUESDAY.replace(tzinfo=None))


@given(ANY_TIME)
def test_what_is_over_is_left_out(now: datetime) -> None:
    for one in moments(now).values():
        assert one.start <= one.end
        assert one.start >= now or (one.over(now) and one.code.startswith("aujourdhui-"))
        assert one.stretches[-1][1] < now + timedelta(days=15), "open hours are indexed two weeks ahead"
        assert list(one.stretches) == sorted(one.stretches)


@given(ANY_TIME)
def test_a_day_holds_its_half_days(now: datetime) -> None:
    named = moments(now)
    for day in ("demain", *DAY_NAMES):
        whole, parts = named[day], [named[f"{day}-{part}"] for part in PARTS]
        assert all(one.start.astimezone(PARIS).date() == one.end.astimezone(PARIS).date() for one in parts)
        same_day = [one for one in parts if one.start.astimezone(PARIS).date() == whole.end.astimezone(PARIS).date()]
        assert all(whole.start <= one.start and one.end <= whole.end for one in same_day)
        assert len(same_day) == len(parts) or whole.start == now, "a half-day of next week only when today's is over"


@given(ANY_TIME)
def test_each_weekday_is_the_one_it_says(now: datetime) -> None:
    named = moments(now)
    for weekday, name in enumerate(DAY_NAMES):
        for code in (name, *(f"{name}-{part}" for part in PARTS)):
            days = [end.astimezone(PARIS).date() for _start, end in named[code].stretches]
            assert [day.weekday() for day in days] == [weekday, weekday] and (days[1] - days[0]).days == 7


@given(ANY_TIME, st.sampled_from(["Indian/Reunion", "America/Guadeloupe", "Pacific/Noumea", "Pacific/Marquesas"]))
def test_by_another_clock_the_moments_are_those_of_there(now: datetime, name: str) -> None:
    """On its face they are what a clock in UTC shows when it is the same hour: none of these changes its time."""
    zone, utc = ZoneInfo(name), ZoneInfo("UTC")
    same = moments(now.astimezone(zone).replace(tzinfo=utc), zone=utc)
    for code, one in moments(now, zone=zone).items():
        faces = [[moment.astimezone(zone).replace(tzinfo=None) for moment in pair] for pair in one.stretches]
        assert faces == [[moment.replace(tzinfo=None) for moment in pair] for pair in same[code].stretches], code
