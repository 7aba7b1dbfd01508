"""The event of each date is stored as the present writer makes it, or made on reading; one ETag, one file."""

import gzip
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.dates.hand_edits import apply_hand_edit
from events.dates.regeneration import extend_all, regenerate
from events.domain import ical
from events.models import Activity, Farewell, Occurrence
from portal.models import SiteSettings
from tests.events.conftest import Dates, MakeWorkshop
from tests.factories.dates import ActivityFactory
from tests.factories.places import publish

pytestmark = pytest.mark.django_db

NETWORK = "/ical/reseau.ics"


def stored() -> list[tuple[Any, ...]]:
    rows = Occurrence.objects.order_by("pk").values_list()
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]


def test_dates_bear_the_version_of_the_writer(permanence: Activity) -> None:
    assert set(Occurrence.objects.values_list("ical_version", flat=True)) == {ical.WRITER_VERSION}
    row = Occurrence.objects.order_by("start")[0]
    row.note = "Salle du fond"
    Occurrence.objects.filter(pk=row.pk).update(ical_version="0")
    apply_hand_edit(row)
    row = Occurrence.objects.get(pk=row.pk)
    assert row.ical_version == ical.WRITER_VERSION and b"Salle du fond" in bytes(row.ical or b"")


@pytest.mark.parametrize("lost", [{"ical": None}, {"ical_version": "0", "ical": b"BEGIN:OTHER"}])
def test_a_date_without_its_event_is_not_lost(client: Any, permanence: Activity, lost: dict[str, Any]) -> None:
    whole = client.get(NETWORK)
    assert whole.content.count(b"BEGIN:VEVENT") > 50
    Occurrence.objects.filter(pk__in=list(Occurrence.objects.values_list("pk", flat=True)[:20])).update(**lost)
    before = stored()
    again = client.get(NETWORK)
    assert (again.content, again["ETag"]) == (whole.content, whole["ETag"])
    assert client.get(NETWORK, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert stored() == before, "a reading never writes"


def test_making_events_on_reading_costs_two_queries_whatever_their_number(
    client: Any, permanence: Activity, make_workshop: MakeWorkshop
) -> None:
    ActivityFactory.create_batch(3, point=permanence.point)
    for activity in Activity.objects.filter(live=False):
        publish(activity)
    client.get(NETWORK)
    with CaptureQueriesContext(connection) as ready:
        client.get(NETWORK)
    Occurrence.objects.update(ical=None)
    with CaptureQueriesContext(connection) as made:
        client.get(NETWORK)
    assert len(made) == len(ready) + 2


def test_the_night_stores_what_readings_made_and_nobody_sees_it(
    client: Any, permanence: Activity, dates: Dates, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ical, "WRITER_VERSION", "next")
    made = client.get(NETWORK)
    assert b"//Agenda next//FR" in made.content
    sequences = [row.sequence for row in dates(permanence)]
    assert extend_all(now).written == 0
    rows = dates(permanence)
    assert {row.ical_version for row in rows} == {"next"} and [row.sequence for row in rows] == sequences
    kept = client.get(NETWORK)
    assert (kept.content, kept["ETag"]) == (made.content, made["ETag"])
    before = stored()
    with CaptureQueriesContext(connection) as captured:
        extend_all(now)
    assert not [query for query in captured if query["sql"].startswith(("UPDATE", "INSERT"))] and stored() == before


def test_titles_say_where_first(client: Any, place: Any) -> None:
    title = "Permanence France services – Mairie de Lafox"
    found = publish(ActivityFactory(title=title, point=None, place_text="Mairie de Lafox", commune=place.commune))
    feed = client.get(NETWORK).content.decode().replace("\r\n ", "")
    assert feed.count("\r\nSUMMARY:Permanence\\, mairie de Lafox\\, Laplume\r\n") > 50
    feed = client.get(f"/ical/activite/{found.pk}.ics").content.decode()
    assert "\r\nX-WR-CALNAME:Permanence\\, mairie de Lafox\r\n" in feed


TITLES = ("Permanence d’exemple", "Permanence  d’exemple ", "Permanence – Mairie", "Autre\ttitre", "Autre titre")
NAMES = ("Coup de main 47", "Coup de main  47", "Réseau d’exemple")
EDITS = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(TITLES)),
    st.tuples(st.just("summary"), st.sampled_from(["", "Venez.", " Venez. ", "Venez ;\nnombreux"])),
    st.tuples(st.just("network"), st.sampled_from(NAMES)),
    st.tuples(st.just("writer"), st.sampled_from(["2", "3"])),
    st.tuples(st.just("cancel"), st.integers(0, 3)),
    st.tuples(st.just("restore"), st.integers(0, 3)),
    st.tuples(st.just("move"), st.integers(0, 3)),
    st.tuples(st.just("note"), st.integers(0, 3)),
    st.tuples(st.just("lose"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.integers(0, 9)),
    st.tuples(st.sampled_from(["regenerate", "public", "forget"]), st.just(0)),
)


def test_same_etag_same_bytes(
    client: Any, permanence: Activity, frozen: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways, over any history of edits, in both encodings."""
    files: dict[str, bytes] = {}
    tags: dict[bytes, str] = {}
    clock = now

    def edit(what: str, value: Any) -> None:
        nonlocal clock
        activity = Activity.objects.get(pk=permanence.pk)
        # Before the work of the night too: some dates are over, some have begun.
        row = Occurrence.objects.filter(activity=activity).order_by("start")[value if isinstance(value, int) else 0]
        if what in ("title", "summary"):
            setattr(activity, what, value)
            publish(activity)
        elif what == "public":
            activity.unpublish() if activity.live else publish(activity)
        elif what == "network":
            SiteSettings.objects.update(network_name=value)
        elif what == "writer":
            monkeypatch.setattr(ical, "WRITER_VERSION", value)
        elif what == "lose":
            Occurrence.objects.filter(pk=row.pk).update(ical=None)
        elif what == "regenerate":
            regenerate([activity.pk], clock)
        elif what == "forget":
            Farewell.objects.all().delete()
        elif what == "wait":
            clock += timedelta(hours=value * 9)
            frozen.move_to(clock)
        else:
            if what == "move":
                row.start, row.end = row.start + timedelta(minutes=30), row.end + timedelta(minutes=30)
            elif what == "note":
                row.note = f"{row.note}!"
            else:
                row.status, row.reason = ("cancelled", "Neige") if what == "cancel" else ("confirmed", "")
            apply_hand_edit(row)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(EDITS, min_size=1, max_size=6))
    def histories(edits: list[tuple[str, Any]]) -> None:
        for one in edits:
            edit(*one)
            whole = client.get(NETWORK)
            small = client.get(NETWORK, headers={"Accept-Encoding": "gzip"})
            assert gzip.decompress(small.content) == whole.content
            for response in (whole, small):
                tag = response["ETag"]
                assert files.setdefault(tag, response.content) == response.content, one
                assert tags.setdefault(response.content, tag) == tag, one

    histories()
    assert len(files) > 20
