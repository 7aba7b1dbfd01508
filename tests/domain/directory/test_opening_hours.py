from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.holidays import public_holidays
from directory.domain.hours.days import Days
from directory.domain.hours.territories import territory_of
from directory.domain.opening_hours import ClosedDays, ParsedHours, next_exception, parse, spans, state, week
from portal.words.zone import PARIS

OFFICE = parse("Mo-Fr 09:00-12:00,14:00-17:00")
HOLIDAYS = public_holidays(2026) | public_holidays(2027)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "now", "sentence"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:00", paris(2026, 11, 24, 15), "Ouvert, ferme à 17 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", paris(2026, 11, 24, 9), "Ouvert, ferme à midi"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", paris(2026, 11, 24, 12), "Fermé, ouvre à 14 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", paris(2026, 11, 24, 17), "Fermé, ouvre demain à 9 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00", paris(2026, 11, 27, 18), "Fermé, ouvre lundi à 9 h"),
        ("Mo 09:00-12:00", paris(2026, 11, 23, 13), "Fermé, ouvre le lundi 30 novembre à 9 h"),
        ("Mo 09:00-12:00", paris(2026, 11, 24, 0), "Fermé, ouvre lundi à 9 h"),
        ("2027 Jan 4 13:30-17:00", paris(2026, 11, 24, 9), "Fermé, ouvre le lundi 4 janvier à 13 h 30"),
        ("2031 Mo 09:00-12:00", paris(2026, 11, 24, 9), "Fermé"),
        ("24/7", paris(2026, 12, 25, 3), "Ouvert jour et nuit"),
        ("Mo-Su 20:00-24:00", paris(2026, 11, 24, 21), "Ouvert, ferme à minuit"),
        ("Tu 22:00-02:00", paris(2026, 11, 24, 23), "Ouvert, ferme à 2 h"),
        ("Tu 22:00-10:00", paris(2026, 11, 24, 23), "Ouvert, ferme demain à 10 h"),
        ("Mo-Su 00:00-20:00", paris(2026, 11, 24, 21), "Fermé, ouvre demain à 0 h"),
        # 25 December, then a weekend.
        ("Mo-Fr 09:00-12:00", paris(2026, 12, 24, 13), "Fermé, ouvre lundi à 9 h"),
        ("Mo-Fr 09:00-12:00; PH 10:00-11:00", paris(2026, 12, 25, 10), "Ouvert, ferme à 11 h"),
        ("Mo-Fr 09:00-12:00; Dec 25 10:00-11:00", paris(2026, 12, 25, 10), "Ouvert, ferme à 11 h"),
        ("", paris(2026, 11, 24, 9), "Horaires inconnus"),
        ("n'importe quoi", paris(2026, 11, 24, 9), "Horaires inconnus"),
    ],
)
def test_sentences(text: str, now: datetime, sentence: str) -> None:
    assert state(parse(text), now, (), walk_in=True).sentence == sentence


@pytest.mark.parametrize("text", ["24/7", "Mo-Fr 09:00-12:00", "", "abc"])
def test_without_walk_in_hours_are_not_an_invitation(text: str) -> None:
    found = state(parse(text), paris(2026, 11, 24, 9), (), walk_in=False)
    assert (found.code, found.sentence) == ("appointment", "Sur rendez-vous")


def test_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        state(OFFICE, datetime(2026, 11, 24, 9), (), walk_in=True)


def test_now_may_come_in_another_zone_and_the_place_may_be_overseas() -> None:
    now = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert state(OFFICE, now, (), True).until == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    reunion = state(OFFICE, now, (), True, Days(territory_of("97414")))
    assert reunion.sentence == "Fermé, ouvre demain à 9 h"
    assert reunion.opens_at == datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def test_closures_push_the_next_opening_away() -> None:
    closures = [ClosedDays(date(2026, 12, 21), date(2027, 1, 3), "congés de Noël")]
    found = state(OFFICE, paris(2026, 12, 18, 18), closures, True)
    assert found.sentence == "Fermé, ouvre le lundi 4 janvier à 9 h"
    assert state(OFFICE, paris(2026, 12, 22, 10), closures, True).code == "closed"
    night = state(parse("24/7"), paris(2026, 12, 18, 18), closures, True)
    assert (night.sentence, night.until) == ("Ouvert jour et nuit", paris(2026, 12, 21))


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19), date(2027, 3, 22)])
def test_weeks_of_a_change_of_time(monday: date) -> None:
    night = parse("Sa 22:00-05:00, Su 09:00-12:00")
    found = spans(night, monday, 8, ())
    local = [(a.astimezone(PARIS), b.astimezone(PARIS)) for a, b in found]
    saturday = datetime.combine(monday + timedelta(days=5), time(22), PARIS)
    assert local[0] == (saturday, datetime.combine(monday + timedelta(days=6), time(5), PARIS))
    assert found[0][1] - found[0][0] == timedelta(hours=8 if monday.month == 10 else 6)
    assert local[1][0].time() == time(9)
    sunday_noon = datetime.combine(monday + timedelta(days=6), time(10), PARIS)
    assert state(night, sunday_noon, (), True).sentence == "Ouvert, ferme à midi"


def test_a_span_in_the_skipped_hour_is_dropped() -> None:
    assert spans(parse("Su 02:30-03:00"), date(2026, 3, 29), 1, ()) == []


def test_week_shows_holidays_closures_and_parts_of_the_day() -> None:
    rows = week(OFFICE, date(2026, 12, 21), [ClosedDays(date(2026, 12, 21), date(2026, 12, 22), "travaux")], HOLIDAYS)
    assert [row.name for row in rows][:2] == ["lundi", "mardi"]
    assert [row.words for row in rows] == [
        "Travaux, fermé",
        "Travaux, fermé",
        "9 h à 12 h et 14 h à 17 h",
        "9 h à 12 h et 14 h à 17 h",
        "Noël, fermé",
        "Fermé",
        "Fermé",
    ]
    assert rows[2].morning == ((time(9), time(12)),)
    assert rows[2].afternoon == ((time(14), time(17)),)
    assert rows[2].continuous == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("09:00-17:00", "continuous"),
        ("09:00-13:30", "morning"),
        ("12:00-14:00", "morning"),
        ("12:30-17:00", "afternoon"),
        ("13:00-13:30", "afternoon"),
        ("17:00-24:00", "afternoon"),
        ("22:00-02:00", "afternoon"),
        ("24/7", "continuous"),
    ],
)
def test_parts_of_the_day(text: str, part: str) -> None:
    tuesday = week(parse(text), date(2026, 11, 16), (), {})[1]
    assert {name for name in ("continuous", "morning", "afternoon") if getattr(tuesday, name)} == {part}


def test_nights_stay_with_the_day_they_begin() -> None:
    rows = week(parse("Sa,Su 22:00-02:00"), date(2026, 11, 16), (), {})
    assert [row.words for row in rows] == ["Fermé"] * 5 + ["22 h à 2 h"] * 2
    rows = week(parse("24/7"), date(2026, 11, 16), (), {})
    assert {row.words for row in rows} == {"Jour et nuit"}
    rows = week(parse("Mo 20:00-24:00; Tu 00:00-22:00"), date(2026, 11, 16), (), {})
    assert [row.words for row in rows][:2] == ["20 h à minuit", "0 h à 22 h"]


@pytest.mark.parametrize(
    ("text", "today", "closures", "sentence"),
    [
        ("Mo-Fr 09:00-12:00", date(2026, 11, 2), [], "Fermé mercredi 11 novembre : jour férié (Armistice)"),
        ("Mo-Fr 09:00-12:00", date(2026, 11, 10), [], "Fermé demain : jour férié (Armistice)"),
        (
            "Mo-Fr 09:00-12:00; PH 10:00-11:00",
            date(2026, 11, 2),
            [],
            "Horaires différents mercredi 11 novembre : jour férié (Armistice)",
        ),
        ("Mo,Tu 09:00-12:00", date(2026, 11, 2), [], None),
        ("24/7", date(2026, 11, 2), [], None),
        ("", date(2026, 11, 2), [], None),
        ("Mo-Fr 09:00-12:00", date(2026, 10, 2), [], None),
        (
            "Mo-Fr 09:00-12:00",
            date(2026, 7, 20),
            [ClosedDays(date(2026, 8, 3), date(2026, 8, 14), "congés d’été")],
            "Fermé du 3 au 14 août : congés d’été",
        ),
        (
            "",
            date(2026, 8, 5),
            [ClosedDays(date(2026, 8, 3), date(2026, 8, 14), "congés d’été")],
            "Fermé jusqu’au vendredi 14 août : congés d’été",
        ),
        (
            "Mo-Fr 09:00-12:00",
            date(2026, 12, 30),
            [ClosedDays(date(2026, 12, 24), date(2027, 1, 3), "congés")],
            "Fermé jusqu’au dimanche 3 janvier 2027 : congés",
        ),
        (
            "Mo-Fr 09:00-12:00",
            date(2026, 8, 14),
            [ClosedDays(date(2026, 8, 3), date(2026, 8, 14), "congés")],
            "Fermé aujourd’hui : congés",
        ),
        (
            "Mo-Fr 09:00-12:00",
            date(2026, 7, 30),
            [ClosedDays(date(2026, 8, 6), date(2026, 8, 6), "formation")],
            "Fermé jeudi 6 août : formation",
        ),
        # A Saturday closure changes nothing to an office closed on Saturdays.
        ("Mo-Fr 09:00-12:00", date(2026, 9, 1), [ClosedDays(date(2026, 9, 5), date(2026, 9, 6), "braderie")], None),
    ],
)
def test_next_exception(text: str, today: date, closures: list[ClosedDays], sentence: str | None) -> None:
    assert next_exception(parse(text), today, closures, HOLIDAYS) == sentence


def test_what_is_told_elsewhere_is_not_looked_for() -> None:
    """The words stay those of today: « jusqu’au » for what goes on, never « demain » seen from another day."""
    today, since = date(2026, 12, 15), date(2026, 12, 28)
    assert next_exception(OFFICE, today, [], HOLIDAYS) == "Fermé vendredi 25 décembre : jour férié (Noël)"
    assert next_exception(OFFICE, today, [], HOLIDAYS, since=since) != next_exception(OFFICE, today, [], HOLIDAYS)
    works = [ClosedDays(date(2026, 12, 14), date(2026, 12, 29), "travaux")]
    assert next_exception(OFFICE, today, works, HOLIDAYS, since=since) == "Fermé jusqu’au mardi 29 décembre : travaux"
    training = [ClosedDays(date(2026, 12, 29), date(2026, 12, 29), "formation")]
    assert next_exception(OFFICE, today, training, HOLIDAYS, since=since) == "Fermé mardi 29 décembre : formation"


# Properties, against hours computed minute by minute.

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
QUARTERS = st.integers(0, 95)


@st.composite
def weekly(draw: st.DrawFn) -> tuple[ParsedHours, dict[int, list[tuple[int, int]]]]:
    """Hours by weekday in minutes after midnight, and the text that says them."""
    hours: dict[int, list[tuple[int, int]]] = {}
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        marks = sorted(draw(st.sets(QUARTERS, min_size=2, max_size=4)))
        hours[weekday] = [(a * 15, b * 15) for a, b in zip(marks[::2], marks[1::2], strict=False)]

    def clock(minutes: int) -> str:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    text = "; ".join(
        f"{DAYS[day]} " + ",".join(f"{clock(a)}-{clock(b)}" for a, b in ranges) for day, ranges in sorted(hours.items())
    )
    return parse(text), hours


def oracle_open(hours: dict[int, list[tuple[int, int]]], moment: datetime, closures: list[ClosedDays]) -> bool:
    day = moment.date()
    if day in HOLIDAYS or any(c.first <= day <= c.last for c in closures):
        return False
    minute = moment.hour * 60 + moment.minute
    return any(a <= minute < b for a, b in hours.get(day.weekday(), []))


DATES = st.dates(date(2026, 1, 1), date(2027, 11, 1))
CLOSURES = st.lists(
    st.builds(lambda first, n: ClosedDays(first, first + timedelta(days=n), "congés"), DATES, st.integers(0, 20)),
    max_size=3,
)


@given(weekly(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)), CLOSURES)
def test_state_agrees_with_the_clock_of_the_town(
    case: tuple[ParsedHours, dict[int, list[tuple[int, int]]]], local: datetime, closures: list[ClosedDays]
) -> None:
    parsed, hours = case
    local = local.replace(second=0, microsecond=0)
    found = state(parsed, local.replace(tzinfo=PARIS), closures, True)
    assert (found.code == "open") == oracle_open(hours, local, closures)
    change = found.until or found.opens_at
    assert change is not None
    # Every quarter of an hour up to the announced change has the same state, and then it changes.
    end = change.replace(tzinfo=None)
    step = local.replace(minute=local.minute // 15 * 15) + timedelta(minutes=15)
    while step < end:
        assert oracle_open(hours, step, closures) == (found.code == "open")
        step += timedelta(minutes=15)
    assert oracle_open(hours, end, closures) != (found.code == "open")


@given(weekly(), DATES, st.integers(1, 20), CLOSURES)
def test_spans_are_the_open_minutes(
    case: tuple[ParsedHours, dict[int, list[tuple[int, int]]]], start: date, days: int, closures: list[ClosedDays]
) -> None:
    parsed, hours = case
    found = spans(parsed, start, days, closures)
    assert all(a < b and a.tzinfo is UTC for a, b in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    total = sum(((b - a) for a, b in found), timedelta())
    expected = timedelta()
    for day in (start + timedelta(days=n) for n in range(days)):
        for a, b in hours.get(day.weekday(), []):
            if oracle_open(hours, datetime.combine(day, time(a // 60, a % 60)), closures):
                ends = [datetime.combine(day, time(m // 60, m % 60), PARIS).astimezone(UTC) for m in (a, b)]
                expected += max(timedelta(), ends[1] - ends[0])
    assert total == expected
    rows = [row for n in range(0, days, 7) for row in week(parsed, start + timedelta(days=n), closures, {})]
    assert sum(bool(row.slots) for row in rows[:days]) == len({a.astimezone(PARIS).date() for a, _ in found}) or any(
        day in (date(2026, 3, 29), date(2027, 3, 28)) for day in (row.date for row in rows)
    )
