"""From a public page to where it is changed: for who is signed in and may, never for a visitor."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import Activity
from tests.events.admin_forms import activity_form
from tests.events.conftest import Dates
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]


@pytest.fixture
def pages(permanence: Activity, dates: Dates, settings: Any) -> dict[str, list[str]]:
    """What the team follows from the page of a date, of an activity, of a place; answers are kept as in production."""
    settings.KEPT_ANSWERS_BYTES, settings.REMEMBERS_CONTENT = 4_000_000, True
    row, point = dates(permanence)[0], permanence.point
    assert point is not None
    month = f"/admin/agenda/mois/?lieu={point.pk}"

    def edit(name: str, pk: int) -> str:
        return reverse(f"wagtailsnippets_{name}:edit", args=[pk])

    return {
        row.get_absolute_url(): [edit("events_occurrence", row.pk), f"{month}&mois=2026-11"],
        permanence.get_absolute_url(): [edit("events_activity", permanence.pk), month],
        point.get_absolute_url(): [edit("directory_helppoint", point.pk), month],
    }


def followed(answer: Any) -> list[str]:
    assert answer.status_code == 200
    links = BeautifulSoup(answer.content, "html.parser").select("main a[href*='/admin/']")
    return [str(link["href"]) for link in links]


def test_who_is_signed_in_goes_from_a_page_to_its_form_and_its_month(
    editor_client: StrictClient, pages: dict[str, list[str]]
) -> None:
    for path, expected in pages.items():
        answer = editor_client.get(path)
        assert followed(answer) == expected
        assert answer["Cache-Control"] == "private, no-cache" and "Cookie" in answer["Vary"]
        assert not answer.has_header("ETag")
        assert all(editor_client.get(address).status_code == 200 for address in expected)


def test_a_visitor_never_sees_them_whoever_came_before(
    editor_client: StrictClient, reader_client: StrictClient, pages: dict[str, list[str]]
) -> None:
    visitor = StrictClient()
    for path in pages:
        first = visitor.get(path)
        editor_client.get(path)
        again = visitor.get(path)
        assert followed(first) == followed(again) == followed(reader_client.get(path)) == []
        assert first["ETag"] == again["ETag"] and "Cookie" not in again["Vary"]
        assert again["Cache-Control"] == "no-cache"
        # What a browser kept as a visitor is not taken for what it sees signed in, nor the reverse.
        assert editor_client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_date_that_is_over_is_not_changed(
    editor_client: StrictClient, pages: dict[str, list[str]], frozen: Any
) -> None:
    path, (_edit, month) = next(iter(pages.items()))
    frozen.move_to("2026-12-01T10:00+01:00")
    assert followed(editor_client.get(path)) == [month]


def test_a_preview_has_none(editor_client: StrictClient, permanence: Activity, pages: dict[str, list[str]]) -> None:
    preview = reverse("wagtailsnippets_events_activity:preview_on_edit", args=[permanence.pk])
    editor_client.post(preview, activity_form(permanence))
    shown = editor_client.get(preview).content.decode()
    assert "Permanence d’exemple" in shown and "Ouvrir le mois" not in shown
