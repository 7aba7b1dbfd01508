"""The HTTP contract of the calendars."""

import gzip
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from events.calendars import feeds
from events.models import Activity, Farewell, Occurrence
from portal.models import RetiredAddress
from tests.events.conftest import Dates, MakeWorkshop
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import HelpPointFactory, publish

pytestmark = pytest.mark.django_db


def addresses(permanence: Any, place: Any, dates: Any) -> Any:
    return [
        f"/ical/lieu/{place.pk}.ics",
        f"/ical/activite/{permanence.pk}.ics",
        f"/ical/date/{dates(permanence)[0].pk}.ics",
        "/ical/reseau.ics",
    ]


def unfolded(response: Any) -> Any:
    return response.content.decode().replace("\r\n ", "")


def test_headers_and_two_readings(
    client: Any, permanence: Activity, place: Any, dates: Dates, django_assert_num_queries: Any
) -> None:
    for address in addresses(permanence, place, dates):
        first, second = client.get(address), client.get(address)
        assert first.status_code == 200
        assert first.content == second.content
        assert first["ETag"] == second["ETag"] and first["ETag"].startswith('"')
        assert first["Content-Type"] == "text/calendar; charset=utf-8"
        assert first["Cache-Control"] == "public, max-age=900, stale-while-revalidate=86400"
        assert first["Access-Control-Allow-Origin"] == "*"
        assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert first["X-Robots-Tag"] == "noindex"
        assert "Last-Modified" not in first
        assert not first.cookies and "Cookie" not in first.get("Vary", "")
        disposition = first["Content-Disposition"]
        assert disposition.isascii() and disposition.endswith('.ics"')
        assert disposition.startswith("attachment" if "/date/" in address else "inline")
        assert f"SOURCE;VALUE=URI:http://localhost{address}" in unfolded(first)
        assert "METHOD" not in unfolded(first)


def test_not_modified_costs_two_queries_and_no_body(
    client: Any, permanence: Activity, place: Any, dates: Dates, django_assert_max_num_queries: Any
) -> None:
    for address in addresses(permanence, place, dates):
        tag = client.get(address)["ETag"]
        with django_assert_max_num_queries(2):
            response = client.get(address, headers={"If-None-Match": tag})
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
        assert response["Cache-Control"].startswith("public")


def test_if_none_match_wins_over_any_date(client: Any, permanence: Activity) -> None:
    address = f"/ical/activite/{permanence.pk}.ics"
    late = {"If-Modified-Since": "Fri, 31 Dec 2100 23:59:59 GMT"}
    assert client.get(address, headers=late).status_code == 200
    assert client.get(address, headers=late | {"If-None-Match": '"other"'}).status_code == 200
    assert client.get(address, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_head_is_get_without_the_body(client: Any, permanence: Activity, place: Any, dates: Dates) -> None:
    for address in addresses(permanence, place, dates):
        get, head = client.get(address), client.head(address)
        assert head.content == b""
        assert head["Content-Length"] == get["Content-Length"] == str(len(get.content))
        assert head["ETag"] == get["ETag"]
    assert client.post("/ical/reseau.ics").status_code == 405


def test_each_form_has_its_own_strong_etag(
    client: Any, permanence: Activity, place: Any, dates: Dates, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in addresses(permanence, place, dates):
        whole, small = client.get(address), client.get(address, headers={"Accept-Encoding": "br, GZip;q=0.5"})
        assert small["Content-Encoding"] == "gzip" and not whole.has_header("Content-Encoding")
        assert gzip.decompress(small.content) == whole.content
        assert small["Content-Length"] == str(len(small.content))
        assert whole["Vary"] == small["Vary"] == "Accept-Encoding"
        assert small["ETag"].startswith('"') and small["ETag"] != whole["ETag"]
        again = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert (again.content, again["ETag"]) == (small.content, small["ETag"])
        head = client.head(address, headers={"Accept-Encoding": "gzip"})
        assert head.content == b"" and dict(head.items()) == dict(again.items())
        # What one holds is compared with what one would get.
        for accepted, tag, status in (
            ("gzip", small["ETag"], 304),
            ("gzip", f"W/{small['ETag']}", 304),
            ("gzip", "*", 304),
            ("gzip", f"{whole['ETag']}, {small['ETag']}", 304),
            ("gzip", whole["ETag"], 200),
            ("gzip;q=0", whole["ETag"], 304),
            ("gzip;q=0", small["ETag"], 200),
            ("", whole["ETag"], 304),
        ):
            answer = client.get(address, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
            assert answer.status_code == status, (accepted, tag)
            assert answer["ETag"] == (small if accepted == "gzip" else whole)["ETag"]
            assert answer["Vary"] == "Accept-Encoding"
    monkeypatch.setattr(feeds, "compressed", None)
    assert client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": small["ETag"]}).status_code == 304


def test_a_change_changes_the_etag_and_what_is_not_seen_does_not(
    client: Any, permanence: Activity, dates: Dates
) -> None:
    address = f"/ical/activite/{permanence.pk}.ics"
    tag = client.get(address)["ETag"]
    Occurrence.objects.filter(activity=permanence).update(places_left=2)
    assert client.get(address)["ETag"] == tag
    permanence.title = "Nouveau titre, exemple"
    publish(permanence)
    assert client.get(address)["ETag"] != tag


def test_the_window_runs_from_a_week_ago_to_thirteen_months(
    client: Any, permanence: Activity, frozen: Any, now: datetime, dates: Dates
) -> None:
    frozen.move_to(now + timedelta(days=13))  # the Monday 30 November ended less than 7 days ago
    assert "DTSTART;TZID=Europe/Paris:20261130T090000" in unfolded(client.get("/ical/reseau.ics"))
    frozen.move_to(now + timedelta(days=14))
    assert "20261130T090000" not in unfolded(client.get("/ical/reseau.ics"))
    # One date may be read for ever.
    assert client.get(f"/ical/date/{dates(permanence)[0].pk}.ics").status_code == 200


def test_an_empty_calendar_is_valid(client: Any, place: Any) -> None:
    response = client.get(f"/ical/lieu/{place.pk}.ics")
    assert response.status_code == 200
    assert "BEGIN:VTIMEZONE" in unfolded(response) and "BEGIN:VEVENT" not in unfolded(response)


def test_a_cancelled_date_stays_and_says_so(client: Any, make_workshop: MakeWorkshop, now: datetime) -> None:
    from events.dates.hand_edits import apply_hand_edit

    make_workshop((date(2026, 12, 3), time(14), time(16)), title="Atelier d’exemple")
    row = Occurrence.objects.get()
    row.status, row.reason = "cancelled", "Animatrice absente"
    apply_hand_edit(row)
    feed = unfolded(client.get("/ical/reseau.ics"))
    assert "STATUS:CANCELLED" in feed and "SUMMARY:Annulé : Atelier d’exemple – Laplume" in feed


def test_a_long_calendar_looks_less_far_and_says_it(
    client: Any, permanence: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = unfolded(client.get("/ical/reseau.ics"))
    assert "Ce calendrier est long" not in whole
    monkeypatch.setattr(feeds, "MAX_EVENTS", 40)
    half = unfolded(client.get("/ical/reseau.ics"))
    assert "il montre les 6 mois à venir" in half
    assert 20 < half.count("BEGIN:VEVENT") < 27
    monkeypatch.setattr(feeds, "MAX_EVENTS", 20)
    assert "il montre les 3 mois à venir" in unfolded(client.get("/ical/reseau.ics"))
    monkeypatch.setattr(feeds, "MAX_EVENTS", 5)
    few = unfolded(client.get("/ical/reseau.ics"))
    assert "il montre les 5 premières dates" in few and few.count("BEGIN:VEVENT") == 5
    tag = client.get("/ical/reseau.ics")["ETag"]
    assert client.get("/ical/reseau.ics", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["reseau", "agenda", "lieu/1", "activite/1", "date/1"])
def test_a_feed_is_only_read(site: Any, address: str) -> None:
    refused = Client(enforce_csrf_checks=True).post(f"/ical/{address}.ics")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


def test_what_was_never_public_is_not_found(client: Any, place: Any) -> None:
    draft, hidden = ActivityFactory(point=place), HelpPointFactory()
    for address in (f"activite/{draft.pk}", f"lieu/{hidden.pk}", "lieu/999", "activite/999", "date/999"):
        assert client.get(f"/ical/{address}.ics").status_code == 404
    assert client.get(f"/ical/lieu/{10**30}.ics").status_code == 404


def test_what_is_no_longer_public_is_gone(client: Any, permanence: Activity, place: Any, dates: Dates) -> None:
    first, *_others, last = dates(permanence)
    Occurrence.objects.filter(pk=last.pk).update(removed_at=last.created_at)
    assert client.get(f"/ical/date/{last.pk}.ics").status_code == 410
    permanence.unpublish()
    assert client.get(f"/ical/date/{first.pk}.ics").status_code == 410
    for address in ("/ical/reseau.ics", f"/ical/lieu/{place.pk}.ics", f"/ical/activite/{permanence.pk}.ics"):
        assert b"STATUS:CONFIRMED" not in client.get(address).content
    place.unpublish()
    Farewell.objects.update(told_until=first.created_at)  # the week is over
    assert client.get(f"/ical/lieu/{place.pk}.ics").status_code == 410
    assert client.get(f"/ical/activite/{permanence.pk}.ics").status_code == 410
    pk = permanence.pk
    permanence.delete()
    assert client.get(f"/ical/activite/{pk}.ics").status_code == 410
    assert client.get(f"/ical/date/{first.pk}.ics").status_code == 410


def test_a_merged_place_leads_to_the_one_that_stays(client: Any, place: Any) -> None:
    RetiredAddress.objects.create(kind="lieu", object_id=4321, replaced_by=place.pk)
    response = client.get("/ical/lieu/4321.ics")
    assert (response.status_code, response["Location"]) == (301, f"/ical/lieu/{place.pk}.ics")


def test_addresses_are_those_of_the_site_whatever_the_host(client: Any, permanence: Activity) -> None:
    feed = client.get(f"/ical/activite/{permanence.pk}.ics", headers={"Host": "127.0.0.1"})
    assert "http://localhost/agenda/" in unfolded(feed)
    assert "127.0.0.1" not in unfolded(feed)


def test_the_last_day_is_carried_whole(place: Any, now: datetime) -> None:
    """The agenda shows it whole; the calendars once stopped at the present hour."""
    every_day = ActivityFactory(point=place, rule=None)
    RuleFactory(activity=every_day, weekdays=list(range(7)), start_time=time(18), end_time=time(20))
    publish(Activity.objects.get(pk=every_day.pk))
    coming = Occurrence.objects.public().coming(now)
    assert coming.count() == Occurrence.objects.public().in_feed_window(now).count() > 300
