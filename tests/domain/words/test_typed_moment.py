"""What people type for a day or an hour is read in one way or not at all."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.words.french import DAY_NAMES, MONTH_NAMES, clock_words, date_words
from portal.words.typed_moment import FIRST_YEAR, LAST_YEAR, read_date, read_moment, read_time

TODAY = date(2026, 11, 20)
DAY = date(2026, 12, 14)

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
recent = st.dates(date(1969, 1, 1), date(2068, 12, 31))
hours = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))

STYLES_OF_DAYS = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year:04}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d %m %Y}",
    lambda day: f" {day:%d / %m / %Y} ",
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y/%m/%d}",
    date_words,
    lambda day: f"le {date_words(day)}",
    lambda day: date_words(day).upper().replace(" ", "\u00a0"),
    lambda day: date_words(day, weekday=False),
    lambda day: f"{DAY_NAMES[day.weekday()][:3]}. {day:%d/%m/%Y}",
    lambda day: f"{DAY_NAMES[day.weekday()]}, {day.day}{MONTH_NAMES[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {MONTH_NAMES[day.month - 1][:4]}. {day.year}",
)
STYLES_OF_HOURS = (
    lambda hour: f"{hour:%H:%M}",
    lambda hour: f"{hour:%H:%M:%S}",
    lambda hour: f"{hour.hour}h{hour:%M}",
    lambda hour: f"{hour.hour} H {hour:%M}",
    lambda hour: f"{hour.hour}.{hour:%M}",
    lambda hour: f"{hour.hour} heures {hour:%M} min",
    clock_words,
    lambda hour: clock_words(hour).replace(" ", "\u202f"),
)
BETWEEN = (" ", " à ", ", ", " a ", ", à ")


@given(days, st.sampled_from(STYLES_OF_DAYS), st.booleans())
def test_a_whole_date_is_read_back(day: date, style, past: bool) -> None:
    assert read_date(style(day), TODAY, past=past) == day


@given(recent, st.sampled_from(("%d/%m/%y", "%d.%m.%y", "%d-%m-%y")))
def test_a_year_in_two_figures(day: date, style: str) -> None:
    assert read_date(day.strftime(style), TODAY) == day


@given(hours, st.sampled_from((*STYLES_OF_HOURS, lambda hour: f"{hour:%H%M}", lambda hour: f"{hour.hour}{hour:%M}")))
def test_an_hour_is_read_back(hour: time, style) -> None:
    assert read_time(style(hour)) == hour


@given(days, st.sampled_from(STYLES_OF_DAYS), hours, st.sampled_from(STYLES_OF_HOURS), st.sampled_from(BETWEEN))
def test_a_moment_is_read_back(day: date, style, hour: time, clock, between: str) -> None:
    assert read_moment(f"{style(day)}{between}{clock(hour)}", TODAY) == datetime.combine(day, hour)


@given(days, hours)
def test_browsers_write_moments_with_a_t(day: date, hour: time) -> None:
    assert read_moment(f"{day.isoformat()}T{hour:%H:%M}", TODAY) == datetime.combine(day, hour)


@given(days, st.dates(date(FIRST_YEAR + 9, 1, 1), date(LAST_YEAR - 9, 12, 31)))
@example(date(2024, 2, 29), date(2025, 3, 1))
def test_without_its_year_it_is_the_next_or_the_last(day: date, today: date) -> None:
    short = (f"{day.day}/{day.month}", date_words(day, weekday=False, year=False))
    for text in short:
        coming, gone = read_date(text, today), read_date(text, today, past=True)
        assert coming is not None and gone is not None
        assert gone <= today <= coming
        for found in (coming, gone):
            assert (found.day, found.month) == (day.day, day.month)
            assert abs(found - today) < timedelta(days=366 if (day.day, day.month) != (29, 2) else 366 * 8)


@given(st.text(max_size=90), days)
def test_anything_may_be_typed(text: str, today: date) -> None:
    for read in (read_date(text, today), read_date(text, today, past=True), read_moment(text, today)):
        assert read is None or FIRST_YEAR <= read.year <= LAST_YEAR + 1
    assert read_time(text) is None or len(text) >= 1


@given(st.text(alphabet="0123456789/.-: hàmidjv", max_size=20))
def test_nothing_is_read_twice(text: str) -> None:
    """A moment is never a date as well: the years of one could be the hours of the other."""
    assert read_moment(text, TODAY) is None or read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/12", DAY),
        ("14 déc", DAY),
        ("14 dec. 26", DAY),
        ("14décembre", DAY),
        ("lundi 14 décembre", DAY),
        ("20/11", TODAY),
        ("19/11", date(2027, 11, 19)),
        ("1er janvier", date(2027, 1, 1)),
        ("1 er janvier", date(2027, 1, 1)),
        ("29/02", date(2028, 2, 29)),
        ("aujourd’hui", TODAY),
        ("Demain", date(2026, 11, 21)),
        ("hier", date(2026, 11, 19)),
    ],
)
def test_short_ways_of_saying_a_day(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "14", "14/", "14/12/", "14/12/206", "14/12/20266", "14/12/2206", "14/12/0026", "31/02/2026", "29/02/2027",
        "12/14/2026", "14/12-2026", "14122026", "20261214", "2026", "décembre", "14 jui", "14 ma", "lundi",
        "mardi 14 décembre 2026", "14/12/2026 9h30", "9h30", "14/12 ou 15/12", "du 14 au 16/12", "vers le 14/12",
        "14/12/2026" + " " * 80,
    ],
)  # fmt: skip
def test_no_day(text: str) -> None:
    assert read_date(text, TODAY) is None
    assert read_date(text, TODAY, past=True) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [("9", time(9)), ("9h", time(9)), ("14 h", time(14)), ("930", time(9, 30)), ("midi", time(12)), ("Minuit", time())],
)
def test_short_ways_of_saying_an_hour(text: str, hour: time) -> None:
    assert read_time(text) == hour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24h",
        "25",
        "9h60",
        "9h5",
        "9:3",
        "9:30:15",
        "9,30",
        "9 30",
        "9-12",
        "09300",
        "h30",
        "9h ou 10h",
        "9h30 du soir",
    ],
)  # fmt: skip
def test_no_hour(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14/12 9h30", datetime(2026, 12, 14, 9, 30)),
        ("14.12.26 9.30", datetime(2026, 12, 14, 9, 30)),
        ("14.12 20.26", datetime(2026, 12, 14, 20, 26)),
        ("14 12 26 9 h 30", datetime(2026, 12, 14, 9, 30)),
        ("demain à midi", datetime(2026, 11, 21, 12)),
        ("14/12/2026 0930", datetime(2026, 12, 14, 9, 30)),
    ],
)
def test_short_ways_of_saying_a_moment(text: str, moment: datetime) -> None:
    assert read_moment(text, TODAY) == moment


# The year of a date is no hour, and neither is midnight what a day alone says.
@pytest.mark.parametrize(
    "text",
    [
        "", "14/12/2026", "14/12", "9h30", "midi", "14 décembre 2026", "14 décembre 20", "14 12 2026", "14/12 2026",
        "14/12 0930", "14/12/26 0930", "14/12/2026 9", "14/12/2026 24h", "31/02/2026 9h30", "14/12/20269h30",
    ],
)  # fmt: skip
def test_no_moment(text: str) -> None:
    assert read_moment(text, TODAY) is None


def test_an_hour_before_ten_in_the_past() -> None:
    assert read_moment("14/12 9h30", TODAY, past=True) == datetime(2025, 12, 14, 9, 30)


def test_the_ends_of_the_calendar() -> None:
    assert read_date("demain", date.max) is None
    assert read_date("14/12", date.max) is None
