"""What only time has changed is no fault of the index: the check is silent until something is really wrong."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from directory.models import HelpPoint
from events.models import Activity
from search.index.checking import check
from search.index.writing import refresh
from search.models import SearchDocument

LATER = [timedelta(hours=3), timedelta(hours=19), timedelta(days=4), timedelta(days=40)]


@pytest.mark.parametrize("later", LATER)
def test_time_alone_makes_no_difference(demo: list[str], frozen: Any, now: datetime, later: timedelta) -> None:
    frozen.move_to(now + later)
    assert list(check().lines()) == []


@pytest.mark.parametrize("later", LATER)
def test_what_was_written_meanwhile_is_no_fault_either(
    demo: list[str], frozen: Any, now: datetime, later: timedelta
) -> None:
    frozen.move_to(now + later)
    pks = Activity.objects.published().values_list("pk", flat=True)
    places = HelpPoint.objects.in_service().values_list("pk", flat=True)[:40]
    refresh([f"{kind}:{pk}" for kind in ("date", "passage") for pk in pks] + [f"lieu:{pk}" for pk in places])
    assert list(check().lines()) == []
    frozen.move_to(now + later + timedelta(hours=5))
    assert list(check().lines()) == []


def test_a_real_difference_is_told_all_the_same(demo: list[str], frozen: Any, now: datetime) -> None:
    frozen.move_to(now + timedelta(hours=19))
    stale, missing = HelpPoint.objects.in_service().filter(last_published_at__isnull=False)[:2]
    HelpPoint.objects.filter(pk=stale.pk).update(name="Écrit derrière le dos du portail")
    SearchDocument.objects.filter(key=f"lieu:{missing.pk}").delete()
    told = list(check().lines())
    assert ("stale", f"lieu:{stale.pk}") in told
    assert ("missing", f"lieu:{missing.pk}") in told
