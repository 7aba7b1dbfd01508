"""Days and hours in the forms of the admin: taken as people type them, said back, or refused in a sentence."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail.snippets.models import get_snippet_models

from directory.models import Closure, HelpPoint
from events.models import Activity, Occurrence
from home.models import ArticlePage
from portal.ground.typed_fields import TypedDateField, TypedDateTimeField, TypedTimeField
from portal.ground.typed_inputs import TypedInput
from portal.words.zone import PARIS
from tests.events.admin_forms import activity_form, occurrence_form
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish
from tests.filled_form import filled
from tests.home import pages
from tests.home.admin_forms import article_form
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates", "frozen")]

TEMPORAL = (forms.DateField, forms.TimeField, forms.DateTimeField)


def edited(item: Any, view: str = "edit") -> str:
    return reverse(type(item).snippet_viewset.get_url_name(view), args=[item.pk])


def errors(page: Any) -> str:
    found = BeautifulSoup(page.content.decode(), "html.parser").select(".error-message")
    return " ".join(one.get_text(" ", strip=True) for one in found)


def said(page: Any, name: str) -> str:
    """What is said under the box of this name."""
    box: Any = BeautifulSoup(page.content.decode(), "html.parser").select_one(f"[name='{name}']")
    return str(box.find_next_sibling("output").get_text(strip=True)).replace("\u00a0", " ")


class TestEveryForm:
    @staticmethod
    def forms() -> Iterator[Any]:
        for model in get_snippet_models():
            yield model.snippet_viewset.get_edit_handler().get_form_class()
        models: list[Any] = apps.get_models()
        for model in models:
            if issubclass(model, Page) and model is not Page:
                yield model.get_edit_handler().get_form_class()

    def fields(self, form: Any) -> Iterator[Any]:
        for name, field in form.base_fields.items():
            if isinstance(field, TEMPORAL):
                yield form, name, field
        for formset in getattr(form, "formsets", {}).values():
            yield from self.fields(formset.form)

    def test_reads_with_our_boxes(self) -> None:
        found = [row for form in self.forms() for row in self.fields(form)]
        names = {name for _form, name, _field in found}
        assert {"first_day", "valid_from", "day", "start_time", "start", "verified_on", "publication_date"} <= names
        assert {"go_live_at", "expire_at"} <= names
        ours = (TypedDateField, TypedTimeField, TypedDateTimeField)
        assert [(form, name) for form, name, field in found if not isinstance(field, ours)] == []
        assert [(form, name) for form, name, field in found if not isinstance(field.widget, TypedInput)] == []

    def test_the_dialog_still_knows_its_boxes(self) -> None:
        form = ArticlePage.get_edit_handler().get_form_class()
        assert form.base_fields["go_live_at"].widget.attrs["data-w-dialog-target"] == "notify"


class TestClosure:
    ADD = "/admin/snippets/directory/closure/add/"

    @pytest.fixture
    def send(self, editor_client: StrictClient) -> Callable[..., Any]:
        data = filled(editor_client.get(self.ADD)) | {"point": HelpPointFactory().pk, "label": "congés"}
        return lambda first, last: editor_client.post(self.ADD, data | {"first_day": first, "last_day": last})

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("14/12/2026", "16/12/2026"),
            ("14/12", "16/12"),
            ("14-12-2026", "16.12.26"),
            ("lundi 14 décembre 2026", "16 déc"),
            ("2026-12-14", "2026-12-16"),
        ],
    )
    def test_is_stored_as_it_was_meant(self, send: Callable[..., Any], first: str, last: str) -> None:
        answer = send(first, last)
        assert answer.status_code == 302, errors(answer)
        closure = Closure.objects.get()
        assert (closure.first_day, closure.last_day) == (date(2026, 12, 14), date(2026, 12, 16))

    @pytest.mark.parametrize("typed", ["31/02/2026", "14/12/206", "la semaine prochaine", "9h30", "mardi 14/12/2026"])
    def test_what_cannot_be_read_is_refused_and_stays(self, send: Callable[..., Any], typed: str) -> None:
        answer = send(typed, "16/12")
        assert not Closure.objects.exists()
        assert errors(answer).startswith("Cette date n’est pas comprise, ou n’existe pas. Écrivez-la comme 14/12/2026")
        assert filled(answer)["first_day"] == typed
        assert said(answer, "first_day") == ""
        assert filled(answer)["last_day"] == "16/12/2026"
        assert said(answer, "last_day") == "mercredi 16 décembre 2026"

    def test_nothing_typed_is_asked_for(self, send: Callable[..., Any]) -> None:
        assert "Champ requis" in errors(send("  ", "16/12"))

    def test_is_shown_as_people_write(self, editor_client: StrictClient) -> None:
        days = {"first_day": date(2026, 12, 14), "last_day": date(2026, 12, 16)}
        closure = Closure.objects.create(point=HelpPointFactory(), label="congés", **days)
        page = editor_client.get(edited(closure))
        assert filled(page)["first_day"] == "14/12/2026"
        assert said(page, "first_day") == "lundi 14 décembre 2026"


def test_a_verification_without_its_year_is_behind(editor_client: StrictClient) -> None:
    """Today is 24 November."""
    point = HelpPointFactory(date_maj=date(2026, 1, 1))
    data = filled(editor_client.get(edited(point))) | {"verified_on": "20/11", "action-publish": "action-publish"}
    assert editor_client.post(edited(point), data).status_code == 302
    assert HelpPoint.objects.get().verified_on == date(2026, 11, 20)


class TestActivity:
    @pytest.fixture
    def activity(self) -> Activity:
        place = publish(HelpPointFactory())
        return publish(ActivityFactory(point=place, commune=place.commune))

    def test_rules_and_sessions(self, editor_client: StrictClient, activity: Activity) -> None:
        rule = {"rules-0-start_time": "9 h 30", "rules-0-end_time": "midi", "rules-0-valid_from": "1er décembre 2026"}
        session = {"day": "ven. 18/12", "start_time": "0930", "end_time": "11.15", "id": "", "ORDER": "1"}
        data = activity_form(activity) | rule | {"sessions-TOTAL_FORMS": "1"}
        data |= {f"sessions-0-{name}": value for name, value in session.items()} | {"action-publish": "Publier"}
        answer = editor_client.post(edited(activity), data)
        assert answer.status_code == 302, errors(answer)
        stored = activity.rules.get()
        assert (stored.start_time, stored.end_time) == (time(9, 30), time(12))
        assert stored.valid_from == date(2026, 12, 1)
        [given] = activity.sessions.all()
        assert (given.day, given.start_time, given.end_time) == (date(2026, 12, 18), time(9, 30), time(11, 15))

    def test_an_hour_that_cannot_be_read(self, editor_client: StrictClient, activity: Activity) -> None:
        answer = editor_client.post(edited(activity), activity_form(activity) | {"rules-0-start_time": "9h ou 10h"})
        assert errors(answer) == "Cette heure n’est pas comprise. Écrivez-la comme 9h30 ou 14h."
        assert filled(answer)["rules-0-start_time"] == "9h ou 10h"
        assert activity.rules.get().start_time == time(9)

    def test_a_row_to_come_has_its_place(self, editor_client: StrictClient, activity: Activity) -> None:
        """The rows that the script of Wagtail adds are copies of this one."""
        page = BeautifulSoup(editor_client.get(edited(activity)).content.decode(), "html.parser")
        template: Any = page.select_one("#id_sessions-EMPTY_FORM_TEMPLATE")
        row = BeautifulSoup(template.decode_contents(), "html.parser")
        boxes = row.select("[data-typed-moment]")
        assert [box["name"] for box in boxes] == [
            f"sessions-__prefix__-{name}" for name in ("day", "start_time", "end_time")
        ]
        assert all(box.find_next_sibling("output") for box in boxes)

    def test_one_date_is_moved(self, editor_client: StrictClient, activity: Activity) -> None:
        row = Occurrence.objects.filter(activity=activity, local_date=date(2026, 12, 7)).get()
        moved = occurrence_form(row, start="8 décembre 14h", end="08/12/2026 à 15 h 30")
        assert editor_client.post(edited(row), moved).status_code == 302
        row.refresh_from_db()
        assert row.start == datetime(2026, 12, 8, 14, tzinfo=PARIS)
        assert row.end == datetime(2026, 12, 8, 15, 30, tzinfo=PARIS)


class TestArticle:
    @pytest.fixture
    def send(self, editor_client: StrictClient) -> Callable[..., Any]:
        article = pages.article(publish=False)
        address = reverse("wagtailadmin_pages:edit", args=[article.pk])
        return lambda **fields: editor_client.post(address, article_form(**fields))

    @staticmethod
    def draft() -> Any:
        return ArticlePage.objects.get().get_latest_revision_as_object()

    def test_is_planned(self, send: Callable[..., Any]) -> None:
        answer = send(
            publication_date="23 novembre 2026", go_live_at="27/12/2026 08:15", expire_at="27 déc. 2027 à 18 h"
        )
        assert answer.status_code == 302, errors(answer)
        assert self.draft().publication_date == date(2026, 11, 23)
        assert self.draft().go_live_at == datetime(2026, 12, 27, 8, 15, tzinfo=PARIS)
        assert self.draft().expire_at == datetime(2027, 12, 27, 18, tzinfo=PARIS)

    def test_a_day_alone_is_no_moment(self, send: Callable[..., Any]) -> None:
        """Midnight would take it away a day earlier than whoever wrote it thinks."""
        answer = send(expire_at="27/12/2027")
        [said] = answer.context["form"].errors["expire_at"]
        assert (
            said == "Ce moment n’est pas compris, ou n’existe pas. Écrivez le jour puis l’heure, comme 14/12/2026 9h30."
        )
        assert self.draft().expire_at is None

    @pytest.mark.parametrize("typed", ["28/03/2027 2h30", "31/10/2027 2h30"])
    def test_an_hour_that_clocks_skip_or_show_twice(self, send: Callable[..., Any], typed: str) -> None:
        assert "n’existe pas" in str(send(go_live_at=typed).context["form"].errors["go_live_at"])
        assert self.draft().go_live_at is None


class TestLists:
    HISTORY = "wagtailadmin_reports:site_history"

    def rows(self, page: Any) -> int:
        return len(BeautifulSoup(page.content.decode(), "html.parser").select("table.listing tbody tr"))

    def test_their_filters_read_as_well(self, admin_client: StrictClient, administrator: Any, now: datetime) -> None:
        home = Page.objects.get(depth=2)
        PageLogEntry.objects.all().delete()
        PageLogEntry.objects.create(
            page=home, label="Ancien", action="wagtail.edit", timestamp=now - timedelta(days=40), content_changed=True,
            user=administrator, content_type=home.cached_content_type,
        )  # fmt: skip
        address = reverse(self.HISTORY)
        found = [admin_client.get(address, {"timestamp_from": typed}) for typed in ("1/10", "1er nov.", "2026-10-01")]
        assert [b"Ancien" in page.content for page in found] == [True, False, True]
        assert filled_filter(found[0]) == "01/10/2026"

    def test_what_they_cannot_read_is_said(self, admin_client: StrictClient) -> None:
        page = admin_client.get(reverse(self.HISTORY), {"timestamp_from": "bientôt"})
        assert filled_filter(page) == "bientôt"
        assert "date" in errors(page)

    def test_the_aging_pages(self, admin_client: StrictClient) -> None:
        page = admin_client.get(reverse("wagtailadmin_reports:aging_pages"), {"last_published_at": "1er oct."})
        box: Any = BeautifulSoup(page.content.decode(), "html.parser").select_one("[name=last_published_at]")
        assert box["value"] == "01/10/2026"
        assert box.has_attr("data-typed-moment-past")


def filled_filter(page: Any) -> str:
    box: Any = BeautifulSoup(page.content.decode(), "html.parser").select_one("[name=timestamp_from]")
    return str(box["value"])


class TestEcho:
    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ({"genre": "jour", "texte": "14/12"}, "lundi 14 décembre 2026"),
            ({"genre": "jour", "texte": "14/12", "passe": ""}, "dimanche 14 décembre 2025"),
            ({"genre": "heure", "texte": "9h30"}, "9 h 30"),
            ({"genre": "moment", "texte": "14/12 midi"}, "lundi 14 décembre 2026 à 12 h"),
            ({"genre": "moment", "texte": "28/03/2027 3h30"}, "dimanche 28 mars 2027 à 3 h 30"),
            ({"genre": "jour", "texte": " "}, ""),
            ({"genre": "jour"}, ""),
        ],
    )
    def test_says_what_was_understood(self, editor_client: StrictClient, question: Any, answer: str) -> None:
        page = BeautifulSoup(editor_client.get(reverse("typed_moment"), question).content.decode(), "html.parser")
        [output] = page.select("output")
        assert output.get_text(strip=True).replace("\u00a0", " ") == answer

    def test_says_what_was_not(self, editor_client: StrictClient) -> None:
        page = editor_client.get(reverse("typed_moment"), {"genre": "heure", "texte": "<b>vers 9h</b>"})
        assert errors(page) == "Cette heure n’est pas comprise. Écrivez-la comme 9h30 ou 14h."
        assert b"<b>" not in page.content

    @pytest.mark.parametrize("question", [{}, {"genre": "an"}, {"genre": "heure", "passe": ""}])
    def test_knows_its_kinds_only(self, editor_client: StrictClient, question: Any) -> None:
        assert editor_client.get(reverse("typed_moment"), question).status_code == 404

    def test_is_for_those_who_are_signed_in(self, client: StrictClient) -> None:
        assert client.get(reverse("typed_moment"), {"genre": "jour", "texte": "14/12"}).status_code == 302


@pytest.mark.parametrize("field", [TypedDateField(), TypedTimeField(), TypedDateTimeField()])
def test_a_field_takes_values_from_a_program(field: Any) -> None:
    given = {TypedDateField: date(2026, 12, 14), TypedTimeField: time(9), TypedDateTimeField: datetime(2026, 12, 14, 9)}
    value = given[type(field)]
    assert field.widget.value_from_datadict({"it": value}, {}, "it") == value
