"""Two people open one thing in the admin: the second save never erases the first one's without a word."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import rich_text, streamfield

from directory.models import Closure, HelpPoint, Organisation
from events.models import Activity, Occurrence
from portal.models import SiteSettings
from portal.models.edit_form import SEEN, EditForm
from search.models import SearchSynonym
from tests.events.admin_forms import activity_form
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish
from tests.filled_form import filled
from tests.home import pages
from tests.home.admin_forms import article_form
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates"), pages.makes_renditions]


def snippet_address(item: Any) -> str:
    app, model = item._meta.app_label, item._meta.model_name
    return f"/admin/snippets/{app}/{model}/edit/{item.pk}/"


def said(response: Any) -> str:
    found = BeautifulSoup(response.content.decode(), "html.parser").select(".error-message, .messages")
    return " ".join(" ".join(one.get_text(" ").split()) for one in found)


def make_place() -> HelpPoint:
    return publish(HelpPointFactory(phone="+33553000001", summary="Un résumé."))


def make_date() -> Occurrence:
    publish(ActivityFactory(point=make_place()))
    return Occurrence.objects.latest("start")


def make_closure() -> Closure:
    return Closure.objects.create(point=make_place(), first_day="2027-08-02", last_day="2027-08-06", label="congés")


# Of each kind: what makes one, a text field that both write, another that one of them writes alone.
KINDS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "place": (make_place, "summary", "address_extra"),
    "activity": (lambda: publish(ActivityFactory(point=make_place())), "summary", "place_text"),
    "date": (make_date, "note", "places_left"),
    "closure": (make_closure, "label", "source"),
    "organisation": (lambda: Organisation.objects.create(name="Association"), "website", "siret"),
    "synonym": (lambda: SearchSynonym.objects.create(words="ordi\npc"), "words", ""),
    "settings": (SiteSettings.load, "tagline", "phone_hours"),
}


@pytest.fixture(params=KINDS)
def case(request: pytest.FixtureRequest) -> Iterator[tuple[Any, str, str, str]]:
    make, both, alone = KINDS[request.param]
    item = make()
    address = (
        reverse("wagtailsettings:edit", args=["portal", "sitesettings", item.pk])
        if isinstance(item, SiteSettings)
        else snippet_address(item)
    )
    yield item, address, both, alone


def now_stored(item: Any) -> Any:
    row = type(item)._base_manager.get(pk=item.pk)
    return row.get_latest_revision_as_object() if hasattr(row, "latest_revision") else row


def posted(page: Any, item: Any, **fields: Any) -> dict[str, Any]:
    """The form as drawn, with what a script of the page would add to it."""
    data = filled(page)
    if isinstance(item, Activity):
        data = activity_form(item) | {SEEN: data[SEEN]}
    return data | fields


def text_for(field: str, who: str) -> str:
    if field == "website":
        return f"https://{who}.exemple.fr"
    return {"siret": "21470001000011", "places_left": "7"}.get(field, f"texte de {who}")


def test_the_second_save_is_stopped_and_says_what_differs(
    admin_client: StrictClient, editor_client: StrictClient, case: tuple[Any, str, str, str]
) -> None:
    item, address, both, alone = case
    first, second = admin_client.get(address), admin_client.get(address)
    theirs, mine, elsewhere = text_for(both, "claire"), text_for(both, "omar"), text_for(alone, "claire")
    saved = admin_client.post(address, posted(first, item, **{both: theirs, **({alone: elsewhere} if alone else {})}))
    assert saved.status_code == 302, said(saved)

    stopped = admin_client.post(address, posted(second, item, **{both: mine}))
    assert stopped.status_code == 200
    assert getattr(now_stored(item), both) == theirs
    words = said(stopped)
    assert "a enregistré une autre version" in words and f"« {theirs} »" in words

    again = filled(stopped)
    assert again[both] == mine, "what one wrote is still in the form"
    assert not alone or again[alone] == elsewhere, "what one did not touch is the newer value"
    if isinstance(item, Activity):
        again = activity_form(item) | {name: again[name] for name in (SEEN, both, alone)}
    assert admin_client.post(address, again).status_code == 302
    kept = now_stored(item)
    assert getattr(kept, both) == mine and (not alone or str(getattr(kept, alone)) == elsewhere)


def test_who_saves_twice_is_not_stopped(admin_client: StrictClient, case: tuple[Any, str, str, str]) -> None:
    item, address, both, _alone = case
    for who in ("omar", "claire"):
        page = admin_client.get(address)
        assert admin_client.post(address, posted(page, item, **{both: text_for(both, who)})).status_code == 302


# Not a date: the first save ticks « changée à la main », which the second would undo.
@pytest.mark.parametrize("case", [kind for kind in KINDS if kind != "date"], indirect=True)
def test_the_same_words_twice_are_no_difference(admin_client: StrictClient, case: tuple[Any, str, str, str]) -> None:
    item, address, both, _alone = case
    first, second = admin_client.get(address), admin_client.get(address)
    for page in (first, second):
        data = posted(page, item, **{both: text_for(both, "claire")})
        assert admin_client.post(address, data).status_code == 302


def article_of(page: Any, words: str, **fields: Any) -> dict[str, Any]:
    body = streamfield([("rich_text", rich_text(f"<p>{words}</p>"))])
    return article_form(title=page.title, slug=page.slug, introduction=page.introduction, body=body, **fields)


def test_the_text_of_a_page_is_not_erased(admin_client: StrictClient) -> None:
    page = pages.article("Un article")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    seen = [{SEEN: filled(admin_client.get(address))[SEEN]} for _ in range(2)]
    publish_it = {"action-publish": "Publier"}
    assert admin_client.post(address, article_of(page, "Texte de Claire.", **seen[0], **publish_it)).status_code == 302
    stopped = admin_client.post(address, article_of(page, "Texte d’Omar.", **seen[1], **publish_it))
    assert stopped.status_code == 200
    assert "L’autre version dit : « Texte de Claire. »" in said(stopped)
    assert "Claire" in str(now_stored(page).body)
    assert "Omar" in stopped.content.decode()
    again = {SEEN: filled(stopped)[SEEN]}
    assert admin_client.post(address, article_of(page, "Texte d’Omar.", **again, **publish_it)).status_code == 302
    assert "Omar" in str(now_stored(page).body)


def test_a_rule_changed_meanwhile_is_said(admin_client: StrictClient) -> None:
    activity = KINDS["activity"][0]()
    address = snippet_address(activity)
    first, second = admin_client.get(address), admin_client.get(address)
    earlier = posted(first, activity) | {"rules-0-start_time": "08:00", "action-publish": "Publier"}
    assert admin_client.post(address, earlier).status_code == 302
    stopped = admin_client.post(address, posted(second, activity) | {"rules-0-end_time": "11:00"})
    assert stopped.status_code == 200 and "Champs changés : règles" in said(stopped)
    assert activity.rules.get().end_time.hour == 12


def test_a_place_that_an_import_changed_meanwhile(admin_client: StrictClient) -> None:
    """Written in bulk, without any revision or line in the history."""
    point = HelpPointFactory(phone="+33553000001")
    address = snippet_address(point)
    page = admin_client.get(address)
    HelpPoint.objects.filter(pk=point.pk).update(phone="+33553999999")
    stopped = admin_client.post(address, posted(page, point, summary="Mon résumé."))
    assert stopped.status_code == 200 and "Quelqu’un d’autre a enregistré" in said(stopped)
    assert "".join(filled(stopped)["phone"].split()) == "0553999999"


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite has one writer: the admin's POST")
def test_nobody_saves_between_the_look_and_the_writing(admin_client: StrictClient) -> None:
    point = make_place()
    data = posted(admin_client.get(snippet_address(point)), point, summary="Autre résumé.")
    with CaptureQueriesContext(connection) as queries:
        assert admin_client.post(snippet_address(point), data).status_code == 302
    locked = [at for at, query in enumerate(queries) if 'FOR UPDATE OF "directory_helppoint"' in query["sql"]]
    written = [at for at, query in enumerate(queries) if query["sql"].startswith('UPDATE "directory_helppoint"')]
    assert locked and written and locked[0] < written[0]


def test_a_background_save_does_not_stop_the_next_one(admin_client: StrictClient) -> None:
    point = make_place()
    address = snippet_address(point)
    data = posted(admin_client.get(address), point)
    for words in ("Premier jet.", "Deuxième jet."):
        answer = admin_client.post(address, data | {"summary": words}, headers={"accept": "application/json"}).json()
        assert answer["success"], answer
        data |= answer["field_updates"] | {"overwrite_revision_id": answer["revision_id"]}
    del data["overwrite_revision_id"]
    published = admin_client.post(address, data | {"summary": "Fini.", "action-publish": "Publier"})
    assert published.status_code == 302, said(published)
    assert HelpPoint.objects.get(pk=point.pk).summary == "Fini."


def test_a_preview_of_an_older_version_is_still_drawn(admin_client: StrictClient) -> None:
    point = make_place()
    data = posted(admin_client.get(snippet_address(point)), point)
    point.summary = "Autre résumé."
    point.save_revision().publish()
    address = reverse("wagtailsnippets_directory_helppoint:preview_on_edit", args=[point.pk])
    assert admin_client.post(address, data).json() == {"is_valid": True, "is_available": True}


@pytest.mark.parametrize("mangled", ["", "{", "[1]", '{"summary": 3}', "null"])
def test_a_mangled_memory_is_no_error(admin_client: StrictClient, mangled: str) -> None:
    point = make_place()
    data = posted(admin_client.get(snippet_address(point)), point, summary="Autre.") | {SEEN: mangled}
    assert admin_client.post(snippet_address(point), data).status_code in (200, 302)


def test_opening_a_form_changes_nothing(admin_client: StrictClient) -> None:
    """The memory of the form is no change of its own: no line in the history when nothing was written."""
    page = pages.article("Un article")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    drawn = filled(admin_client.get(address))
    assert json.loads(drawn[SEEN])
    form_class = page.get_edit_handler().get_form_class()
    assert not form_class.base_fields[SEEN].has_changed("", drawn[SEEN])


def forms() -> Iterator[Any]:
    for model in (*get_page_models(), *settings_registry):
        handler = getattr(model, "edit_handler", None)
        yield model, getattr(handler, "base_form_class", None) or getattr(model, "base_form_class", None)
    for model in get_snippet_models():
        handler = model.snippet_viewset.get_edit_handler()
        yield model, handler.get_form_class()


def test_every_edit_page_has_this_form() -> None:
    missing = [model.__name__ for model, form in forms() if form is None or not issubclass(form, EditForm)]
    assert missing in ([], ["Page"]), missing
