"""Independent readers see in the calendars of the demo what the agenda shows, over thirteen months."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from ical.calendar_stream import IcsCalendarStream

from directory.domain.vocabulary import SERVICES
from directory.models import HelpPoint
from events.agenda.answer import PAGE_SIZE
from events.models import Activity, Occurrence, Rule
from portal.models import Commune
from portal.words.zone import PARIS
from tests.judges import libical
from tests.judges.node import expand_feed

pytestmark = pytest.mark.django_db

PUYMIROL, CASTILLONNES = "France-Services_896", "France-Services_1377"


def stored(dates: Any) -> Any:
    """(uid, start, end, status) of each date, in UTC."""
    return sorted((row.uid, row.start.astimezone(UTC), row.end.astimezone(UTC), row.status.upper()) for row in dates)


def by_ical(feed: Any) -> Any:
    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    events: list[Any] = calendar.events  # a date may be a whole day there; ours have hours
    return sorted(
        (event.uid, event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC), event.status.value) for event in events
    )


def by_ical_js(feed: Any) -> Any:
    return sorted(
        (row["uid"], datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]), row["status"])
        for row in expand_feed(feed)
    )


def by_libical(feed: Any) -> Any:
    return sorted((event.uid, event.start, event.end, event.status) for event in libical.read(feed))


def every_feed() -> list[str]:
    """One of each date, all of the others: places, activities, communes, topics, who comes, kinds, the network."""
    dated = Occurrence.objects.public().order_by()
    hosts, holders = (dated.values_list(name, flat=True).distinct() for name in ("point_id_copy", "operator_id_copy"))
    communes = Commune.objects.filter(insee__in=dated.values("insee").distinct())
    searches: list[dict[str, Any]] = [
        *({"ou": f"{commune.name} ({commune.postal_codes[0]})", "rayon": 5} for commune in communes),
        *({"service": code} for code in SERVICES.by_code),
        *({"avec": pk} for pk in sorted(filter(None, holders))),
        *({"genre": kind} for kind in Activity.Kind.values),
    ]
    return [
        *(f"/ical/lieu/{pk}.ics" for pk in sorted({*filter(None, hosts), *filter(None, holders)})),
        *(f"/ical/activite/{activity.pk}.ics" for activity in Activity.objects.published()),
        *(f"/ical/date/{date.pk}.ics" for date in dated.filter(position=1)),
        *(f"/ical/agenda.ics?{urlencode(search, safe='()')}" for search in searches),
        "/ical/reseau.ics",
    ]


def events_of(feed: bytes) -> dict[str, bytes]:
    """The bytes of each event by its UID."""
    return {str(re.search(rb"\r\nUID:(.*?)\r\n", one)): one for one in feed.split(b"BEGIN:VEVENT")[1:]}


def test_every_feed_is_read_alike_on_two_days_and_only_the_window_moves(
    demo: list[str], client: Any, frozen: Any, now: datetime
) -> None:
    addresses = every_feed()
    assert len(addresses) > 150
    first = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        first[address] = response.content
        assert by_libical(first[address]) == by_ical(first[address]), address
        assert client.get(address).content == first[address]
    frozen.move_to(now + timedelta(days=1))
    for address in addresses:
        second = client.get(address).content
        libical.read(second)
        before, after = events_of(first[address]), events_of(second)
        assert {uid: before[uid] for uid in before.keys() & after.keys()} == {
            uid: after[uid] for uid in before.keys() & after.keys()
        }
        assert first[address].partition(b"BEGIN:VEVENT")[0] == second.partition(b"BEGIN:VEVENT")[0]


def test_libical_reads_the_dates_of_the_network(demo: list[str], client: Any, now: datetime) -> None:
    feed = client.get("/ical/reseau.ics").content
    assert by_libical(feed) == stored(Occurrence.objects.public().in_feed_window(now))


@pytest.mark.node
def test_ical_js_reads_the_dates_of_the_network(demo: list[str], client: Any, now: datetime) -> None:
    feed = client.get("/ical/reseau.ics").content
    expected = stored(Occurrence.objects.public().in_feed_window(now))
    assert len(expected) > 1_000
    assert by_ical_js(feed) == expected


def test_python_ical_reads_the_dates_of_the_network(demo: list[str], client: Any, now: datetime) -> None:
    feed = client.get("/ical/reseau.ics").content
    assert by_ical(feed) == stored(Occurrence.objects.public().in_feed_window(now))


def test_the_agenda_shows_week_by_week_what_the_calendar_holds(demo: list[str], client: Any, now: datetime) -> None:
    feed = client.get("/ical/reseau.ics").content
    monday = date(2026, 11, 23)
    days = [start.astimezone(PARIS).date() for _uid, start, _end, _status in by_ical(feed)]
    for week in range(0, 56, 4):
        first = monday + timedelta(weeks=week)
        number, code = first.isocalendar().week, first.isocalendar().year
        page = client.get(f"/agenda/?semaine={code}-W{number:02d}").content.decode()
        shown = [date.fromisoformat(day) for day in _days(page)]
        expected = {day for day in days if first <= day < first + timedelta(days=7) and day >= now.date()}
        assert shown == sorted(expected)


SEARCHES = [
    "genre=permanence&ou=Lafox+(47240)&rayon=20",
    "ou=Lafox+(47240)&rayon=5",
    "genre=series&genre=workshop&ou=Agen+(47000)&rayon=40",
    "genre=workshop",
    "service=demarches",
    "jour=lundi&jour=mardi&moment=matin&ou=Agen+(47000)&rayon=40",
    "acces=se-presenter&prix=gratuit",
]


@pytest.mark.parametrize("search", SEARCHES)
def test_the_calendar_of_a_search_holds_the_dates_that_its_agenda_shows(
    demo: list[str], client: Any, search: str
) -> None:
    """Three months of pages read as a person would, against the calendar: which dates, in which state."""
    feed = by_ical(client.get(f"/ical/agenda.ics?{search}").content)
    first, last = date(2026, 12, 1), date(2027, 2, 28)
    of_uid = {str(row.uid): row for row in Occurrence.objects.all()}
    carried = [of_uid[uid] for uid, *_rest in feed]
    expected = [row for row in carried if first <= row.start.astimezone(PARIS).date() <= last]
    assert expected
    shown: list[tuple[str, bool]] = []
    for page in range(1, -(-len(expected) // PAGE_SIZE) + 1):
        shown += _listed(client.get(f"/agenda/?{search}&du={first}&au={last}&page={page}").content.decode())
    assert sorted(shown) == sorted((row.get_absolute_url(), row.status == "cancelled") for row in expected)


def _listed(page: str) -> list[tuple[str, bool]]:
    slots = BeautifulSoup(page, "html.parser").select(".jour .slot")
    return [(str(slot.select("h3 a")[0]["href"]), "off" in slot["class"]) for slot in slots]


@pytest.mark.node
@pytest.mark.parametrize("search", SEARCHES)
def test_both_readers_read_the_same_in_the_calendar_of_a_search(demo: list[str], client: Any, search: str) -> None:
    feed = client.get(f"/ical/agenda.ics?{search}").content
    assert by_ical_js(feed) == by_ical(feed) != []


def _days(page: Any) -> Any:
    return [tag["datetime"] for tag in BeautifulSoup(page, "html.parser").select(".jour h2 time")]


@pytest.mark.parametrize("operator", [PUYMIROL, CASTILLONNES])
def test_odd_follows_odd_at_new_year(demo: list[str], client: Any, operator: Any) -> None:
    """2026 has a week 53: the permanences of odd weeks take place in week 53 and again in week 1."""
    place = HelpPoint.objects.get(standard_id=operator)
    feed = by_ical(client.get(f"/ical/lieu/{place.pk}.ics").content)
    rows = {row.uid: row for row in Occurrence.objects.of_places([place.pk])}
    parities = {f"rule-{rule.uuid}": rule.week_parity for rule in Rule.objects.all()}
    by_parity: dict[str, set[Any]] = {"odd": set(), "even": set()}
    for uid, start, _end, _status in feed:
        parity = parities.get(rows[uid].slot.partition(":")[0])
        if parity in by_parity:
            by_parity[parity].add((start.astimezone(PARIS).date(), rows[uid].activity_id))
    for parity, remainder in (("odd", 1), ("even", 0)):
        assert by_parity[parity]
        assert {day.isocalendar().week % 2 for day, _pk in by_parity[parity]} == {remainder}
    weeks = {day.isocalendar()[:2] for day, _pk in by_parity["odd"]}
    # 1 January is a Friday: a Friday permanence has no date that week, the others have.
    assert {(2026, 51), (2026, 53), (2027, 1), (2027, 3)} <= weeks
    assert not weeks & {(2026, 52), (2027, 2)}


def test_no_hour_is_made_up(demo: list[str], client: Any) -> None:
    """The permanences whose hours are not published are in no calendar."""
    undated = Activity.objects.undated()
    assert undated.count() == 16
    feed = client.get("/ical/reseau.ics").content.decode().replace("\r\n ", "")
    assert not Occurrence.objects.filter(activity__in=undated).exists()
    assert "Prayssas" not in feed
