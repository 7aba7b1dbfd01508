"""What an editor does in the administration, through its real views; and what a failure leaves behind: nothing."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from directory.models import Closure
from events.dates import regeneration
from events.models import Absence, Activity, Occurrence, Rule
from portal.models import RetiredAddress
from search.models import SearchDocument
from tests.events.admin_forms import activity_form, occurrence_form
from tests.events.conftest import Dates, ical
from tests.factories.dates import ActivityFactory, RuleFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]


class Broken(Exception):
    pass


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the dates fails at the very end, once their rows are written."""

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise Broken

    monkeypatch.setattr(regeneration, "mark_stale", fail)


@pytest.fixture
def broken_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise Broken

    monkeypatch.setattr("search.index.writing._replace", fail)


def url(view: Any, item: Any) -> Any:
    return reverse(type(item).snippet_viewset.get_url_name(view), args=[item.pk])


def post(client: Any, activity: Any, **fields: Any) -> Any:
    return client.post(url("edit", activity), activity_form(activity, **fields))


def test_an_editor_publishes_and_the_dates_follow(editor_client: Any, place: Any, dates: Dates, frozen: Any) -> None:
    draft = ActivityFactory(title="Brouillon d’exemple", point=place, commune=place.commune)
    response = post(editor_client, draft, **{"title": "Aide d’exemple", "action-publish": "Publier"})
    assert response.status_code == 302, response.content.decode()[-3000:]
    draft.refresh_from_db()
    assert draft.live and draft.title == "Aide d’exemple"
    assert len(dates(draft)) > 50


def test_a_saved_draft_changes_nothing_public(editor_client: Any, permanence: Activity, dates: Dates) -> None:
    before = [(row.uid, row.sequence, ical(row)) for row in dates(permanence)]
    assert post(editor_client, permanence, title="Autre titre, exemple").status_code == 302
    assert [(row.uid, row.sequence, ical(row)) for row in dates(permanence)] == before


@pytest.mark.parametrize("fault", ["broken", "broken_index"])
def test_a_failure_leaves_a_publication_undone(
    fault: Any, request: pytest.FixtureRequest, editor_client: Any, permanence: Activity, dates: Dates
) -> None:
    before = [(row.uid, row.sequence) for row in dates(permanence)]
    request.getfixturevalue(fault)
    with pytest.raises(Broken):
        post(editor_client, permanence, **{"title": "Titre perdu, exemple", "action-publish": "Publier"})
    permanence.refresh_from_db()
    assert permanence.title == "Permanence d’exemple"
    assert [(row.uid, row.sequence) for row in dates(permanence)] == before


@pytest.mark.parametrize("fault", ["broken", "broken_index"])
def test_a_failure_leaves_a_first_publication_undone(
    fault: Any, request: pytest.FixtureRequest, editor_client: Any, place: Any, frozen: Any
) -> None:
    draft = ActivityFactory(point=place, commune=place.commune)
    request.getfixturevalue(fault)
    with pytest.raises(Broken):
        post(editor_client, draft, **{"action-publish": "Publier"})
    draft.refresh_from_db()
    assert not draft.live
    assert not Occurrence.objects.exists()


@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_a_failure_leaves_the_activity_where_it_was(
    view: Any, request: pytest.FixtureRequest, editor_client: Any, permanence: Activity, dates: Dates
) -> None:
    pks = [row.pk for row in dates(permanence)]
    request.getfixturevalue("broken_index")
    with pytest.raises(Broken):
        editor_client.post(url(view, permanence))
    permanence.refresh_from_db()
    assert permanence.live
    assert [row.pk for row in dates(permanence)] == pks
    assert SearchDocument.objects.filter(key=f"date:{permanence.pk}").exists()
    assert not RetiredAddress.objects.exists()


def test_an_editor_unpublishes_and_deletes(editor_client: Any, permanence: Activity) -> None:
    assert editor_client.post(url("unpublish", permanence)).status_code == 302
    assert not Occurrence.objects.public().exists()
    assert editor_client.post(url("delete", permanence)).status_code == 302
    assert not Activity.objects.exists()
    assert RetiredAddress.objects.filter(kind="date").count() == 1


def test_a_rule_that_gives_no_date_is_refused_in_french(editor_client: Any, permanence: Activity) -> None:
    response = post(editor_client, permanence, **{"action-publish": "Publier"} | {"timetable_note": ""})
    assert response.status_code == 302
    form = activity_form(permanence, **{"action-publish": "Publier"}) | {"rules-0-weekdays": []}
    response = editor_client.post(url("edit", permanence), form)
    assert response.status_code == 200
    assert "Choisissez au moins un jour de la semaine." in response.content.decode()


@pytest.mark.parametrize("typed", ["1, 15", "1 et 15", "1er et 15", "le 1er et le 15", "15 ; 1", "1 15"])
def test_days_of_the_month_are_typed_as_they_are_said(typed: str) -> None:
    assert Rule._meta.get_field("month_days").formfield().clean(typed) == [1, 15]


@pytest.mark.parametrize("typed", ["premier", "1-15", "er"])
def test_what_is_no_day_of_the_month_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Écrivez des nombres"):
        Rule._meta.get_field("month_days").formfield().clean(typed)


def test_a_rule_that_has_ended_does_not_block_its_activity(permanence: Activity) -> None:
    Rule.objects.filter(activity=permanence).update(valid_until=date(2026, 10, 31))
    permanence.rules.get().full_clean()


def test_the_edit_page_shows_the_next_six_dates_and_what_to_look_at(editor_client: Any, permanence: Activity) -> None:
    Rule.objects.filter(activity=permanence).update(start_time=time(18), end_time=time(20))
    RuleFactory(activity=permanence, start_time=time(18), end_time=time(20))
    page = BeautifulSoup(editor_client.get(url("edit", permanence)).content, "html.parser")
    shown = [item.get_text() for item in page.select(".help-info li")]
    assert len(shown) == 6
    assert shown[0].replace("\u00a0", " ") == "lundi 30 novembre 2026, de 18 h à 20 h"
    warnings = " ".join(warning.get_text() for warning in page.select(".help-warning"))
    assert "Deux règles donnent la même date" in warnings and "ne donne aucune date" not in warnings
    assert "est fermé à ces heures" in warnings


def test_the_preview_is_the_public_page_with_the_dates_of_the_draft(editor_client: Any, permanence: Activity) -> None:
    preview = reverse(Activity.snippet_viewset.get_url_name("preview_on_edit"), args=[permanence.pk])
    form = activity_form(permanence, title="Titre à venir, exemple") | {"rules-0-weekdays": ["4"]}
    assert editor_client.post(preview, form).json()["is_valid"]
    page = editor_client.get(preview).content.decode()
    assert "<h1>Titre à venir, exemple</h1>" in page
    assert "vendredi 27 novembre 2026" in page


def test_dates_are_listed_and_none_is_added_or_deleted_here(
    editor_client: Any, permanence: Activity, dates: Dates
) -> None:
    viewset: Any = vars(Occurrence)["snippet_viewset"]  # set by Wagtail
    listing = reverse(viewset.get_url_name("list"))
    assert "30 nov" in editor_client.get(f"{listing}?activity={permanence.pk}").content.decode().lower()
    row = dates(permanence)[0]

    def listed(**asked: str) -> Any:
        page = BeautifulSoup(editor_client.get(listing, asked).content, "html.parser")
        return page.select("table.listing tbody a[href*='/edit/']")

    # One click opens a date, however it was found.
    assert listed(q="mediatheque laplume")[0]["href"] == url("edit", row)
    assert listed(q="47310") and not listed(q="marmande")
    period = listed(local_date_from="01/12/2026", local_date_to="14/12/2026", commune=str(permanence.commune_id))
    assert len({link["href"] for link in period}) == 2
    holder = publish(HelpPointFactory(name="Qui tient, exemple"))
    held = publish(ActivityFactory(title="Tenue, exemple", operator=holder))
    theirs = {link["href"] for link in listed(operator=str(holder.pk))}
    assert theirs and theirs <= {url("edit", one) for one in dates(held)}
    assert editor_client.get(reverse(viewset.get_url_name("add"))).status_code == 302
    assert editor_client.post(url("delete", row)).status_code == 302
    assert Occurrence.objects.filter(pk=row.pk).exists()


def test_an_editor_cancels_one_date_with_its_reason(editor_client: Any, permanence: Activity, dates: Dates) -> None:
    row = dates(permanence)[0]
    form = occurrence_form(row, status="cancelled", reason="Conseillère absente, exemple")
    response = editor_client.post(url("edit", row), form)
    assert response.status_code == 302, response.content.decode()[-2000:]
    row.refresh_from_db()
    assert (row.status, row.reason, row.cancelled_by_hand, row.sequence) == (
        "cancelled",
        "Conseillère absente, exemple",
        True,
        1,
    )


def test_a_date_cannot_be_moved_into_the_past_nor_end_before_it_starts(
    editor_client: Any, permanence: Activity, dates: Dates
) -> None:
    row = dates(permanence)[0]
    for fields in ({"start": "2026-11-20 09:00"}, {"end": "2026-11-30 08:00"}):
        assert editor_client.post(url("edit", row), occurrence_form(row, **fields)).status_code == 200
    row.refresh_from_db()
    assert row.sequence == 0 and not row.by_hand


@pytest.mark.parametrize("away", [False, True])
def test_a_date_is_not_moved_to_a_day_when_nothing_is_held(
    editor_client: Any, permanence: Activity, dates: Dates, away: bool
) -> None:
    """It was saved, then called off at once without a word."""
    days = {"label": "Travaux", "first_day": "2026-12-02", "last_day": "2026-12-02"}
    if away:
        Absence.objects.create(who="network", **days)
    else:
        Closure.objects.create(point=permanence.point, **days)
    row = dates(permanence)[0]
    form = occurrence_form(row, start="2026-12-02 09:00", end="2026-12-02 12:00")
    answer = editor_client.post(url("edit", row), form)
    assert answer.status_code == 200 and "Rien n’a lieu ici ce jour-là : " in answer.content.decode()
    row.refresh_from_db()
    assert not row.by_hand


def test_what_to_look_at_twice_is_said_of_one_date_too(editor_client: Any, permanence: Activity, dates: Dates) -> None:
    row = dates(permanence)[0]
    form = occurrence_form(row, start="2026-12-02 04:00", end="2026-12-02 05:00")
    said = editor_client.post(url("edit", row), form, follow=True).content.decode()
    assert "Avant 6 h ou après 23 h : le mercredi 2 décembre 2026." in said
    assert "est fermé à ces heures, d’après ses horaires : le mercredi 2 décembre 2026." in said
    again = occurrence_form(Occurrence.objects.get(pk=row.pk), note="Exemple")
    assert "Avant 6 h" not in editor_client.post(url("edit", row), again, follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("nerac declarer", True), ("05 36 49 00 12", True), ("mediatheque", True), ("marmande", False), ("_", False)],
)
def test_an_activity_is_found_as_people_write(editor_client: Any, typed: str, found: bool) -> None:
    nerac = CommuneFactory(insee="47195", name="Nérac")
    ActivityFactory(title="Déclarer ses impôts", commune=nerac, place_text="Médiathèque", booking_phone="+33536490012")
    viewset: Any = vars(Activity)["snippet_viewset"]  # set by Wagtail
    page = editor_client.get(reverse(viewset.get_url_name("list")), {"q": typed}).content.decode()
    assert ("Déclarer ses impôts" in page) is found
