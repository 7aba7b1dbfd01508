"""Closures and the calendar of holidays: what they change, and what people wrote stays."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from directory.finder.filters import OPEN
from directory.models import Closure, HelpPoint
from directory.signals import closure_changed
from directory.upkeep.holiday_calendar import seed, seed_years
from search.models import SearchDocument, SearchSpan

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]


@pytest.fixture
def heard() -> Any:
    """What `closure_changed` said, in order."""
    said: list[frozenset[int] | None] = []

    def listen(points: frozenset[int] | None, **_: Any) -> None:
        said.append(points)

    closure_changed.connect(listen)
    yield said
    closure_changed.disconnect(listen)


def local(point: HelpPoint, /, **fields: Any) -> Closure:
    return Closure(
        **{"point": point, "first_day": date(2026, 12, 1), "last_day": date(2026, 12, 2), "label": "congés"} | fields
    )


def open_days(point: HelpPoint) -> set[date]:
    spans = SearchSpan.objects.filter(document__key=f"lieu:{point.pk}", kind=OPEN)
    return {start.date() for start in spans.values_list("start", flat=True)}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"last_day": date(2026, 11, 30)}, "Le dernier jour est avant le premier."),
        ({"last_day": date(2028, 11, 30)}, "Plus d’un an"),
        ({"kind": "public"}, "Une fermeture concerne un lieu"),
        ({"point": None}, "Une fermeture concerne un lieu"),
    ],
)
def test_what_is_refused_is_said_in_plain_words(make_point: MakePoint, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        local(make_point(), **fields).full_clean()
    assert message in " ".join(refused.value.messages)


def test_a_closure_tells_its_point_when_written_moved_and_deleted(make_point: MakePoint, heard: list[Any]) -> None:
    one, other = make_point("Un"), make_point("Autre")
    closure = local(one)
    closure.save()
    closure.point = other
    closure.save()
    Closure.objects.all().delete()
    assert heard == [frozenset({one.pk}), frozenset({one.pk, other.pk}), frozenset({other.pk})]


def test_a_holiday_tells_everybody(heard: list[Any], site: object) -> None:
    day = date(2026, 12, 3)
    Closure.objects.create(kind="public", first_day=day, last_day=day, label="Deuil national")
    assert heard == [None]


def test_the_open_hours_of_the_index_follow_closures_and_holidays(make_point: MakePoint) -> None:
    point = make_point()
    usual = open_days(point)
    assert {date(2026, 12, 1), date(2026, 12, 3)} <= usual
    closure = local(point)
    closure.save()
    day = date(2026, 12, 3)
    Closure.objects.create(kind="public", first_day=day, last_day=day, label="Deuil national")
    assert usual - open_days(point) == {date(2026, 12, 1), date(2026, 12, 2), day}
    Closure.objects.all().delete()
    assert open_days(point) == usual


def test_a_failure_of_the_index_undoes_the_closure(make_point: MakePoint, monkeypatch: pytest.MonkeyPatch) -> None:
    point = make_point()
    before = list(SearchDocument.objects.values_list("key", "digest"))

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the index cannot be written")

    monkeypatch.setattr("search.index.writing.touch", fail)
    with pytest.raises(RuntimeError):
        local(point).save()
    monkeypatch.undo()
    assert not Closure.objects.exists()
    assert list(SearchDocument.objects.values_list("key", "digest")) == before


# The calendar


def test_the_calendar_holds_holidays_and_vacations(site: object, now: datetime) -> None:
    seed(now)
    publics = Closure.objects.filter(kind="public")
    assert publics.filter(first_day__year=2027).count() == 11
    assert publics.get(first_day=date(2026, 12, 25)).label.startswith("Noël")
    vacations = Closure.objects.filter(kind="school", first_day__year=2026)
    assert {row.zone for row in vacations} == {"A"}
    assert vacations.filter(first_day__lte=date(2026, 12, 25), last_day__gte=date(2026, 12, 25)).exists()
    assert Closure.objects.filter(kind="school", certain=False, first_day__gt=date(2028, 8, 31)).exists()
    assert not Closure.objects.filter(kind="school", certain=False, last_day__lt=date(2028, 8, 31)).exists()


def test_a_second_run_writes_nothing_and_tells_nobody(site: object, now: datetime, heard: list[Any]) -> None:
    seed(now)
    rows = list(Closure.objects.values_list())
    assert heard == [None]
    assert seed(now) == "0 congés écrits"
    assert heard == [None]
    assert list(Closure.objects.values_list()) == rows


def test_what_people_corrected_or_deleted_stays_so(site: object, now: datetime) -> None:
    seed(now)
    moved = Closure.objects.get(kind="public", first_day=date(2026, 12, 25))
    moved.label = "Noël, mairie fermée"
    moved.save()
    autumn = Closure.objects.filter(kind="school", first_day__year=2027).first()
    autumn.first_day -= timedelta(days=1)
    autumn.save()
    Closure.objects.get(kind="public", first_day=date(2027, 5, 1)).delete()
    rows = list(Closure.objects.values_list())
    seed(now)
    assert list(Closure.objects.values_list()) == rows


def test_a_computed_row_is_put_right_when_the_computation_changes(site: object) -> None:
    seed_years(2026, 2027, "A")
    row = Closure.objects.filter(kind="school", first_day__year=2027).first()
    right = row.first_day
    Closure.objects.filter(pk=row.pk).update(first_day=right + timedelta(days=3), certain=False)
    assert seed_years(2026, 2027, "A") == 1
    row.refresh_from_db()
    assert (row.first_day, row.certain, row.computed) == (right, True, True)


def test_a_new_year_is_added_each_year(site: object) -> None:
    seed_years(2026, 2028, "A")
    assert seed_years(2027, 2029, "A") > 11
    assert Closure.objects.filter(kind="public", first_day__year=2029).count() == 11
    assert seed_years(2027, 2029, "A") == 0
