"""Between the decision and the writing the directory lives on: what somebody did meanwhile is never lost."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import pytest

from directory.exchange.apply import apply
from directory.exchange.merges import Merge
from directory.exchange.plan import Kept, Why
from directory.models import HelpPoint
from directory.signals import places_changed
from portal.models import Commune, RetiredAddress
from tests.factories.imports import load, planned
from tests.factories.records import a_record

pytestmark = pytest.mark.django_db


def edited(point: HelpPoint) -> None:
    point.address = "9 place du Marché"
    point.save_revision().publish()


def verified(point: HelpPoint) -> None:
    HelpPoint.objects.filter(pk=point.pk).update(verified_on=date(2026, 11, 1))


def written_by_a_program(point: HelpPoint) -> None:
    HelpPoint.objects.filter(pk=point.pk).update(summary="Un résumé.")


@pytest.mark.parametrize("meanwhile", [edited, verified, written_by_a_program])
def test_a_place_changed_meanwhile_is_kept(
    meanwhile: Callable[[HelpPoint], None], laplume: Commune, now: datetime
) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    newer = [a_record(id=f"exemple-{n}", telephone="+33553111111") for n in (1, 2)]
    decided = planned(newer, update=True)
    meanwhile(HelpPoint.objects.get(standard_id="exemple-1"))
    before = HelpPoint.objects.values().get(standard_id="exemple-1")

    done = apply(decided, now)

    assert len(decided.changed) == 2
    assert [one.values["standard_id"] for one in done.changed] == ["exemple-2"]
    assert done.kept == [Kept("exemple-1", "Maison d’exemple", Why.CHANGED_SINCE)]
    assert HelpPoint.objects.values().get(standard_id="exemple-1") == before
    assert HelpPoint.objects.get(standard_id="exemple-2").phone == "+33553111111"


def test_a_place_deleted_meanwhile_stays_deleted(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    decided = planned([a_record(telephone="+33553111111")], update=True)
    HelpPoint.objects.get().delete()
    done = apply(decided, now)
    assert [one.why for one in done.kept] == [Why.DELETED_SINCE]
    assert not HelpPoint.objects.exists()


def test_a_place_created_meanwhile_is_not_made_twice(laplume: Commune, now: datetime) -> None:
    decided = planned([a_record(), a_record(id="exemple-2")])
    load([a_record(nom="Créée entre-temps")], now=now)
    done = apply(decided, now)
    assert [one.values["standard_id"] for one in done.created] == ["exemple-2"]
    assert done.kept == [Kept("exemple-1", "Créée entre-temps", Why.CREATED_SINCE)]
    assert sorted(HelpPoint.objects.values_list("standard_id", flat=True)) == ["exemple-1", "exemple-2"]


def test_a_double_edited_meanwhile_is_not_deleted(laplume: Commune, now: datetime) -> None:
    both = [a_record(), a_record(id="double")]
    load(both, now=now)
    decided = planned(both, merges=[Merge("exemple-1", ("double",))])
    edited(HelpPoint.objects.get(standard_id="double"))
    done = apply(decided, now)
    assert (len(decided.retired), done.retired) == (1, [])
    assert [(one.identifier, one.why) for one in done.kept] == [("double", Why.CHANGED_SINCE)]
    assert not RetiredAddress.objects.exists()


def test_a_double_stays_when_the_place_to_keep_was_deleted_meanwhile(laplume: Commune, now: datetime) -> None:
    both = [a_record(), a_record(id="double")]
    load(both, now=now)
    decided = planned(both, merges=[Merge("exemple-1", ("double",))])
    HelpPoint.objects.get(standard_id="exemple-1").delete()
    done = apply(decided, now)
    assert [(one.identifier, one.why) for one in done.kept] == [("double", Why.ALONE_SINCE)]
    assert HelpPoint.objects.get().standard_id == "double"


def test_only_what_changed_is_told_and_written(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    HelpPoint.objects.update(live=False, status=HelpPoint.Status.CLOSED)
    told: list[frozenset[int]] = []

    def listen(points: Iterable[int], **_: object) -> None:
        told.append(frozenset(points))

    places_changed.connect(listen)
    load([a_record(), a_record(id="exemple-2", telephone="+33553111111")], now=now, update=True)
    places_changed.disconnect(listen)
    changed = HelpPoint.objects.get(standard_id="exemple-2")
    assert told == [frozenset([changed.pk])]
    assert (changed.live, changed.status, changed.phone) == (False, "closed", "+33553111111")
