"""One choice of the form says how often a rule comes back; what it stores did not change."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import Activity, Rule
from tests.events.test_identity import NAMES, RULE, Desk
from tests.filled_form import filled
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]


def stored(activity: Activity) -> tuple[str, int, str]:
    rule = Rule.objects.get(activity=activity)
    return rule.unit, rule.interval, rule.week_parity


@pytest.mark.parametrize(
    ("chosen", "others", "expected"),
    [
        ("week:1:odd", {}, ("week", 1, "odd")),
        ("week:3:any", {}, ("week", 3, "any")),
        ("month_nth:2:any", {"rules-0-nth": ["2"]}, ("month_nth", 2, "any")),
    ],
)
def test_what_is_chosen_is_stored_and_shown_again(
    editor_client: StrictClient, permanence: Activity, chosen: str, others: dict[str, Any], expected: Any
) -> None:
    desk = Desk(editor_client, permanence)
    uuid = Rule.objects.get(activity=permanence).uuid
    form = filled(editor_client.get(desk.address))
    assert form["rules-0-rhythm"] == "week:1:any"
    assert not {"rules-0-unit", "rules-0-interval", "rules-0-week_parity"} & set(form)
    desk.send(form | {"rules-0-rhythm": chosen} | others)
    assert stored(permanence) == expected
    assert Rule.objects.get(activity=permanence).uuid == uuid
    assert filled(editor_client.get(desk.address))["rules-0-rhythm"] == chosen


def test_nothing_else_can_be_chosen(editor_client: StrictClient, permanence: Activity) -> None:
    desk = Desk(editor_client, permanence)
    for wrong in ("week:13:any", "month_day:1:even", "bientôt"):
        answer = editor_client.post(desk.address, filled(editor_client.get(desk.address)) | {"rules-0-rhythm": wrong})
        assert answer.status_code == 200, wrong
    assert stored(permanence) == ("week", 1, "any")


def test_a_new_rule_takes_the_rhythm_that_was_chosen(editor_client: StrictClient, permanence: Activity) -> None:
    desk = Desk(editor_client, permanence)
    desk.send(desk.with_child("rules", RULE | {"rhythm": "week:1:even"}))
    assert Rule.objects.get(activity=permanence, weekdays=[3]).week_parity == "even"


def test_two_versions_are_still_compared_by_it(editor_client: StrictClient, permanence: Activity) -> None:
    desk = Desk(editor_client, permanence)
    desk.draft()
    desk.send(filled(editor_client.get(desk.address)) | {"rules-0-rhythm": "week:1:odd"}, publish=False)
    first, second = (one.pk for one in permanence.revisions.order_by("-pk")[:2][::-1])
    page = editor_client.get(reverse(f"{NAMES}:revisions_compare", args=[permanence.pk, first, second]))
    assert "Semaines impaires" in BeautifulSoup(page.content, "html.parser").get_text()
