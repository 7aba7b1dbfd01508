"""Of what is said of a place between two dates, only a closure cancels the dates held there."""

import pytest

from directory.models import Closure
from events.models import Activity
from tests.events.conftest import Dates

pytestmark = pytest.mark.django_db


def test_only_a_closure_cancels_dates(permanence: Activity, dates: Dates) -> None:
    point = permanence.point
    second = dates(permanence)[1]
    day = {"point": point, "first_day": second.local_date, "last_day": second.local_date}
    Closure.objects.create(kind="message", label="Entrée par la cour", **day)
    Closure.objects.create(kind="hours", label="été", opening_hours="Mo-Su 09:00-12:00", **day)
    second.refresh_from_db()
    assert second.status == "confirmed"
    Closure.objects.create(kind="local", label="travaux", **day)
    second.refresh_from_db()
    assert (second.status, second.reason) == ("cancelled", "Fermé (travaux)")


def test_a_place_closed_for_good_takes_its_dates_along_and_gives_them_back(permanence: Activity, dates: Dates) -> None:
    point = permanence.point
    assert point is not None
    shown = len(dates(permanence))
    for status, expected in (("closed", "cancelled"), ("open", "confirmed")):
        point.status = status
        point.save_revision().publish()
        left = [row for row in dates(permanence) if row.removed_at is None]
        assert {row.status for row in left} == {expected}
    assert len(left) == shown
    point.status = "closed"
    point.save_revision().publish()
    assert dates(permanence)[0].reason == "Fermé (ce lieu ne reçoit plus)"
