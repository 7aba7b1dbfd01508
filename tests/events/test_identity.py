"""Whatever way an activity goes through drafts, revisions and publications, its dates stay the same dates.

Through the forms of the admin: publishing a revision by program hides what its form forgets.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from events.dates.hand_edits import apply_hand_edit
from events.models import Activity, Occurrence
from tests.factories.places import CommuneFactory
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
NAMES = "wagtailsnippets_events_activity"
SESSION = {"day": "2026-12-09", "start_time": "10:00", "end_time": "11:00"}
RULE = {
    "rhythm": "week:1:any", "weekdays": ["3"], "start_time": "14:00",
    "end_time": "16:00", "valid_from": "2026-11-01", "public_holidays": "skip", "school_holidays": "keep",
    "month_days": "",
}  # fmt: skip


class Desk:
    """A person at the form of one activity."""

    def __init__(self, client: StrictClient, activity: Activity) -> None:
        self.client, self.pk = client, activity.pk
        self.address = reverse(f"{NAMES}:edit", args=[activity.pk])
        self.first = activity.revisions.earliest("pk").pk if activity.revisions.exists() else None

    def send(self, data: dict[str, Any] | None = None, publish: bool = True) -> None:
        data = filled(self.client.get(self.address)) if data is None else data
        if publish:
            data["action-publish"] = "action-publish"
        answer = self.client.post(self.address, data)
        if answer.status_code == 200:  # stopped once, to show what differs from the newest version
            again = filled(answer) | ({"action-publish": "action-publish"} if publish else {})
            answer = self.client.post(self.address, again)
        assert answer.status_code == 302, BeautifulSoup(answer.content.decode(), "html.parser").select(
            ".error-message, .messages"
        )

    def newest(self) -> Activity:
        newest: Activity = Activity.objects.get(pk=self.pk).get_latest_revision_as_object()
        return newest

    def with_child(self, relation: str, fields: dict[str, Any]) -> dict[str, Any]:
        data = filled(self.client.get(self.address))
        number = int(data[f"{relation}-TOTAL_FORMS"])
        data[f"{relation}-TOTAL_FORMS"] = str(number + 1)
        return data | {f"{relation}-{number}-{name}": value for name, value in fields.items()}

    def publish(self) -> None:
        self.send()

    def draft(self) -> None:
        self.send(publish=False)

    def add_rule(self) -> None:
        """As a draft: published, it is another form that is drawn from a revision."""
        if not any(rule.weekdays == [3] for rule in self.newest().rules.all()):
            self.send(self.with_child("rules", RULE), publish=False)

    def add_date(self) -> None:
        if not self.newest().sessions.all():
            self.send(self.with_child("sessions", SESSION))

    def unpublish(self) -> None:
        self.client.post(reverse(f"{NAMES}:unpublish", args=[self.pk]))

    def publish_latest(self) -> None:
        """As the clock and a workflow do."""
        revision = Activity.objects.get(pk=self.pk).get_latest_revision()
        if revision is not None:
            revision.publish()

    def go_back(self) -> None:
        if self.first is not None:
            self.send(filled(self.client.get(reverse(f"{NAMES}:revisions_revert", args=[self.pk, self.first]))))


VERBS: dict[str, Callable[[Desk], None]] = {
    name: getattr(Desk, name)
    for name in ("publish", "draft", "add_rule", "add_date", "unpublish", "publish_latest", "go_back")
}


def public() -> dict[datetime, list[Occurrence]]:
    found: dict[datetime, list[Occurrence]] = {}
    for row in Occurrence.objects.public():
        found.setdefault(row.start, []).append(row)
    return found


# Each example fills six forms or more: a failing one is short enough as it is.
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(st.sampled_from(sorted(VERBS)), min_size=2, max_size=5))
@example(["add_rule", "publish", "add_date", "unpublish", "publish"])
@example(["add_rule", "publish_latest", "publish", "go_back", "publish"])
@example(["add_date", "add_rule", "unpublish", "publish_latest", "publish"])
def test_dates_keep_their_identity(editor_client: StrictClient, permanence: Activity, verbs: list[str]) -> None:
    with transaction.atomic():
        desk = Desk(editor_client, permanence)
        row = next(iter(Occurrence.objects.public().order_by("start")))
        row.status, row.reason = "cancelled", "Exemple"
        apply_hand_edit(row)
        known: dict[datetime, str] = {}
        for verb in (*verbs, "publish"):
            VERBS[verb](desk)
            for start, rows in public().items():
                assert len(rows) == 1, f"{verb}: two dates at {start}"
                assert known.setdefault(start, rows[0].uid) == rows[0].uid, f"{verb}: another UID at {start}"
        assert Occurrence.objects.get(pk=row.pk).status == "cancelled"
        transaction.set_rollback(True)


def test_a_row_that_a_publication_replaced_since_the_form_was_drawn(
    editor_client: StrictClient, permanence: Activity
) -> None:
    desk = Desk(editor_client, permanence)
    desk.add_rule()
    drawn = filled(editor_client.get(desk.address))
    desk.publish_latest()
    before = {row.uid for rows in public().values() for row in rows}
    desk.send(drawn)
    assert {row.uid for rows in public().values() for row in rows} == before


def test_a_form_sent_twice_makes_one_activity(editor_client: StrictClient, site: Any) -> None:
    address = reverse(f"{NAMES}:add")
    data = filled(editor_client.get(address)) | {"title": "Atelier d’exemple", "kind": "workshop"}
    data |= {"commune": str(CommuneFactory().pk), "place_text": "Mairie", "sessions-TOTAL_FORMS": "1"}
    data |= {f"sessions-0-{name}": value for name, value in SESSION.items()} | {"action-publish": "action-publish"}
    assert editor_client.post(address, data).status_code == 302
    again = editor_client.post(address, data)
    assert "déjà été enregistré" in again.content.decode()
    assert Activity.objects.count() == Occurrence.objects.count() == 1


@pytest.mark.parametrize(("relation", "fields"), [("sessions", SESSION), ("rules", RULE)])
def test_the_same_twice_in_one_form_is_refused(
    editor_client: StrictClient, permanence: Activity, relation: str, fields: dict[str, Any]
) -> None:
    desk = Desk(editor_client, permanence)
    desk.send(desk.with_child(relation, fields))
    answer = editor_client.post(desk.address, desk.with_child(relation, fields))
    assert "Déjà dit plus haut" in answer.content.decode()


def test_a_version_whose_rule_was_deleted_since_can_be_published_again(
    admin_client: StrictClient, permanence: Activity
) -> None:
    """It was refused at the second click, with no error shown: the form named a row that was there no more."""
    desk = Desk(admin_client, permanence)
    desk.publish()
    first = desk.newest().latest_revision_id
    rule = desk.newest().rules.get()
    desk.send(desk.with_child("rules", RULE) | {"rules-0-DELETE": "on"})
    assert [one.weekdays for one in Activity.objects.get(pk=permanence.pk).rules.all()] == [[3]]
    desk.address = reverse(f"{NAMES}:revisions_revert", args=[permanence.pk, first])
    desk.send()
    (back,) = Activity.objects.get(pk=permanence.pk).rules.all()
    assert (back.uuid, back.weekdays) == (rule.uuid, rule.weekdays)
