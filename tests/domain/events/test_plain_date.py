"""Plain dates, given to the places that host or hold them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.domain.announcement import Announcement
from events.domain.plain_date import PlainDate, by_place

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAID = Announcement(kind="permanence", slug="permanence", title="Mairie d’exemple")


def plain_date(pk: int, point_id: int | None = None, operator_id: int | None = None) -> PlainDate:
    return PlainDate(
        pk=pk,
        activity_pk=1,
        start=NOW + timedelta(days=pk),
        end=NOW + timedelta(days=pk, hours=2),
        status="confirmed",
        reason="",
        note="",
        places_left=None,
        position=None,
        total=None,
        slot=f"session-{pk}",
        point_id=point_id,
        operator_id=operator_id,
        insee="47137",
        zone="Europe/Paris",
        moved_from=None,
        room="",
        announcement=SAID,
    )


points = st.none() | st.integers(1, 4)


@given(st.lists(st.tuples(points, points)), st.sets(st.integers(1, 4)))
def test_each_place_has_the_dates_it_hosts_and_those_it_holds(
    pairs: list[tuple[int | None, int | None]], wanted: set[int]
) -> None:
    dates = [plain_date(pk, *pair) for pk, pair in enumerate(pairs)]
    expected = {pk: [date for date in dates if pk in (date.point_id, date.operator_id)] for pk in wanted}
    assert by_place(dates, wanted) == {pk: some for pk, some in expected.items() if some}


def test_a_date_says_whether_it_takes_place() -> None:
    assert not plain_date(1).cancelled
    assert plain_date(1)._replace(status="cancelled").cancelled


def test_a_date_is_told_by_its_own_clock_and_says_so_when_that_is_another() -> None:
    start, end = (datetime(2026, 11, 30, hour, tzinfo=UTC) for hour in (8, 11))
    here = plain_date(1)._replace(start=start, end=end)
    assert here.by_its_clock().hours == "9 h à 12 h"
    there = here._replace(zone="America/Guadeloupe").by_its_clock()
    assert there.hours == "4 h à 7 h (heure locale)"
    assert there.today(datetime(2026, 12, 1, 1, tzinfo=UTC)) == date(2026, 11, 30)
    assert (there.start, there.end) == (here.start, here.end)
