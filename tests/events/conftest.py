"""Published activities made by hand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from events.models import Activity, Occurrence, PartnerCalendar, Session
from events.partners.reading import Told, read
from tests.domain.events.partners.builders import calendar
from tests.events.partner_readings import Read
from tests.events.partner_servers import Partner, partner_server
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish

MakeWorkshop = Callable[..., Activity]
Dates = Callable[[Activity], list[Occurrence]]


def ical(date: Occurrence) -> bytes:
    """The stored lines of a date, as calendars give them out."""
    assert date.ical is not None
    return bytes(date.ical)


@pytest.fixture
def place(site: Any, frozen: Any) -> Any:
    return publish(HelpPointFactory(name="Médiathèque d’exemple"))


@pytest.fixture
def permanence(place: Any) -> Activity:
    """Published: every Monday, 9 h to 12 h, at the example library of Laplume."""
    return publish(ActivityFactory(title="Permanence d’exemple", point=place, commune=place.commune))


@pytest.fixture
def make_workshop(place: Any) -> MakeWorkshop:
    """`make_workshop((day, from, to), …, **fields)`: a published workshop or series with these dates."""

    def make(*days: tuple[Any, Any, Any], **fields: Any) -> Activity:
        values = {"kind": "series" if len(days) > 1 else "workshop", "point": place, "commune": place.commune}
        activity = ActivityFactory(rule=None, **values | fields)
        for day, start, end in days:
            Session.objects.create(activity=activity, day=day, start_time=start, end_time=end)
        stored: Activity = Activity.objects.get(pk=activity.pk)
        return publish(stored)

    return make


@pytest.fixture
def dates() -> Dates:
    """`dates(activity)`: its stored dates in order, withdrawn ones included."""
    return lambda activity: list(Occurrence.objects.filter(activity=activity).order_by("start"))


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partner_server() as server:
        yield server


@pytest.fixture
def source(place: Any, partner: Partner) -> PartnerCalendar:
    return PartnerCalendar.objects.create(
        name="Médiathèque d’exemple", address=partner.address, point=place, commune=place.commune, trusted=True
    )


@pytest.fixture
def reading(source: PartnerCalendar, partner: Partner, frozen: Any) -> Read:
    """`reading(event, …)`: the calendar holds these events, and is read now."""

    def one(*events: str, body: bytes | None = None) -> Told:
        partner.paths["/agenda.ics"] = calendar(*events) if body is None else body
        source.refresh_from_db()
        return read(source, timezone.now(), partner.policy())

    return one
