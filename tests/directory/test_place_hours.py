"""The hours on the page of a place: by the clock of its town, with its holidays, and without what nobody knows."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine

from directory.models import Closure, HelpPoint
from portal.words.zone import PARIS
from tests.directory.reading import main
from tests.directory.test_place_page import of, rows, structured
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]


@pytest.fixture
def at_saint_louis(make_point: MakePoint) -> HelpPoint:
    return make_point(
        "Cyber-base",
        insee_code="97414",
        postal_code="97450",
        commune_name="Saint-Louis",
        opening_hours="Mo-Fr 08:00-16:00",
    )


def test_hours_are_those_of_the_clock_of_the_town(client: StrictClient, at_saint_louis: HelpPoint) -> None:
    """Half past nine on a Monday in La Réunion is half past six in Paris."""
    with time_machine.travel(datetime(2026, 11, 30, 6, 30, tzinfo=PARIS), tick=False):
        assert "Ouvert, ferme à 16 h" in main(of(client, at_saint_louis))
    with time_machine.travel(datetime(2026, 11, 29, 21, 30, tzinfo=PARIS), tick=False):
        page = of(client, at_saint_louis)
        assert "Fermé, ouvre à 8 h" in main(page), "it is Monday there"
        assert page.select_one("table.hours tr.today time")["datetime"] == "2026-11-30"


def test_a_day_of_the_island_is_a_holiday_there(client: StrictClient, at_saint_louis: HelpPoint) -> None:
    with time_machine.travel(datetime(2027, 12, 20, 9, tzinfo=PARIS), tick=False):
        page = of(client, at_saint_louis)
    assert "Abolition de l’esclavage" in rows(page)["2027-12-20"]
    opened = structured(page)["openingHoursSpecification"]
    assert "2027-12-20" not in {row["validFrom"] for row in opened}


def test_an_end_that_nobody_knows_is_not_told(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, make_point(opening_hours="Tu 09:00+; We 10:00-12:00"))
    assert "Ouvert à partir de 9 h" in main(page)
    assert "à partir de 9 h fin inconnue" in rows(page)["2026-11-24"]
    assert [row["opens"] for row in structured(page)["openingHoursSpecification"]] == ["10:00"]


def test_the_rest_of_the_time_is_by_appointment(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, make_point(opening_hours='Mo 09:00-12:00 || "sur rendez-vous"'))
    assert "Sur rendez-vous" in rows(page)["2026-11-24"]
    assert "sur rendez-vous" in rows(page)["2026-11-23"]


def test_school_holidays_count_where_the_hours_name_them(client: StrictClient, make_point: MakePoint) -> None:
    Closure.objects.create(
        kind="school", zone="A", first_day=date(2026, 11, 24), last_day=date(2026, 11, 25), label="Vacances"
    )
    assert "Fermé, ouvre jeudi à 9 h" in main(of(client, make_point(opening_hours="Mo-Fr 09:00-12:00; SH off")))
