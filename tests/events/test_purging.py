"""Old dates are forgotten in the night; their addresses say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.dates.purging import KEPT, purge_dates
from events.models import Activity, Occurrence
from tests.events.conftest import Dates
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def test_old_dates_go_and_what_the_agenda_shows_stays(
    client: StrictClient, permanence: Activity, dates: Dates, frozen: Any
) -> None:
    now = timezone.now()
    old, withdrawn, coming, recent = dates(permanence)[:4]

    def put(row: Occurrence, age: timedelta, **more: Any) -> None:
        Occurrence.objects.filter(pk=row.pk).update(start=now - age - timedelta(hours=1), end=now - age, **more)

    put(old, KEPT + timedelta(days=1))
    put(withdrawn, timedelta(days=31), removed_at=now - timedelta(days=40))
    Occurrence.objects.filter(pk=coming.pk).update(removed_at=now)
    put(recent, timedelta(days=366))
    assert purge_dates(now) == 2 and purge_dates(now) == 0
    left = set(Occurrence.objects.values_list("pk", flat=True))
    assert {coming.pk, recent.pk} <= left and not {old.pk, withdrawn.pk} & left
    assert client.get(old.get_absolute_url()).status_code == 410
    assert client.get(f"/ical/date/{old.pk}.ics").status_code == 410
    assert client.get(recent.get_absolute_url()).status_code == 200
