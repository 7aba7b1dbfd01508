"""Readings of a partner's calendar, from a real server of this machine to what the public sees."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.dates import regeneration
from events.models import Activity, Farewell, Occurrence, PartnerCalendar, PartnerReading
from events.partners.reading import Busy, read
from tests.domain.events.partners.builders import CORPUS, calendar
from tests.events.partner_readings import MONDAYS, Read, event, public, state
from tests.events.partner_servers import Partner, send
from tests.factories.places import CommuneFactory, HelpPointFactory, publish

pytestmark = pytest.mark.django_db


def test_what_a_trusted_calendar_says_is_published(reading: Read, source: PartnerCalendar, place: Any) -> None:
    told = reading(MONDAYS.replace("lundis", "lundis@exemple"))
    assert (told.outcome, told.sentence) == ("done", "6 dates nouvelles.")
    activity = Activity.objects.get()
    assert (activity.live, activity.title, activity.point) == (True, "Atelier tablette", place)
    assert (activity.source, activity.access, activity.kind) == (
        "Calendrier de Médiathèque d’exemple",
        "",
        "workshop",
    )
    assert public()[:2] == ["30/11 09:00-11:00", "07/12 09:00-11:00"]
    source.refresh_from_db()
    assert (source.status, source.failures, source.notices) == ("read", 0, [])
    assert source.next_at is not None and source.next_at > timezone.now() + timedelta(hours=3)


def test_an_unchanged_reading_writes_nothing(
    reading: Read, source: PartnerCalendar, frozen: Any, partner: Partner
) -> None:
    reading(MONDAYS)
    before = state()
    assert reading(MONDAYS.replace("SUMMARY", "DTSTAMP:20261103T080000Z\nSUMMARY")).outcome == "unchanged"
    assert state() == before
    frozen.shift(timedelta(days=1))  # read whole once a day
    assert reading(MONDAYS).sentence == "Rien de nouveau."
    assert state() == before
    assert [one.outcome for one in PartnerReading.objects.all()] == ["done", "unchanged", "done"]


def test_validators_spare_the_partner(reading: Read, source: PartnerCalendar, partner: Partner) -> None:
    body = calendar(MONDAYS)

    def answer(request: Any) -> None:
        if request.headers.get("If-None-Match") == '"1"':
            request.send_response(304)
            request.end_headers()
        else:
            send(request, body, ETag='"1"')

    for outcome in ("done", "unchanged", "unchanged"):
        source.refresh_from_db()
        partner.paths["/agenda.ics"] = answer
        assert read(source, timezone.now(), partner.policy()).outcome == outcome
    assert [headers.get("If-None-Match") for _path, headers in partner.asked] == [None, '"1"', '"1"']


def test_an_hour_that_changes_moves_the_dates(reading: Read) -> None:
    reading(MONDAYS)
    before = {row.slot: (row.uid, row.sequence) for row in Occurrence.objects.all()}
    reading(MONDAYS.replace("T090000", "T140000").replace("T110000", "T160000"))
    assert public()[0] == "30/11 14:00-16:00"
    after = {row.slot: (row.uid, row.sequence - 1) for row in Occurrence.objects.all()}
    assert after == before


def test_one_event_may_move_to_another_day_and_keeps_its_identity(reading: Read) -> None:
    reading(event("a", "20261207"), event("b", "20261208"))
    uid = Occurrence.objects.get(local_date="2026-12-07").uid
    reading(event("a", "20261209", "14-15"), event("b", "20261208"))
    assert Occurrence.objects.get(local_date="2026-12-09").uid == uid
    assert public() == ["08/12 09:00-11:00", "09/12 14:00-15:00"]


def test_missing_once_changes_nothing_twice_is_called_off_when_it_is_near(reading: Read, frozen: Any) -> None:
    events = [
        event("pres", "20261210"),
        event("loin", "20270310"),
        *(event(f"{n}", f"202612{n}") for n in range(14, 18)),
    ]
    reading(*events)
    told = reading(*events[2:])
    assert told.counts["missing"] == 2 and "prochaine lecture" in told.notices[0]
    assert len(public()) == 6
    told = reading(*events[2:])  # the same file: the second reading settles it
    assert told.counts["withdrawn"] == 2
    assert public()[0] == "10/12 09:00-11:00 Elle n’est plus au programme de l’organisateur."
    assert not any("10/03" in one for one in public())
    assert Farewell.objects.filter(start__year=2027).exists()
    uid = Occurrence.objects.get(local_date="2026-12-10").uid
    reading(*events)
    assert len(public()) == 6 and "10/12 09:00-11:00" in public()
    assert Occurrence.objects.get(local_date="2026-12-10").uid == uid


@pytest.mark.parametrize("body", [b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", None])
def test_most_of_it_gone_waits_for_a_person(
    reading: Read, source: PartnerCalendar, admin_client: Any, body: bytes | None
) -> None:
    """Empty, or with one date left of six."""
    reading(MONDAYS)
    before, left = state(), MONDAYS.replace("COUNT=6", "COUNT=1")
    for _ in range(3):
        told = reading(left, body=body)
        assert told.outcome == "stopped" and "Rien n’a été retiré" in told.notices[0]
    assert state() == before
    source.refresh_from_db()
    assert (source.status, source.asked["coming"]) == ("asks", 6)
    admin_client.post(f"/admin/snippets/events/partnercalendar/accepter/{source.pk}/")
    told = reading(left, body=body)
    assert told.outcome == "done" and told.counts["withdrawn"] == (5 if body is None else 6)
    assert len([one for one in public() if "programme" not in one]) == (1 if body is None else 0)
    source.refresh_from_db()
    assert (source.status, source.asked, source.accepted) == ("read", {}, "")


def test_what_was_accepted_is_that_file_and_no_other(reading: Read, source: PartnerCalendar, admin_client: Any) -> None:
    reading(MONDAYS)
    reading(MONDAYS.replace("COUNT=6", "COUNT=1"))
    admin_client.post(f"/admin/snippets/events/partnercalendar/accepter/{source.pk}/")
    assert reading(body=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").outcome == "stopped"


def test_it_comes_back_whole_and_asks_no_more(reading: Read, source: PartnerCalendar) -> None:
    reading(MONDAYS)
    reading(body=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert reading(MONDAYS).outcome == "done"
    source.refresh_from_db()
    assert (source.status, source.asked) == ("read", {})


def test_a_reading_is_whole_or_not_at_all(reading: Read, source: PartnerCalendar, monkeypatch: Any) -> None:
    reading(MONDAYS)
    before = state()

    def fail(*args: Any) -> None:
        raise RuntimeError("la panne voulue")

    with monkeypatch.context() as broken:
        broken.setattr(regeneration, "mark_activities", fail)
        told = reading(MONDAYS.replace("T110000", "T120000"), event("b", "20261208"))
    assert told.outcome == "failed"
    assert state() == before
    assert reading(MONDAYS.replace("T110000", "T120000"), event("b", "20261208")).outcome == "done"


@pytest.mark.parametrize(
    ("name", "words"),
    [("page.html", "page web"), ("local_path.txt", "n’est pas un calendrier"), ("cut.ics", "s’interrompt")],
)
def test_what_is_no_calendar_wipes_nothing(reading: Read, source: PartnerCalendar, name: str, words: str) -> None:
    reading(MONDAYS)
    before = state()
    told = reading(body=(CORPUS / name).read_bytes())
    assert (told.outcome, words in told.sentence) == ("failed", True)
    assert state() == before
    source.refresh_from_db()
    assert source.status == "failed" and words in source.notices[0]


def test_a_rule_that_is_no_longer_read_wipes_nothing(reading: Read, source: PartnerCalendar) -> None:
    reading(MONDAYS)
    for _ in range(3):
        reading(MONDAYS.replace("FREQ=WEEKLY", "FREQ=SECONDLY"))
        source.refresh_from_db()
        assert source.notices == [
            "1 évènement a une répétition que nous ne lisons pas : saisissez ses dates à la main."
        ]
    assert len(public()) == 6


def test_calendars_that_fail_wait_longer_each_time(reading: Read, source: PartnerCalendar, frozen: Any) -> None:
    waits = []
    for _ in range(6):
        reading(body=b"<html>")
        source.refresh_from_db()
        assert source.next_at is not None
        waits.append(round((source.next_at - timezone.now()) / timedelta(hours=1)))
    assert waits == [8, 16, 24, 24, 24, 24]
    reading(MONDAYS)
    source.refresh_from_db()
    assert source.failures == 0


def test_places_are_read_in_the_words_of_the_partner(reading: Read, place: Any) -> None:
    nerac = CommuneFactory(insee="47195", name="Nérac", postal_codes=["47600"])
    reading(
        event("a", "20261207", more="LOCATION:Salle des fêtes\\, 2 rue du Lavoir\\, 47600 Nérac"),
        event("b", "20261208", more="LOCATION:Médiathèque d’exemple\\, 47310 Laplume"),
        event("c", "20261209", more="LOCATION:Mairie de Nérac"),
    )
    elsewhere = Activity.objects.get(sessions__day="2026-12-07")
    assert (elsewhere.point, elsewhere.commune, elsewhere.place_text, elsewhere.address) == (
        None,
        nerac,
        "Salle des fêtes",
        "2 rue du Lavoir, 47600 Nérac",
    )
    assert Activity.objects.get(sessions__day="2026-12-08").point == place
    assert Activity.objects.get(sessions__day="2026-12-09").commune == nerac
    assert all(one.status == "confirmed" for one in Occurrence.objects.all())


def test_without_any_place_the_partner_itself_is_named(reading: Read, source: PartnerCalendar) -> None:
    PartnerCalendar.objects.update(point=None)
    reading(event("a", "20261207"))
    assert Activity.objects.get().place_text == "Médiathèque d’exemple"
    assert public() == ["07/12 09:00-11:00"]


def test_numbers_that_the_directory_publishes_may_stay(reading: Read, place: Any) -> None:
    publish(HelpPointFactory(phone="+33553000000"))
    reading(event("a", "20261207", more="DESCRIPTION:Appelez le 05 53 00 00 00 ou le 06 39 98 12 34"))
    assert Activity.objects.get().body == "Appelez le 05 53 00 00 00 ou le"


def test_two_readings_at_once_are_one(source: PartnerCalendar, partner: Partner, now: datetime, frozen: Any) -> None:
    PartnerCalendar.objects.update(started_at=now)
    with pytest.raises(Busy):
        read(source, now, partner.policy())
    assert partner.asked == []


def test_a_dry_run_says_and_writes_nothing(
    source: PartnerCalendar, partner: Partner, now: datetime, frozen: Any
) -> None:
    partner.paths["/agenda.ics"] = calendar(MONDAYS)
    with CaptureQueriesContext(connection) as queries:
        told = read(source, now, partner.policy(), dry=True)
    assert told.sentence == "6 dates nouvelles."
    assert not [one for one in queries.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_histories_end_as_the_calendar_says(reading: Read, frozen: Any) -> None:
    """Dates come, go and move at random; what is public in the end is what two readings of the last file say."""
    chance = random.Random(7)
    days = {f"e{n}": date(2026, 12, 1) + timedelta(days=n) for n in range(12)}
    for _ in range(15):
        for uid in chance.sample(sorted(days), 2):
            days[uid] += timedelta(days=chance.choice([0, 1]))
        left = chance.sample(sorted(days), 10)
        reading(*(event(uid, f"{days[uid]:%Y%m%d}") for uid in left))
    for _ in range(2):
        told = reading(*(event(uid, f"{days[uid]:%Y%m%d}") for uid in left))
    assert told.outcome in ("done", "unchanged")
    confirmed = [one for one in public() if "programme" not in one]
    assert confirmed == sorted((f"{days[uid]:%d/%m} 09:00-11:00" for uid in left), key=lambda one: (one[3:5], one[:2]))
    assert len({row.uid for row in Occurrence.objects.all()}) == Occurrence.objects.count()


def test_the_clock_of_the_place_tells_the_hours(reading: Read, source: PartnerCalendar) -> None:
    reunion = CommuneFactory(insee="97411", name="Saint-Denis", postal_codes=["97400"], departement="974")
    PartnerCalendar.objects.update(point=None, commune=reunion)
    reading("UID:a\nSUMMARY:Atelier\nDTSTART:20261207T090000\nDTEND:20261207T110000")
    row = Occurrence.objects.get()
    assert (row.zone, public()) == ("Indian/Reunion", ["07/12 09:00-11:00"])
