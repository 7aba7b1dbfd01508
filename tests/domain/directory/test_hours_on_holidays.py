"""Closed on public holidays unless the text names them; what nobody knows is never told as closed."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.holidays import public_holidays
from directory.domain.hours.days import ClosedDays, Days
from directory.domain.hours.territories import territory_of
from directory.domain.hours_text import parse
from directory.domain.opening_hours import next_exception, spans, state, week
from portal.words.zone import PARIS

HOLIDAYS = public_holidays(2026) | public_holidays(2027)
TOUSSAINT = Days(school=(ClosedDays(date(2026, 10, 17), date(2026, 11, 1), "Vacances de la Toussaint"),))
LA_REUNION, GUADELOUPE, STRASBOURG = (
    Days(territory_of("97414")),
    Days(territory_of("97105")),
    Days(territory_of("67482")),
)


def at(text: str, *moment: int, days: Days | None = None) -> str:
    now = datetime(*moment, tzinfo=PARIS)  # type: ignore[misc, arg-type]
    return state(parse(text), now, (), True, days or Days()).sentence


@pytest.mark.parametrize(
    ("text", "day", "opened"),
    [
        ("Mo-Fr 09:00-17:00; Dec 20-Jan 5 Mo-Fr 10:00-12:00", date(2026, 12, 25), False),
        ("Mo-Fr 09:00-17:00; PH off; Dec 20-Jan 5 Mo-Fr 10:00-12:00", date(2026, 12, 25), False),
        ("Mo-Fr 09:00-17:00; Dec 20-31 10:00-12:00", date(2026, 12, 25), False),
        ("Mo-Fr 09:00-17:00; Dec 20+ 10:00-12:00", date(2026, 12, 25), False),
        ("Jan 1-Dec 31 Mo-Fr 09:00-17:00", date(2026, 11, 11), False),
        ("Jan-Dec Mo-Fr 09:00-17:00", date(2026, 11, 11), False),
        ("Nov 9:00-12:00", date(2026, 11, 11), False),
        ("week 1-53 Mo-Fr 09:00-17:00", date(2026, 11, 11), False),
        ("2026 Mo-Fr 09:00-17:00", date(2026, 11, 11), False),
        ("2026 Nov 10-2026 Nov 12 09:00-17:00", date(2026, 11, 11), False),
        ("Mo-Su 00:00-24:00", date(2026, 11, 11), False),
        ("Dec 25 off; Mo-Su 09:00-12:00", date(2026, 7, 14), False),
        ("Dec 25 off; Mo-Su 09:00-12:00", date(2026, 12, 25), False),
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', date(2026, 11, 11), False),
        ("Mo-Fr 09:00-12:00, We 14:00-17:00", date(2026, 11, 11), False),
        ("SH 09:00-12:00", date(2026, 11, 1), False),
        # A public holiday that is a Sunday, and not a Wednesday.
        ("Mo-Su 09:00-12:00; PH Su 10:00-11:00", date(2026, 11, 1), True),
        ("Mo-Su 09:00-12:00; PH Su 10:00-11:00", date(2026, 11, 11), False),
        ("Dec 25 09:00-12:00", date(2026, 12, 25), True),
        ("Dec 25: 09:00-12:00", date(2026, 12, 25), True),
        ("2026 Dec 25 09:00-12:00", date(2026, 12, 25), True),
        ("Mo-Fr 09:00-12:00; Dec 25,Jan 1 09:00-12:00", date(2027, 1, 1), True),
        ("Mo-Fr 09:00-12:00; Dec 25, Jan 1 09:00-12:00", date(2026, 12, 25), True),
        ("easter +1 day 09:00-12:00", date(2026, 4, 6), True),
        ("Mo-Fr,PH 09:00-12:00", date(2026, 11, 11), True),
        ("Mo-Fr 09:00-12:00, PH 10:00-11:00", date(2026, 11, 11), True),
        ("PH 10:00-11:00; Mo-Fr 09:00-12:00", date(2026, 11, 11), True),
        ("Mo-Fr 09:00-12:00; PH off", date(2026, 11, 11), False),
        ("Mo-Su 09:00-12:00; PH,SH off", date(2026, 11, 11), False),
        ("24/7", date(2026, 11, 11), True),
        ("24/7; PH off", date(2026, 11, 11), False),
        ("24/7; We off", date(2026, 11, 11), False),
    ],
)
def test_on_a_public_holiday(text: str, day: date, opened: bool) -> None:
    assert parse(text).valid
    assert bool(spans(parse(text), day, 1, (), TOUSSAINT)) == opened


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        # A Sunday, at ten.
        ('Sa "RDV"', "Sur rendez-vous"),
        ('Mo-Fr 09:00-12:00; Su "RDV"', "Sur rendez-vous"),
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"', "Sur rendez-vous"),
        ('Mo-Fr 09:00-12:00 || "appeler"', "Horaires inconnus"),
        ("Mo-Fr 09:00-12:00 unknown", "Horaires inconnus"),
        ("Mo-Fr 09:00-12:00; Su unknown", "Horaires inconnus"),
        ("PH off", "Horaires inconnus"),
        ("Mo-Fr 09:00-12:00; Su off || unknown", "Fermé, ouvre demain à 9 h"),
        ("Su 09:00+", "Ouvert à partir de 9 h, heure de fermeture inconnue"),
        ("Mo 14:00+", "Fermé, ouvre demain à 14 h"),
        ("off", "Fermé"),
    ],
)
def test_what_nobody_knows_is_said(text: str, sentence: str) -> None:
    assert at(text, 2026, 11, 15, 10) == sentence


def test_an_end_that_nobody_knows_is_not_invented() -> None:
    parsed = parse("Tu 14:00+")
    assert state(parsed, datetime(2026, 11, 24, 16, tzinfo=PARIS), (), True).until is None
    [(start, end)] = spans(parsed, date(2026, 11, 24), 1, ())
    assert (end - start) <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mo-Fr 09:00-12:00; SH off", "Fermé"),
        ("Mo-Fr 09:00-12:00; PH,SH off", "Fermé"),
        ("Mo-Fr 09:00-12:00; SH 10:00-11:00", "10 h à 11 h"),
        ("SH Mo 10:00-12:00; Tu 09:00-12:00", "9 h à 12 h"),
        ("SH Mo 10:00-12:00; We 09:00-12:00", "Fermé"),
        ("SH Tu 10:00-12:00; We 09:00-12:00", "10 h à 12 h"),
        ("Mo-Fr 09:00-12:00", "9 h à 12 h"),
    ],
)
def test_in_the_school_holidays(text: str, words: str) -> None:
    assert week(parse(text), date(2026, 10, 19), (), HOLIDAYS, TOUSSAINT)[1].words == words


def test_school_holidays_are_told_beforehand() -> None:
    assert next_exception(parse("Mo-Fr 09:00-12:00; SH off"), date(2026, 10, 5), (), HOLIDAYS, days=TOUSSAINT) == (
        "Fermé du 17 octobre au 1er novembre : vacances de la Toussaint"
    )
    assert next_exception(parse("Mo-Fr 09:00-12:00"), date(2026, 10, 5), (), HOLIDAYS, days=TOUSSAINT) is None


def test_the_clock_is_that_of_the_town() -> None:
    """Monday, half past nine in Saint-Louis is half past six in Paris."""
    assert at("Mo-Fr 08:00-16:00", 2026, 11, 23, 6, 30) == "Fermé, ouvre à 8 h"
    assert at("Mo-Fr 08:00-16:00", 2026, 11, 23, 6, 30, days=LA_REUNION) == "Ouvert, ferme à 16 h"
    assert at("Mo-Fr 08:00-16:00", 2026, 11, 23, 20, days=GUADELOUPE) == "Ouvert, ferme à 16 h"


def test_some_have_holidays_of_their_own() -> None:
    office = parse("Mo-Su 09:00-12:00")
    for day, where in (
        (date(2026, 12, 20), LA_REUNION),
        (date(2026, 5, 27), GUADELOUPE),
        (date(2026, 12, 26), STRASBOURG),
    ):
        assert spans(office, day, 1, ())
        assert not spans(office, day, 1, (), where)


# No text that names no holiday is open on one.

DAYS = st.sampled_from(["", "Mo-Fr", "Mo-Su", "We", "Mo,We,Fr", "Sa-Su", "We[2]", "SH", "SH We"])
PERIODS = st.sampled_from(["", "Dec 20-Jan 5", "Jan 1-Dec 31", "Nov", "Nov-Feb", "2026", "week 1-53/2", "Nov 10-12"])
TIMES = st.sampled_from(["09:00-12:00", "09:00-12:00,14:00-17:00", "14:00+", "00:00-24:00", "20:00-26:00", ""])
ENDS = st.sampled_from(["", "off", "unknown", '"RDV"', "open", '"x"'])
RULES = st.tuples(PERIODS, DAYS, TIMES, ENDS).map(lambda parts: " ".join(filter(None, parts))).filter(bool)
TEXTS = st.lists(st.tuples(RULES, st.sampled_from(["; ", ", ", " || "])), min_size=1, max_size=4).map(
    lambda parts: "".join(f"{rule}{separator}" for rule, separator in parts[:-1]) + parts[-1][0]
)


@given(TEXTS, st.sampled_from(sorted(HOLIDAYS)), st.sampled_from([Days(), TOUSSAINT]))
def test_no_text_is_open_on_a_holiday_that_it_does_not_name(text: str, day: date, days: Days) -> None:
    parsed = parse(text)
    start = datetime.combine(day, time.min)
    assert not list(parsed.stretches(start, start + timedelta(days=1), days))


@given(TEXTS, st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)))
def test_what_is_unknown_is_never_told_as_closed(text: str, local: datetime) -> None:
    parsed = parse(text)
    found = state(parsed, local.replace(tzinfo=PARIS), (), True)
    assert found.code != "closed" or parsed.known
    here = [
        one
        for one in parsed.stretches(local - timedelta(days=1), local + timedelta(days=1))
        if one.start <= local < one.end
    ]
    if any(one.kind in ("unknown", "appointment", "team") for one in here):
        assert found.code in ("unknown", "appointment")
    assert bool(here) or found.code != "open"
