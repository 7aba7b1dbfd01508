"""A date held overseas is told by the clock of its place: stored, shown, searched, subscribed to, edited."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import override
from ical.calendar_stream import IcsCalendarStream

from directory.models import HelpPoint
from events.dates.hand_edits import apply_hand_edit
from events.dates.next_dates import next_dates
from events.dates.regeneration import regenerate
from events.models import Activity, Occurrence
from portal.words.zone import PARIS
from search.index.writing import rebuild
from tests.events.admin_forms import occurrence_form
from tests.events.conftest import Dates, MakeWorkshop, ical
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish
from tests.judges.node import expand_feed

pytestmark = pytest.mark.django_db

REUNION, GUADELOUPE = ZoneInfo("Indian/Reunion"), ZoneInfo("America/Guadeloupe")
NINE, NOON = time(9), time(12)
HOURS = "9 h à 12 h (heure locale)"


def commune(insee: str, name: str, code: str, lat: float, lon: float) -> Any:
    return CommuneFactory(
        insee=insee, name=name, postal_codes=[code], departement=insee[:3], latitude=lat, longitude=lon
    )


def at(town: Any) -> dict[str, Decimal]:
    return {"latitude": Decimal(str(town.latitude)), "longitude": Decimal(str(town.longitude))}


@pytest.fixture
def saint_louis(site: Any) -> Any:
    return commune("97414", "Saint-Louis", "97450", -21.286, 55.411)


@pytest.fixture
def far(saint_louis: Any, frozen: Any) -> HelpPoint:
    """The library of Saint-Louis, in La Réunion."""
    point = HelpPointFactory(name="Médiathèque de Saint-Louis", commune=saint_louis, **at(saint_louis))
    return publish(point)


@pytest.fixture
def monday(far: HelpPoint) -> Activity:
    """Published: every Monday, 9 h to 12 h, at the library of Saint-Louis."""
    return publish(ActivityFactory(title="Permanence du lundi", point=far, commune=far.commune))


@pytest.fixture
def basse_terre(site: Any) -> Any:
    return commune("97105", "Basse-Terre", "97100", 15.996, -61.729)


def page(client: Any, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def text(tag: Any) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def local(row: Occurrence) -> tuple[date, time, time]:
    start, end = row.start.astimezone(row.clock), row.end.astimezone(row.clock)
    assert start.date() == row.local_date
    return start.date(), start.time(), end.time()


def by_two_readers(feed: bytes) -> list[tuple[str, datetime]]:
    """(uid, start in UTC) of each event; two parsers agree on them."""
    events: list[Any] = IcsCalendarStream.calendar_from_ics(feed.decode()).events
    read = sorted((event.uid, event.dtstart.astimezone(UTC)) for event in events)
    assert read == sorted((row["uid"], datetime.fromisoformat(row["start"])) for row in expand_feed(feed))
    return read


class TestStored:
    def test_nine_o_clock_is_that_of_the_place(self, monday: Activity, dates: Dates) -> None:
        found = dates(monday)
        assert {row.zone for row in found} == {"Indian/Reunion"}
        assert {local(row)[1:] for row in found} == {(NINE, NOON)}
        assert {row.start.astimezone(UTC).hour for row in found} == {5}  # in winter and in summer

    def test_the_abolition_of_slavery_is_a_holiday_there_only(
        self, monday: Activity, permanence: Activity, dates: Dates
    ) -> None:
        abolition, easter = date(2027, 12, 20), date(2027, 3, 29)
        assert abolition not in {row.local_date for row in dates(monday)}
        assert abolition in {row.local_date for row in dates(permanence)}
        assert easter not in {row.local_date for row in dates(monday)}

    def test_good_friday_is_one_in_strasbourg(self, site: Any, frozen: Any, dates: Dates) -> None:
        strasbourg = commune("67482", "Strasbourg", "67000", 48.571, 7.768)
        draft = ActivityFactory(point=None, commune=strasbourg, rule=None)
        RuleFactory(activity=draft, weekdays=[4])
        days = {row.local_date for row in dates(publish(Activity.objects.get(pk=draft.pk)))}
        assert date(2027, 3, 26) not in days and date(2027, 3, 19) in days

    def test_a_room_of_a_commune_and_a_date_given_by_hand(
        self, basse_terre: Any, make_workshop: MakeWorkshop, dates: Dates
    ) -> None:
        fields = {"point": None, "commune": basse_terre, "place_text": "Mairie"}
        (row,) = dates(make_workshop((date(2026, 12, 3), time(18), time(20)), **fields))
        assert (row.zone, local(row)) == ("America/Guadeloupe", (date(2026, 12, 3), time(18), time(20)))
        assert row.start == datetime(2026, 12, 3, 22, tzinfo=UTC)

    def test_the_same_place_elsewhere_keeps_the_hours_and_the_uid(
        self, permanence: Activity, place: HelpPoint, saint_louis: Any, dates: Dates, now: datetime
    ) -> None:
        row = dates(permanence)[1]
        row.start, row.end = (moment + timedelta(hours=5) for moment in (row.start, row.end))
        apply_hand_edit(row)
        before = {one.slot: one for one in dates(permanence)}
        place.commune, place.insee_code, place.postal_code = saint_louis, "97414", "97450"
        publish(place)
        # The Monday that is a holiday there only is withdrawn.
        after = [one for one in dates(permanence) if one.removed_at is None]
        assert len(after) == len(before) - 1
        for one in after:
            was = before[one.slot]
            assert (one.uid, one.sequence, one.zone) == (was.uid, was.sequence + 1, "Indian/Reunion")
            assert local(one) == local(was)
            assert b"DTSTART;TZID=Indian/Reunion:" in ical(one)
        assert local(next(one for one in after if one.hours_by_hand))[1] == time(14)
        again = regenerate([permanence.pk], now + timedelta(minutes=1))
        assert again.written == 0

    def test_what_was_stored_by_the_clock_of_paris_is_put_right_by_the_night(
        self, monday: Activity, dates: Dates, now: datetime
    ) -> None:
        for row in dates(monday):
            Occurrence.objects.filter(pk=row.pk).update(
                zone="Europe/Paris", start=row.start.replace(tzinfo=PARIS), content_hash="before"
            )
        uids = {row.slot: row.uid for row in dates(monday)}
        assert regenerate([monday.pk], now).updated == len(uids)
        assert {row.slot: row.uid for row in dates(monday)} == uids
        assert {local(row)[1] for row in dates(monday)} == {NINE}

    def test_late_in_the_day_there_the_next_day_here(self, basse_terre: Any, dates: Dates, frozen: Any) -> None:
        """At one in the morning of Tuesday in Paris, it is eight on Monday evening in Guadeloupe."""
        draft = ActivityFactory(point=None, commune=basse_terre, rule=None)
        RuleFactory(activity=draft, weekdays=[0], start_time=time(21), end_time=time(22))
        activity = publish(Activity.objects.get(pk=draft.pk))
        tuesday = datetime(2026, 12, 1, 1, tzinfo=PARIS)
        before = list(Occurrence.objects.filter(activity=activity).values())
        frozen.move_to(tuesday)
        report = regenerate([activity.pk], tuesday)
        assert (report.updated, report.cancelled, report.removed) == (0, 0, 0)
        assert list(Occurrence.objects.filter(activity=activity).values())[: len(before)] == before
        new = publish(ActivityFactory(point=None, commune=basse_terre, rule=None))
        RuleFactory(activity=new, weekdays=[0], start_time=time(21), end_time=time(22))
        assert dates(publish(Activity.objects.get(pk=new.pk)))[0].local_date == date(2026, 11, 30)


class TestShown:
    def test_every_page_says_the_hour_there_and_that_it_is_local(
        self, client: Any, monday: Activity, far: HelpPoint, dates: Dates
    ) -> None:
        row = dates(monday)[0]
        week = "/agenda/?semaine=2026-W49"
        month = "/agenda/mois/?mois=2026-12"
        for address in (far.get_absolute_url(), monday.get_absolute_url(), row.get_absolute_url(), week, month):
            assert HOURS in text(page(client, address).main), address
        times = page(client, week).select(".slot time")
        assert [found["datetime"] for found in times] == ["2026-11-30T09:00:00+04:00"]

    def test_on_the_clock_of_the_network_nothing_more_is_said(
        self, client: Any, permanence: Activity, place: HelpPoint, dates: Dates
    ) -> None:
        addresses = (place.get_absolute_url(), permanence.get_absolute_url(), dates(permanence)[0].get_absolute_url())
        for address in (*addresses, "/agenda/?semaine=2026-W49", "/agenda/mois/?mois=2026-12"):
            assert "heure locale" not in text(page(client, address).main), address

    def test_search_engines_are_told_the_right_offset(self, client: Any, monday: Activity, dates: Dates) -> None:
        found = page(client, dates(monday)[0].get_absolute_url())
        said = json.loads(str(found.select('script[type="application/ld+json"]')[0].string))
        event = next(one for one in said.get("@graph", [said]) if one["@type"] == "Event")
        assert event["startDate"] == "2026-11-30T09:00:00+04:00"
        assert event["endDate"] == "2026-11-30T12:00:00+04:00"

    def test_in_progress_and_over_by_the_true_instant(
        self, client: Any, monday: Activity, dates: Dates, frozen: Any
    ) -> None:
        """From nine to noon in La Réunion is from six to nine in Paris."""
        address = dates(monday)[0].get_absolute_url()
        said = {5: set(), 7: {"En ce moment, jusqu’à midi"}, 9: {"Cette date est passée"}}
        for hour, expected in said.items():
            frozen.move_to(datetime(2026, 11, 30, hour, 30, tzinfo=PARIS))
            words = text(page(client, address).select_one(".place-head"))
            assert {one for some in said.values() for one in some if one in words} == expected
            assert ("En ce moment" in text(page(client, "/agenda/?du=2026-11-30").main)) == (hour == 7)

    def test_today_in_the_agenda_is_the_day_that_it_is_there(
        self, client: Any, basse_terre: Any, make_workshop: MakeWorkshop, frozen: Any
    ) -> None:
        make_workshop((date(2026, 11, 30), time(19), time(22)), point=None, commune=basse_terre)
        frozen.move_to(datetime(2026, 12, 1, 1, tzinfo=PARIS))
        found = page(client, "/agenda/?ou=basse-terre")
        assert [text(title) for title in found.select(".jour h2")] == ["Lundi 30 novembre aujourd’hui"]
        assert "En ce moment, jusqu’à 22 h" in text(found.main)

    def test_days_are_those_of_each_clock_and_stand_in_their_order(
        self, client: Any, basse_terre: Any, saint_louis: Any, make_workshop: MakeWorkshop
    ) -> None:
        """Nine in the evening of Thursday in Guadeloupe comes after one in the morning of Friday in La Réunion."""
        evening, night = (date(2026, 12, 3), time(21), time(22)), (date(2026, 12, 4), time(1), time(2))
        make_workshop(evening, point=None, commune=basse_terre, title="Du soir")
        make_workshop(night, point=None, commune=saint_louis, title="De la nuit")
        found = page(client, "/agenda/?du=2026-12-03&au=2026-12-04")
        assert [text(title) for title in found.select(".jour h2")] == ["Jeudi 3 décembre", "Vendredi 4 décembre"]
        assert [text(title) for title in found.select(".jour h3 a")] == ["Du soir", "De la nuit"]
        assert len(page(client, "/agenda/?du=2026-12-03&au=2026-12-03").select(".jour h3 a")) == 1


class TestFeeds:
    @pytest.mark.node
    def test_two_readers_read_the_true_instants(
        self, client: Any, monday: Activity, permanence: Activity, dates: Dates
    ) -> None:
        feed = client.get("/ical/reseau.ics").content
        stored = [*dates(monday), *dates(permanence)]
        assert by_two_readers(feed) == sorted((row.uid, row.start.astimezone(UTC)) for row in stored)
        assert feed.count(b"BEGIN:VTIMEZONE") == 2 and b"TZID:Indian/Reunion\r\n" in feed

    def test_each_clock_is_described_where_it_is_used(
        self, client: Any, monday: Activity, permanence: Activity, far: HelpPoint
    ) -> None:
        here = client.get(f"/ical/activite/{permanence.pk}.ics").content
        assert here.count(b"BEGIN:VTIMEZONE") == 1 and b"Reunion" not in here
        there = client.get(f"/ical/lieu/{far.pk}.ics").content
        assert b"DTSTART;TZID=Indian/Reunion:20261130T090000" in there
        assert b"TZID:Indian/Reunion" in there

    def test_another_territory_at_the_same_hour_is_another_file(
        self, client: Any, basse_terre: Any, make_workshop: MakeWorkshop, dates: Dates
    ) -> None:
        """Guadeloupe and Martinique have the same time: the name of the clock changes all the same."""
        activity = make_workshop((date(2026, 12, 3), NINE, NOON), point=None, commune=basse_terre)
        address = f"/ical/activite/{activity.pk}.ics"
        tag = client.get(address)["ETag"]
        activity.commune = commune("97209", "Fort-de-France", "97200", 14.604, -61.067)
        publish(activity)
        (row,) = dates(activity)
        assert (row.zone, row.sequence) == ("America/Martinique", 1)
        assert client.get(address)["ETag"] != tag


class TestSearched:
    @pytest.mark.parametrize(
        ("insee", "name", "code", "lat", "lon"),
        [("97414", "Saint-Louis", "97450", -21.286, 55.411), ("97105", "Basse-Terre", "97100", 15.996, -61.729)],
    )
    def test_monday_morning_is_that_of_the_place(
        self, client: Any, site: Any, frozen: Any, insee: str, name: str, code: str, lat: float, lon: float
    ) -> None:
        """A place by its hours, a place that only hosts, and a room that no place hosts."""
        town = commune(insee, name, code, lat, lon)
        there = {"commune": town, **at(town)}
        publish(HelpPointFactory(name="Le matin", opening_hours="Mo 09:00-12:00", **there))
        publish(HelpPointFactory(name="L’après-midi", opening_hours="Mo 14:00-17:00", **there))
        host = publish(HelpPointFactory(name="Salle", opening_hours="", hosts_only=True, **there))
        publish(ActivityFactory(title="Permanence", point=host, commune=town))
        publish(ActivityFactory(title="Aide en mairie", point=None, commune=town))
        rebuild()
        morning = page(client, f"/lieux/?ou={code}&quoi=lundi+matin")
        names = [text(link) for link in morning.select("ol.places :is(h3, h4) a")]
        assert sorted(names) == ["Aide en mairie", "Le matin", "Salle"]
        words = text(morning.main)
        assert words.count(f"lundi 30 novembre, {HOURS}") == 2 and "Ouvert lundi 30 novembre, 9 h à 12 h" in words
        afternoon = page(client, f"/lieux/?ou={code}&quand=lundi-apres-midi")
        assert [text(link) for link in afternoon.select("ol.places :is(h3, h4) a")] == ["L’après-midi"]

    def test_today_is_the_day_that_it_is_there(
        self, client: Any, site: Any, frozen: Any, make_workshop: MakeWorkshop
    ) -> None:
        """At ten in the evening of Tuesday in Paris, it is eight on Wednesday morning in Nouméa."""
        noumea = commune("98818", "Nouméa", "98800", -22.27, 166.44)
        make_workshop((date(2026, 11, 25), NINE, NOON), point=None, commune=noumea, title="Ce matin")
        make_workshop((date(2026, 11, 26), NINE, NOON), point=None, commune=noumea, title="Demain", access="booking")
        frozen.move_to(datetime(2026, 11, 24, 22, tzinfo=PARIS))
        rebuild()
        asked = {
            "aujourdhui-matin": ["Ce matin"],
            "2026-11-25": ["Ce matin"],
            "demain": ["Demain"],
            "2026-11-24&quand=rendez-vous": ["Demain"],  # that day is over there, though not in Paris
        }
        for when, titles in asked.items():
            found = page(client, f"/lieux/?ou=98800&quand={when}")
            assert [text(link) for link in found.select("ol.places :is(h3, h4) a")] == titles, when

    def test_a_day_told_in_words_is_one_of_there(self, client: Any, basse_terre: Any, frozen: Any) -> None:
        note = "le jeudi matin, heures à demander"
        publish(
            HelpPointFactory(name="Toujours", opening_hours="Mo-Fr 08:00-18:00", commune=basse_terre, **at(basse_terre))
        )
        publish(ActivityFactory(title="À demander", point=None, commune=basse_terre, rule=None, timetable_note=note))
        rebuild()
        for asked, found in (("jeudi-matin", 2), ("jeudi-apres-midi", 1), ("mercredi", 1)):
            listed = page(client, f"/lieux/?ou=97100&quand={asked}").select("ol.places :is(h3, h4) a")
            assert len(listed) == found, asked


class TestEdited:
    def url(self, row: Occurrence) -> str:
        viewset: Any = vars(Occurrence)["snippet_viewset"]  # set by Wagtail
        return reverse(viewset.get_url_name("edit"), args=[row.pk])

    def test_the_form_shows_and_takes_the_hour_there_and_says_so(
        self, editor_client: Any, admin_templates: None, monday: Activity, dates: Dates
    ) -> None:
        row = dates(monday)[0]
        form = BeautifulSoup(editor_client.get(self.url(row)).content.decode(), "html.parser")
        assert form.select('[name="start"]')[0]["value"] == "30/11/2026 09:00"
        assert "Heure de La Réunion" in text(form)
        posted = occurrence_form(row, start="2026-11-30 10:00", end="2026-11-30 12:30")
        assert editor_client.post(self.url(row), posted).status_code == 302
        row.refresh_from_db()
        assert local(row) == (date(2026, 11, 30), time(10), time(12, 30))
        assert row.hours_by_hand and row.start == datetime(2026, 11, 30, 6, tzinfo=UTC)

    def test_an_unchanged_form_changes_nothing(
        self, editor_client: Any, admin_templates: None, monday: Activity, dates: Dates
    ) -> None:
        row = dates(monday)[0]
        posted = occurrence_form(row, start="2026-11-30 09:00", end="2026-11-30 12:00")
        assert editor_client.post(self.url(row), posted).status_code == 302
        row.refresh_from_db()
        assert not row.by_hand and row.sequence == 0

    def test_an_hour_that_paris_skips_exists_there(
        self, editor_client: Any, admin_templates: None, monday: Activity, dates: Dates
    ) -> None:
        row = dates(monday)[0]
        posted = occurrence_form(row, start="2027-03-28 02:15", end="2027-03-28 02:45")
        assert editor_client.post(self.url(row), posted).status_code == 302
        row.refresh_from_db()
        assert local(row) == (date(2027, 3, 28), time(2, 15), time(2, 45))

    def test_on_the_clock_of_the_network_the_form_says_nothing(
        self, editor_client: Any, admin_templates: None, permanence: Activity, dates: Dates
    ) -> None:
        page_of = editor_client.get(self.url(dates(permanence)[0])).content.decode()
        assert "Heure de" not in page_of

    def test_lists_and_next_dates_name_the_clock(
        self, editor_client: Any, admin_templates: None, monday: Activity, now: datetime
    ) -> None:
        words = "9 h à 12 h (heure de La Réunion)"
        with override("UTC"):
            assert next_dates(monday, now).dates[0] == f"lundi 30 novembre 2026, de {words}"
        assert next_dates(monday, now).warnings == ()  # the library is open then, by its own clock
        for model in (Activity, Occurrence):
            viewset: Any = vars(model)["snippet_viewset"]
            listed = text(
                BeautifulSoup(editor_client.get(reverse(viewset.get_url_name("list"))).content, "html.parser")
            )
            assert "9:00 (heure de La Réunion)" in listed
