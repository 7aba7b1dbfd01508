"""An activity made from another has dates of its own."""

from typing import Any

import pytest
from django.urls import reverse

from events.models import Activity, Occurrence, Rule
from tests.events.conftest import Dates
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]

ACTIVITY = "wagtailsnippets_events_activity"


def test_a_copy_has_its_own_identity(admin_client: StrictClient, permanence: Activity, dates: Dates) -> None:
    before = {row.uid: row.sequence for row in dates(permanence)}
    page = admin_client.get(reverse(f"{ACTIVITY}:copy", args=[permanence.pk]))
    data = filled(page)
    assert data["title"] == permanence.title and data["uuid"] != str(permanence.uuid)
    for _time in range(2):  # sent twice, it makes one
        admin_client.post(reverse(f"{ACTIVITY}:add"), data | {"title": "Une autre", "action-publish": "action-publish"})
    copy = Activity.objects.get(title="Une autre")
    assert copy.live and copy.pk != permanence.pk
    assert Rule.objects.get(activity=copy).uuid != Rule.objects.get(activity=permanence).uuid
    assert {row.uid: row.sequence for row in dates(permanence)} == before
    theirs = Occurrence.objects.filter(activity=copy)
    assert theirs.count() == len(before) and not theirs.filter(uid__in=before).exists()


def test_a_copy_takes_what_the_draft_says(admin_client: StrictClient, permanence: Any) -> None:
    permanence.title = "Titre du brouillon"
    permanence.save_revision()
    page = admin_client.get(reverse(f"{ACTIVITY}:copy", args=[permanence.pk]))
    assert filled(page)["title"] == "Titre du brouillon"
