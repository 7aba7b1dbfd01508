"""Our expansion against that of `dateutil`, on rules that it can bear."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import vRecur

from events.domain.partners.repetition import Effort, NotRead, days, repetition

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
some_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=4, unique=True).map(",".join)
ranks = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
ranked_days = st.lists(st.builds("{}{}".format, ranks, st.sampled_from(DAYS)), min_size=1, max_size=3).map(",".join)
months = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(lambda some: ",".join(map(str, some)))
month_days = st.lists(st.sampled_from([1, 2, 15, 28, 29, 30, 31, -1, -2]), min_size=1, max_size=3, unique=True).map(
    lambda some: ",".join(map(str, some))
)
starts = st.datetimes(datetime(2019, 1, 1), datetime(2027, 6, 1)).map(lambda one: one.replace(second=0, microsecond=0))


@st.composite
def rules(draw: Any) -> str:
    unit = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={unit}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(months)}")
    if unit in ("MONTHLY", "YEARLY"):
        by = draw(st.sampled_from(["", "BYDAY", "ranked", "BYMONTHDAY", "both", "position"]))
        if by in ("BYDAY", "both", "position"):
            parts.append(f"BYDAY={draw(some_days)}")
        if by == "ranked":
            parts.append(f"BYDAY={draw(ranked_days)}")
        if by in ("BYMONTHDAY", "both"):
            parts.append(f"BYMONTHDAY={draw(month_days)}")
        if by == "position":
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, 4, -1]))}")
    elif draw(st.booleans()):
        parts.append(f"BYDAY={draw(some_days)}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    elif end == "UNTIL":
        parts.append(f"UNTIL={draw(starts):%Y%m%dT%H%M%S}")
    return ";".join(parts)


def ours(rule: str, start: datetime, first: date, last: date) -> list[date]:
    parts = {name.upper(): list(values) for name, values in vRecur.from_ical(rule).items()}
    return list(days(repetition(parts), start, first, last, Effort()))


@given(rule=rules(), start=starts, ahead=st.integers(0, 500), length=st.integers(0, 420))
def test_as_dateutil(rule: str, start: datetime, ahead: int, length: int) -> None:
    first = start.date() + timedelta(days=ahead)
    last = first + timedelta(days=length)
    try:
        found = ours(rule, start, first, last)
    except NotRead:
        assert "BYMONTHDAY" in rule  # never: « 30 February »
        return
    oracle = rrulestr(rule, dtstart=start)
    end = datetime.combine(last, datetime.max.time())
    expected = (
        [one.date() for one in oracle.xafter(datetime.combine(first, datetime.min.time()), inc=True) if one <= end]
        if ("UNTIL" in rule or "COUNT" in rule)
        else [one.date() for one in oracle.between(datetime.combine(first, datetime.min.time()), end, inc=True)]
    )
    assert found == expected


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31"])
def test_days_that_do_not_exist_are_not_looked_for(rule: str) -> None:
    with pytest.raises(NotRead):
        ours(rule, datetime(2026, 1, 1), date(2026, 1, 1), date(2027, 1, 1))


def test_the_end_is_included_to_the_hour() -> None:
    start = datetime(2026, 12, 7, 9)
    first, last = date(2026, 12, 1), date(2027, 1, 31)
    assert ours("FREQ=WEEKLY;UNTIL=20261214T090000", start, first, last)[-1] == date(2026, 12, 14)
    assert ours("FREQ=WEEKLY;UNTIL=20261214T085959", start, first, last)[-1] == date(2026, 12, 7)
    assert ours("FREQ=WEEKLY;UNTIL=20261214", start, first, last)[-1] == date(2026, 12, 14)


def test_dates_counted_from_long_ago_are_not() -> None:
    with pytest.raises(NotRead):
        ours("FREQ=DAILY;COUNT=900", datetime(1990, 1, 1), date(2026, 1, 1), date(2027, 1, 1))
