"""One selection of dates, in verbs; one narrow reading of what was selected."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from events.models import Activity, Occurrence
from events.pages.coming import coming
from events.pages.rows import date_rows, undated_rows
from portal.words.geo import distance_km
from search.types import Circle
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish

pytestmark = pytest.mark.django_db

AGEN = (44.2033, 0.6163)


def around(radius_km: float) -> Circle:
    return Circle(*AGEN, label="Agen", insee="47001", radius_km=radius_km)


@pytest.mark.parametrize("radius_km", [1.0, 5.0, 12.5, 30.0, 80.0])
def test_near_is_the_circle_that_distances_draw(demo: list[str], radius_km: float) -> None:
    every = Occurrence.objects.order_by("pk").values_list("pk", "latitude", "longitude")
    expected = [pk for pk, lat, lon in every if lat and lon and distance_km(*AGEN, lat, lon) <= radius_km]
    found = Occurrence.objects.near(around(radius_km)).order_by("pk").values_list("pk", flat=True)
    assert list(found) == expected


def test_near_nothing_is_everywhere_and_an_unknown_position_is_in_no_circle(permanence: Activity) -> None:
    number = Occurrence.objects.count()
    Occurrence.objects.update(latitude=None, longitude=None)
    assert Occurrence.objects.near(None).count() == number
    assert not Occurrence.objects.near(around(20_000)).exists()


def test_verbs_compose(demo: list[str], now: datetime) -> None:
    week = Occurrence.objects.public().starting_between(now, now + timedelta(days=7))
    permanences = week.of_kinds(["permanence"]).near(around(20))
    assert permanences.count() > 0
    assert {row.announcement.kind for row in permanences.plain()} == {"permanence"}
    assert all(now <= row.start < now + timedelta(days=7) for row in permanences.plain())
    assert [row.pk for row in week.of_kinds([]).plain()] == [row.pk for row in week.plain()]
    assert week.of_activities([]).plain() == week.of_places([]).plain() == week.in_communes([]).plain() == []


def test_the_next_of_each_activity(demo: list[str], now: datetime) -> None:
    pks = list(Activity.objects.values_list("pk", flat=True))
    found = Occurrence.objects.taking_place(now).next_of_each(pks)
    expected: dict[int, int] = {}
    for pk, activity in Occurrence.objects.taking_place(now).values_list("pk", "activity"):
        expected.setdefault(activity, pk)
    assert {row.activity_pk: row.pk for row in found.plain()} == expected
    assert len(found.next_of_each(pks[:1])) <= 1


def test_rows_cost_one_query_whatever_their_number(demo: list[str], now: datetime) -> None:
    dates = Occurrence.objects.public().coming(now)
    for number in (1, 60, 600):
        with CaptureQueriesContext(connection) as captured:
            rows = date_rows(dates[:number].plain(), now, around(30))
        assert (len(rows), len(captured)) == (number, 1)
        assert captured[0]["sql"].count(" JOIN ") == 1 and '"ical"' not in captured[0]["sql"]


def test_undated_permanences_cost_one_query(demo: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        rows = undated_rows(Activity.objects.published().undated().announcements(), around(30))
    assert (len(rows), len(captured)) == (16, 1)


def test_dates_to_come_of_places_and_communes_in_one_query(demo: list[str], now: datetime) -> None:
    places = list(HelpPoint.objects.values_list("pk", flat=True))
    ahead = timedelta(days=62)
    with CaptureQueriesContext(connection) as captured:
        found = coming(places, ["47137", "47001", "99999"], now, ahead)
    assert len(captured) == 1
    for pk in places:
        alone = Occurrence.objects.public().coming(now).starting_before(now + ahead).of_places([pk]).plain()
        assert found.by_place.get(pk, []) == date_rows(alone, now)
    in_agen = Occurrence.objects.public().coming(now).starting_before(now + ahead).in_communes(["47001"]).plain()
    assert found.by_commune["47001"] == date_rows(in_agen, now) != []
    assert "99999" not in found.by_commune
    only_places = coming(places, [], now, ahead)
    assert (only_places.by_place, only_places.by_commune) == (found.by_place, {})


def test_no_place_no_query(now: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert coming([], [], now, timedelta(days=62)) == ({}, {})


def test_a_plain_date_says_what_is_stored(
    make_workshop: Callable[..., Activity], place: HelpPoint, now: datetime
) -> None:
    operator = publish(HelpPointFactory(name="La Poste d’exemple", phone="+33536490101"))
    series = make_workshop(
        *((date(2026, 12, day), time(14), time(16)) for day in (3, 10)),
        title="Premiers pas",
        operator=operator,
        price="conditional",
        price_words="avec un pass",
        is_example=True,
    )
    Occurrence.objects.update(places_left=3, note="Au premier étage")
    dates = Occurrence.objects.public().of_activities([series.pk]).coming(now)
    stored = dates[0]
    first = dates.plain()[0]
    assert (first.pk, first.activity_pk, first.slot) == (stored.pk, series.pk, stored.slot)
    assert (first.start, first.end) == (stored.start, stored.end) and first.start.tzinfo is not None
    assert (first.status, first.note, first.places_left) == ("confirmed", "Au premier étage", 3)
    assert (first.position, first.total) == (1, 2)
    assert (first.point_id, first.operator_id, first.insee) == (place.pk, operator.pk, "47137")
    said = first.announcement
    assert (said.kind, said.slug, said.title) == ("series", "premiers-pas", "Premiers pas")
    assert (said.place, said.commune_beside, said.operator) == (place.name, "Laplume", "avec La Poste d’exemple")
    assert (said.price, said.example) == ("Gratuit sous condition : avec un pass", True)
    assert (said.phone, said.phone_name) == ("+33536490101", "La Poste d’exemple")
    (row, _second) = date_rows(dates.plain(), now)
    assert (row.recurrence, row.places_sentence) == ("Séance 1 sur 2", "Il reste 3 places")


def test_each_rule_tells_its_own_rhythm(permanence: Activity, now: datetime) -> None:
    (row,) = date_rows(Occurrence.objects.public().of_activities([permanence.pk])[:1].plain(), now)
    assert row.recurrence == "Tous les lundis"
    other = publish(ActivityFactory(point=permanence.point, commune=permanence.commune, rule__week_parity="even"))
    (row,) = date_rows(Occurrence.objects.taking_place(now).of_activities([other.pk])[:1].plain(), now)
    assert row.recurrence == "Un lundi sur deux (semaines paires)"
