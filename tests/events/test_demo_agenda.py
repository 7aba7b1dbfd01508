"""The loader of the demo's permanences and workshops."""

from datetime import datetime

import pytest

from events.models import Activity, Occurrence, Rule
from portal.roof.demo.loaders import agenda
from tests.factories.places import publish

pytestmark = pytest.mark.django_db


def test_fifteen_rules_in_ten_places_and_sixteen_stops(demo: list[str]) -> None:
    """One activity for all that an operator does in one place, and that place has a page."""
    permanences = Activity.objects.filter(kind="permanence", is_example=False)
    assert permanences.count() == 26
    rules = Rule.objects.filter(activity__in=permanences)
    assert rules.count() == 15
    assert rules.filter(week_parity__in=["even", "odd"]).count() == 8
    dated = permanences.filter(rules__isnull=False).distinct()
    assert dated.count() == 10
    hosts = [activity.point for activity in dated if activity.point is not None]
    assert len(hosts) == 10 and all(host.hosts_only and not host.services for host in hosts)
    assert not permanences.filter(rules__isnull=True, point__isnull=False).exists()
    assert not permanences.filter(rules__isnull=True).filter(timetable_note="").exists()
    sentence = "d’après la liste France services du 1er août 2024, à vérifier"
    assert set(permanences.values_list("source", flat=True)) == {sentence}
    assert not Occurrence.objects.filter(activity__in=permanences.filter(rules__isnull=True)).exists()


def test_workshops_are_examples_with_dates_to_come(demo: list[str], now: datetime) -> None:
    workshops = Activity.objects.exclude(kind="permanence")
    assert workshops.count() == 51
    assert all(workshops.values_list("is_example", flat=True))
    for workshop in workshops:
        assert workshop.occurrences.filter(start__gt=now).exists(), workshop
    cancelled = Occurrence.objects.get(status="cancelled")
    assert cancelled.reason == "Animatrice absente"
    assert Occurrence.objects.filter(places_left=0).exists()
    assert not Occurrence.objects.filter(local_date__week_day=1).exists()  # no Sunday


def test_a_second_run_changes_nothing_and_keeps_what_people_changed(demo: list[str], now: datetime) -> None:
    changed = Activity.objects.filter(kind="workshop").order_by("pk")[0]
    changed.title = "Titre choisi par une personne, exemple"
    publish(changed)
    before = list(Occurrence.objects.order_by("pk").values())
    assert "(0 nouveaux), 0 dates" in agenda.load(now)
    assert list(Occurrence.objects.order_by("pk").values()) == before
    assert Activity.objects.count() == 77 and Rule.objects.count() == 42
    changed.refresh_from_db()
    assert changed.title == "Titre choisi par une personne, exemple"
