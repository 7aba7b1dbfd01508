from datetime import UTC, datetime, timedelta

import pytest

from search.types import Span, SpanFilter

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(-2, 1, True), (0, 1, True), (-1, 0, False), (1, 2, False), (-5, 5, True)],
)
def test_open_now(start, end, expected):
    now = SpanFilter("hours", "now", ("open",), NOON, NOON)
    assert now.matches(Span("open", NOON + start * HOUR, NOON + end * HOUR)) is expected


def test_a_span_of_another_kind_does_not_count():
    week = SpanFilter("dates", "week", ("permanence",), NOON, NOON + 24 * HOUR)
    assert week.matches(Span("permanence", NOON + HOUR, NOON + 2 * HOUR))
    assert not week.matches(Span("open", NOON + HOUR, NOON + 2 * HOUR))
