"""What counts in the coverage of the territory."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from directory.contributions import contributions
from directory.domain.coverage import Covered, Distance, Rhythm
from directory.models import Closure, HelpPoint
from directory.upkeep.coverage import coverage
from portal.models import Commune, SiteSettings
from tests.strict_client import StrictClient

MakePoint = Callable[..., HelpPoint]
MakeCommune = Callable[..., Commune]


@pytest.fixture
def commune(laplume: Commune) -> MakeCommune:
    """`commune(insee, name, km)`: one that many kilometres north of Laplume."""

    def make(insee: str, name: str, km: float, **fields: Any) -> Commune:
        values: dict[str, Any] = {"departement": insee[:2], "population": 100, "epci_name": "CC du Nord"}
        latitude = laplume.latitude + km / 111.195
        return Commune.objects.create(
            insee=insee, name=name, latitude=latitude, longitude=laplume.longitude, **values | fields
        )

    return make


def of(now: datetime) -> dict[str, Covered]:
    found = coverage(now)
    assert found is not None
    return {one.commune.name: one for one in found.communes}


@pytest.mark.django_db
class TestWhatCounts:
    @pytest.fixture(autouse=True)
    def no_dates(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(contributions, "help_days", [])

    def test_places_and_their_days(self, make_point: MakePoint, commune: MakeCommune, now: datetime) -> None:
        commune("47900", "Voisine", 4)
        commune("47901", "Lointaine", 15)
        commune("47902", "Perdue", 40)
        commune("33900", "D’ailleurs", 1)
        make_point("France services", opening_hours="Mo,We 09:00-12:00", latitude="44.112", longitude="0.529")
        found = of(now)
        assert "D’ailleurs" not in found
        assert {name: (one.distance, one.rhythm) for name, one in found.items()} == {
            "Laplume": (Distance.UNDER_2, Rhythm.ONE),
            "Voisine": (Distance.UNDER_5, Rhythm.ONE),
            "Lointaine": (Distance.UNDER_20, Rhythm.NONE),
            "Perdue": (Distance.BEYOND, Rhythm.NONE),
        }
        assert (found["Voisine"].nearest, round(found["Voisine"].km or 0, 1)) == ("France services", 4.0)
        assert found["Laplume"].days == 8

    @pytest.mark.parametrize(
        "fields",
        [
            {"live": False},
            {"status": "closed"},
            {"hosts_only": True},
            {"itinerance": ["itinerant"]},
            {"access_modes": ["pas-de-public"]},
        ],
    )
    def test_what_is_no_door_does_not_count(self, make_point: MakePoint, now: datetime, fields: dict[str, Any]) -> None:
        make_point(**fields)
        assert of(now)["Laplume"].distance is Distance.BEYOND

    def test_hours_that_nobody_knows_are_said(self, make_point: MakePoint, now: datetime) -> None:
        make_point(opening_hours="")
        found = coverage(now)
        assert found is not None and (found.places, found.unknown) == (1, 1)
        assert of(now)["Laplume"].rhythm is Rhythm.UNKNOWN

    def test_other_hours_for_a_while_count_for_what_they_are(self, make_point: MakePoint, now: datetime) -> None:
        point = make_point(opening_hours="Mo-Su 09:00-12:00")
        days = {"first_day": now.date(), "last_day": now.date() + timedelta(days=6)}
        Closure.objects.create(point=point, kind="hours", label="été", opening_hours="Mo 09:00-12:00", **days)
        assert of(now)["Laplume"].days == 22

    def test_a_closure_takes_its_days_and_night_and_day_has_all(self, make_point: MakePoint, now: datetime) -> None:
        point = make_point(opening_hours="24/7")
        assert of(now)["Laplume"].days == 28
        first = now.date() + timedelta(days=7)
        Closure.objects.create(point=point, first_day=first, last_day=first + timedelta(days=6), label="travaux")
        assert of(now)["Laplume"].days == 21

    def test_what_an_upper_room_holds_counts_on_its_days(
        self, laplume: Commune, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def days(first: date, last: date) -> Iterator[tuple[float, float, date]]:
            assert (first, last) == (now.date(), now.date() + timedelta(days=27))
            for day in (first, first + timedelta(days=14), last + timedelta(days=1)):
                yield laplume.latitude, laplume.longitude, day

        monkeypatch.setattr(contributions, "help_days", [days])
        one = of(now)["Laplume"]
        assert (one.days_a_week, one.rhythm, one.distance) == (0.5, Rhythm.SOME, Distance.BEYOND)

    def test_without_a_departement_nothing_is_counted(self, laplume: Commune, now: datetime) -> None:
        settings = SiteSettings.load()
        settings.departements = ""
        settings.save()
        assert coverage(now) is None


@pytest.mark.django_db
def test_who_may_not_change_places_does_not_see_it(client: StrictClient, make_user: Any, admin_templates: None) -> None:
    from django.contrib.auth.models import Permission

    reader = make_user("lectrice")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)
    for name in ("index", "download"):
        assert client.get(reverse(f"directory_coverage:{name}")).status_code in (302, 403)
