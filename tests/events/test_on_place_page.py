"""What a place does, activity by activity, on its page; and the calendar of what is around on the finder's."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.contributions import Answered
from directory.models import HelpPoint
from events.contributed.finder_page import commune_calendar
from events.contributed.place_page import place_dates
from events.models import Activity, Occurrence
from portal.models import SiteSettings
from search.api import circle_of, resolve
from search.types import Circle
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import HelpPointFactory, publish

pytestmark = pytest.mark.django_db

LAPLUME, PUYMIROL, CONFLUENT = "France-Services_269", "France-Services_896", "France-Services_2618"


def text(tag: Any) -> Any:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def read(client: Any) -> Any:
    def get(address: Any) -> Any:
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


def groups(page: Any) -> dict[str, Any]:
    return {text(group.h3): group for group in page.select('section[aria-labelledby="dates"] li.group')}


def place(standard_id: Any) -> Any:
    return HelpPoint.objects.get(standard_id=standard_id)


def test_a_place_shows_each_activity_once_with_its_rhythm_and_its_next_dates(demo: list[str], read: Any) -> None:
    point = place(LAPLUME)
    page = read(point.get_absolute_url())
    found = groups(page)
    roquefort = found["Mairie de Roquefort"]
    assert text(roquefort.select_one(".rule")) == "Tous les mercredis, de 14 h à 17 h"
    assert [text(link) for link in roquefort.select(".body > .next-dates a")] == [
        "Mercredi 25 novembre",
        "Mercredi 2 décembre",
        "Mercredi 9 décembre",
    ]
    assert "Appeler avant de venir" in text(roquefort) and "avec France services La Poste de Laplume" not in text(
        roquefort
    )
    assert roquefort.select("a.tel"), "one has to call first"
    assert len(found) == Activity.objects.published().of_places([point.pk]).count()
    assert page.select_one("aside .sun a.btn")["href"] == f"webcal://localhost/ical/lieu/{point.pk}.ics"


def test_the_soonest_comes_first_and_what_is_told_in_words_last(demo: list[str], read: Any) -> None:
    for point in HelpPoint.objects.filter(live=True):
        section = place_dates(point, Occurrence.objects.earliest("created_at").created_at)
        if section is None:
            continue
        found = [*section.context["groups"], *section.context["others"]]
        starts = [group.dates[0].starts_iso if group.dates else "9999" for group in found]
        assert starts == sorted(starts)
        assert all(bool(group.dates) != bool(group.note) for group in found)


def test_a_place_without_hours_for_its_permanences_shows_them_a_number_and_no_calendar(
    demo: list[str], read: Any
) -> None:
    page = read(place(CONFLUENT).get_absolute_url())
    found = [group for group in page.select("li.group") if not group.select(".next-dates")]
    assert len(found) == 4
    assert all(group.select('a.tel[href^="tel:+33"]') and group.select_one(".when") for group in found)
    if not page.select(".next-dates"):
        assert not page.select('a[href^="webcal:"]')


def test_a_place_without_any_activity_shows_no_section(demo: list[str], read: Any) -> None:
    others = HelpPoint.objects.filter(live=True).filter(hosted_activities=None, operated_activities=None)
    assert read(others[0].get_absolute_url()).select_one('section[aria-labelledby="dates"]') is None


def test_the_queries_do_not_grow_with_the_activities(demo: list[str], now: datetime) -> None:
    counts = {point.pk: Activity.objects.of_places([point.pk]).count() for point in HelpPoint.objects.filter(live=True)}
    one, most = min(pk for pk, count in counts.items() if count == 1), max(counts, key=lambda pk: counts[pk])
    assert counts[most] > 3
    for pk in (one, most):
        point = HelpPoint.objects.get(pk=pk)
        with CaptureQueriesContext(connection) as captured:
            place_dates(point, now)
        assert len(captured) == 2


@pytest.fixture
def three_rules(place: Any) -> Activity:
    """Every Monday, odd Thursdays, even Fridays: one permanence, as the list of the source has it."""
    operator = publish(HelpPointFactory(name="La Poste d’exemple", phone="+33536490101"))
    activity = ActivityFactory(title="Aide à la mairie", point=place, commune=place.commune, operator=operator)
    RuleFactory(activity=activity, weekdays=[3], week_parity="odd")
    RuleFactory(activity=activity, weekdays=[4], week_parity="even", start_time=time(14), end_time=time(17))
    RuleFactory(activity=activity, weekdays=[1], valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30))
    stored: Activity = Activity.objects.get(pk=activity.pk)
    return publish(stored)


RULES = [
    "Tous les lundis, de 9 h à 12 h",
    "Un jeudi sur deux (semaines impaires), de 9 h à 12 h",
    "Un vendredi sur deux (semaines paires), de 14 h à 17 h",
]


def test_several_rules_are_one_activity_with_a_sentence_each_and_dates_in_order(
    read: Any, three_rules: Activity, place: Any
) -> None:
    (group,) = groups(read(place.get_absolute_url())).values()
    assert [text(rule) for rule in group.select(".rule")] == RULES, "and not the one that ended in June"
    assert [text(line) for line in group.select(".body > .next-dates li")] == [
        "Vendredi 27 novembre 14 h à 17 h",
        "Lundi 30 novembre 9 h à 12 h",
        "Jeudi 3 décembre 9 h à 12 h",
    ]
    assert "Avec La Poste d’exemple" in text(group)
    assert group.select_one("a.tel")["href"] == "tel:+33536490101", "another number than that of this page"
    page = read(three_rules.get_absolute_url())
    assert [text(line) for line in page.select(".place-head p.iw")] == RULES
    days = [link["datetime"] for link in page.select("ol.dates time.feuillet")]
    assert days[:4] == ["2026-11-27", "2026-11-30", "2026-12-03", "2026-12-07"] and days == sorted(days)
    assert "Un jeudi sur deux (semaines impaires)" in text(page.select_one("ol.dates"))


def test_a_rule_that_ends_is_no_longer_told_the_day_after(
    read: Any, three_rules: Activity, place: Any, frozen: Any, now: datetime
) -> None:
    from events.dates.regeneration import extend_all

    rule = three_rules.rules.first()
    rule.valid_until = date(2026, 11, 30)
    rule.save()
    publish(Activity.objects.get(pk=three_rules.pk))
    (group,) = groups(read(place.get_absolute_url())).values()
    assert RULES[0] in text(group)
    frozen.move_to(now + timedelta(days=7))
    extend_all(now + timedelta(days=7))
    (group,) = groups(read(place.get_absolute_url())).values()
    assert RULES[0] not in text(group) and RULES[1] in text(group)


def test_a_cancelled_date_and_a_full_one_say_so(read: Any, three_rules: Activity, place: Any, now: datetime) -> None:
    from events.dates.hand_edits import apply_hand_edit

    first, second = Occurrence.objects.filter(activity=three_rules).order_by("start")[:2]
    first.status, first.reason = "cancelled", "salle fermée"
    apply_hand_edit(first)
    Occurrence.objects.filter(pk=second.pk).update(places_left=0)
    (group,) = groups(read(place.get_absolute_url())).values()
    lines = [text(line) for line in group.select(".body > .next-dates li")]
    assert lines[0].endswith("Annulé : salle fermée") and lines[1].endswith("Complet")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Sur inscription, sur place"),
        ({"booking_phone": "+33536490202"}, "Sur inscription, par téléphone"),
        ({"booking_url": "https://exemple.fr/inscription"}, "Sur inscription, en ligne"),
        (
            {"booking_phone": "+33536490202", "booking_url": "https://exemple.fr/"},
            "Sur inscription, par téléphone ou en ligne",
        ),
    ],
)
def test_registration_says_how(read: Any, client: Any, place: Any, fields: dict[str, str], said: str) -> None:
    HelpPoint.objects.filter(pk=place.pk).update(phone="")
    point = HelpPoint.objects.get(pk=place.pk)
    activity = publish(ActivityFactory(point=point, commune=point.commune, access="booking", **fields))
    assert said in text(read(point.get_absolute_url()).select_one("li.group .facts"))
    assert f"{said}." in text(read(activity.get_absolute_url()).select_one("section.call"))
    feed = client.get(f"/ical/activite/{activity.pk}.ics").content.decode().replace("\r\n ", "")
    assert f"{said}.".replace(",", "\\,") in feed


def test_without_any_number_it_is_that_of_the_network(read: Any, place: Any) -> None:
    HelpPoint.objects.filter(pk=place.pk).update(phone="")
    SiteSettings.objects.update(phone="+33536490047")
    point = HelpPoint.objects.get(pk=place.pk)
    activity = publish(ActivityFactory(rule=None, point=point, commune=point.commune, timetable_note="le lundi"))
    pages = [point.get_absolute_url(), activity.get_absolute_url(), "/agenda/"]
    for address in pages:
        found = read(address).main
        assert found.select_one('a.tel[href="tel:+33536490047"]') is not None, address
        assert "Pas de numéro publié. Appelez-nous :" in text(found)
    SiteSettings.objects.update(phone="")
    assert "Appelez-nous" not in text(read(activity.get_absolute_url()).main)


def test_the_finder_offers_the_calendar_of_the_commune_never_that_of_the_network(demo: list[str], read: Any) -> None:
    page = read("/lieux/?ou=lafox&rayon=10")
    panel = page.select_one(".commune-calendar")
    assert panel.select_one("a.btn")["href"] == "webcal://localhost/ical/agenda.ics?ou=Lafox+(47240)&rayon=10"
    assert "/ical/reseau.ics" not in str(page.main)
    assert not read("/lieux/").select(".commune-calendar")


def test_where_a_person_stands_is_in_no_calendar(demo: list[str], now: datetime) -> None:
    def offered(place: Circle, dated: bool = True) -> bool:
        return commune_calendar(Answered("", place, 1, 20, dated), now) is not None

    assert not offered(Circle(44.2, 0.62, "votre position", "", 20))
    for asked in ("lafox", "47310"):
        place = circle_of(resolve(asked), 20)
        assert place is not None
        assert offered(place)
        assert not offered(place, dated=False), "these dates: none is held at what is shown"


def test_the_name_is_said_once_with_three_dates_and_the_rest_folded(read: Any, place: Any) -> None:
    activity = publish(ActivityFactory(title="Aide du lundi", point=place, commune=place.commune))
    page = read(place.get_absolute_url())
    assert text(page.select_one('section[aria-labelledby="dates"]')).count("Aide du lundi") == 2, (
        "once more for readers"
    )
    (group,) = groups(page).values()
    folded = group.select_one("details.more-dates")
    assert not folded.has_attr("open") and text(folded.summary) == "Les dates suivantes : Aide du lundi"
    shown = [link["href"] for link in group.select(".next-dates a")]
    assert len(group.select(".body > .next-dates a")) == 3 and len(folded.select("a")) == 9
    coming = Occurrence.objects.public().of_activities([activity.pk]).order_by("start")[:12]
    assert shown == [row.get_absolute_url() for row in coming]
    assert page.select_one(f'a[href="/agenda/?lieu={place.pk}"]') is not None


def test_a_place_with_many_activities_folds_the_last_ones(read: Any, place: Any) -> None:
    for number in range(8):
        publish(ActivityFactory(title=f"Aide numéro {number}", point=place, commune=place.commune))
    page = read(place.get_absolute_url())
    assert len(groups(page)) == 8
    others = page.select_one('section[aria-labelledby="dates"] details.others')
    assert "Les autres permanences et ateliers (2)" in text(others.summary) and len(others.select("li.group")) == 2


def test_a_position_that_is_only_that_of_the_commune_is_said(read: Any, place: Any) -> None:
    room = publish(ActivityFactory(point=None, place_text="Mairie", commune=place.commune))
    exact = publish(ActivityFactory(point=place, commune=place.commune))
    said = "Position approximative : centre de la commune."
    for activity, approximate in ((room, True), (exact, False)):
        date_page = Occurrence.objects.filter(activity=activity).earliest("start").get_absolute_url()
        for address in (activity.get_absolute_url(), date_page):
            assert (said in text(read(address).select_one("section.call"))) == approximate
    HelpPoint.objects.filter(pk=place.pk).update(position_precision="commune")
    assert said in text(read(exact.get_absolute_url()))
