"""One selection answers for the page, the month on paper and the calendars, for dates and for those that left."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from directory.models import Organisation
from events.agenda.query import AgendaQuery
from events.agenda.selection import activities, select
from events.dates.hand_edits import apply_hand_edit
from events.domain.filters import known_codes, moment_of, read_moment, read_terms
from events.models import Activity, Farewell, Occurrence
from search.api import circle_of, resolve
from tests.events.conftest import MakeWorkshop
from tests.factories.places import CommuneFactory, HelpPointFactory, publish

pytestmark = pytest.mark.django_db
OURS = ("lundi", "mardi", "samedi", "aube", "soir", "tenu")


def titles(dates: Iterable[Any]) -> set[str]:
    return {date.activity.title for date in dates}


def found(**facets: str | list[str]) -> set[str]:
    asked = {group: frozenset([codes] if isinstance(codes, str) else codes) for group, codes in facets.items()}
    ours = Occurrence.objects.public().filter(activity__title__in=OURS)
    return titles(select(ours, AgendaQuery(asked), None))


@pytest.fixture
def three(make_workshop: MakeWorkshop, place: Any) -> dict[str, Activity]:
    """A Monday morning for seniors, a Tuesday evening on booking, a Saturday whole day that costs."""
    far = HelpPointFactory(name="Ailleurs, exemple", latitude=45.5, longitude=2.5)
    return {
        "lundi": make_workshop(
            (date(2026, 12, 7), time(9), time(12)),
            title="lundi",
            publics=["seniors"],
            services=["demarches"],
            accessibility="Salle de plain-pied.",
            operator=publish(HelpPointFactory(name="La Poste d’exemple")),
        ),
        "mardi": make_workshop(
            (date(2026, 12, 8), time(18), time(20)),
            title="mardi",
            access="booking",
            services=["outils", "acces"],
            special_needs=["surdite"],
            organisation=Organisation.objects.create(name="Association d’exemple"),
        ),
        "samedi": make_workshop(
            (date(2026, 12, 12), time(10), time(17)), title="samedi", price="paid", point=publish(far)
        ),
    }


def test_each_filter_selects_what_bears_it(three: dict[str, Activity], place: Any) -> None:
    assert found() == {"lundi", "mardi", "samedi"}
    assert found(genre="workshop") == found() and found(genre="permanence") == set()
    assert found(service="demarches") == {"lundi"} and found(service=["demarches", "outils"]) == {"lundi", "mardi"}
    assert found(public="jeunes") == {"mardi", "samedi"}, "who names no public receives everybody"
    assert found(public=["jeunes", "seniors"]) == found()
    assert found(acces="se-presenter") == {"lundi", "samedi"} and found(acces="inscription") == {"mardi"}
    assert found(prix="gratuit") == {"lundi", "mardi"} and found(prix="payant") == {"samedi"}
    assert found(besoin="surdite") == {"mardi"} and found(accessible="oui") == {"lundi"}
    assert found(jour="lundi") == {"lundi"} and found(jour=["lundi", "samedi"]) == {"lundi", "samedi"}
    assert found(moment="matin") == {"lundi", "samedi"} and found(moment="apres-midi") == {"samedi"}
    assert found(moment="soir") == {"mardi"}
    assert found(lieu=str(place.pk)) == {"lundi", "mardi"}
    assert found(avec=str(three["lundi"].operator_id)) == {"lundi"}
    assert found(organisme=str(three["mardi"].organisation_id)) == {"mardi"}
    assert found(jour="lundi", moment="soir") == set(), "groups narrow"
    assert found(jour="lundi", moment="matin", service="demarches", prix="gratuit") == {"lundi"}


def test_what_is_not_known_is_neither_free_nor_full(three: dict[str, Activity]) -> None:
    Activity.objects.filter(title="lundi").update(filter_terms=" ")
    assert found(prix="gratuit") == {"mardi"} and found(acces=["se-presenter", "inscription"]) == {"mardi", "samedi"}
    Occurrence.objects.filter(activity__title="lundi").update(places_left=0)
    Occurrence.objects.filter(activity__title="mardi").update(places_left=2)
    assert found(places="libres") == {"mardi", "samedi"}
    Occurrence.objects.update(status="cancelled")
    assert found(places="libres") == found(), "what is cancelled says so"


def test_a_change_of_the_activity_or_of_a_date_changes_what_it_is_chosen_by(three: dict[str, Activity]) -> None:
    activity = Activity.objects.get(pk=three["lundi"].pk)
    activity.price = "paid"
    publish(activity)
    assert found(prix="payant") == {"lundi", "samedi"}
    row = Occurrence.objects.get(activity=activity)
    day = date(2026, 12, 11)
    row.start, row.end = (datetime.combine(day, hour, row.clock) for hour in (time(19), time(21)))
    apply_hand_edit(row)
    assert found(jour="vendredi", moment="soir") == {"lundi"}


def test_days_and_parts_of_the_day_are_those_of_the_clock_there(make_workshop: MakeWorkshop) -> None:
    reunion = CommuneFactory(
        insee="97411", name="Saint-Denis", postal_codes=["97400"], departement="974", latitude=-20.88, longitude=55.45
    )
    for name, hour in (("aube", 1), ("soir", 19)):
        make_workshop(
            (date(2026, 12, 7), time(hour), time(hour + 2)),
            title=name,
            point=None,
            place_text="Mairie",
            commune=reunion,
        )
    assert found(jour="lundi", moment="matin") == {"aube"}, "it is still Sunday evening in Paris"
    assert found(jour="lundi", moment="soir") == {"soir"}


def test_the_organisation_is_also_that_of_whoever_comes(make_workshop: MakeWorkshop) -> None:
    owner = Organisation.objects.create(name="Réseau d’exemple")
    operator = publish(HelpPointFactory(name="Antenne d’exemple", organisation=owner))
    make_workshop((date(2026, 12, 7), time(9), time(12)), title="tenu", operator=operator)
    assert found(organisme=str(owner.pk)) == {"tenu"}


def test_a_filtered_calendar_announces_what_left_it(three: dict[str, Activity], client: Any, place: Any) -> None:
    owner = three["mardi"].organisation_id
    asked = {
        "lundi": [
            "service=demarches",
            "public=seniors",
            "jour=lundi&moment=matin",
            "accessible=oui",
            f"lieu={place.pk}",
        ],
        "mardi": ["acces=inscription", "besoin=surdite", "moment=soir", f"organisme={owner}"],
    }
    others = {"lundi": ["service=outils", "jour=mardi", "prix=payant"], "mardi": ["acces=se-presenter", "moment=matin"]}
    for name, addresses in asked.items():
        (uid,) = Occurrence.objects.filter(activity=three[name]).values_list("uid", flat=True)
        three[name].unpublish()
        assert Farewell.objects.get(uid=uid).filter_terms == Activity.objects.get(pk=three[name].pk).filter_terms
        for parameters in addresses:
            feed = client.get(f"/ical/agenda.ics?{parameters}").content.decode().replace("\r\n ", "")
            assert f"UID:{uid}" in feed and "STATUS:CANCELLED" in feed, parameters
        for parameters in others[name]:
            assert f"UID:{uid}" not in client.get(f"/ical/agenda.ics?{parameters}").content.decode(), parameters


def test_the_selection_is_what_the_pairs_of_each_date_say(demo: list[str]) -> None:
    """The text and the bits that SQL looks into, against the pairs that are counted."""
    borne = {
        row.pk: {*read_terms(row.activity.filter_terms), *read_moment(row.moment)}
        for row in Occurrence.objects.public().select_related("activity")
    }
    for group, codes in known_codes(Activity.Kind.values).items():
        if group in ("genre", "places", "lieu", "avec", "organisme"):
            continue
        for code in codes:  # type: ignore[attr-defined]
            query = AgendaQuery({group: frozenset({code})})
            expected = {
                pk
                for pk, pairs in borne.items()
                if (group, code) in pairs or (group == "public" and not any(other == group for other, _c in pairs))
            }
            assert set(select(Occurrence.objects.public(), query, None).values_list("pk", flat=True)) == expected


def test_every_date_of_the_demo_knows_its_moment(demo: list[str]) -> None:
    for row in Occurrence.objects.public():
        assert row.moment == moment_of(row.start.astimezone(row.clock), row.end.astimezone(row.clock))


def test_filters_and_a_circle_combine(demo: list[str]) -> None:
    place = circle_of(resolve("agen"), 20)
    near = select(Occurrence.objects.public(), AgendaQuery({"jour": frozenset({"lundi"})}), place)
    assert 0 < near.count() < Occurrence.objects.public().near(place).count()
    assert set(near.values_list("local_date__week_day", flat=True)) == {2}


def test_undated_permanences_are_chosen_by_what_they_are(demo: list[str]) -> None:
    undated = Activity.objects.published().undated()
    assert (
        activities(undated, AgendaQuery({"jour": frozenset({"lundi"}), "places": frozenset({"libres"})})).count() == 16
    )
    assert not activities(undated, AgendaQuery({"genre": frozenset({"workshop"})})).exists()


def test_what_was_there_before_the_filters_is_filled_by_the_migration(permanence: Activity) -> None:
    def stored() -> tuple[list[str], list[int]]:
        terms = Activity.objects.published().order_by("pk").values_list("filter_terms", flat=True)
        return list(terms), list(Occurrence.objects.order_by("pk").values_list("moment", flat=True))

    before = stored()
    Activity.objects.update(filter_terms="")
    Occurrence.objects.update(moment=0)
    apps = MigrationExecutor(connection).loader.project_state().apps
    __import__("events.migrations.0008_agenda_filters", fromlist=["fill"]).fill(apps, None)
    assert stored() == before and all(before[0]) and all(before[1])


def test_a_date_moved_over_midnight_stays_in_the_evening() -> None:
    paris = ZoneInfo("Europe/Paris")
    late = moment_of(datetime(2026, 12, 7, 22, tzinfo=paris), datetime(2026, 12, 8, 0, tzinfo=paris))
    assert ("moment", "soir") in read_moment(late)
