"""The bar of the team at the foot of public pages: for who is signed in and may, never for a visitor."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.home import pages
from tests.home.admin_forms import article_form
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]


@pytest.fixture(autouse=True)
def kept(settings: Any) -> None:
    settings.KEPT_ANSWERS_BYTES, settings.REMEMBERS_CONTENT = 4_000_000, True


def changed_at(answer: Any) -> list[str]:
    tree = BeautifulSoup(answer.content, "html.parser")
    return [str(link["href"]) for link in tree.select("nav[aria-label='Pour l’équipe'] a")]


def test_who_writes_goes_from_each_page_to_its_form(editor_client: StrictClient) -> None:
    for page in (pages.home(), pages.section(), pages.article(), pages.simple("Contact")):
        answer = editor_client.get(page.url)
        assert changed_at(answer) == [reverse("wagtailadmin_pages:edit", args=[page.pk])]
        assert "<wagtail-userbar>" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-cache" and not answer.has_header("ETag")


def test_who_may_change_nothing_is_led_to_no_form(reader_client: StrictClient) -> None:
    assert changed_at(reader_client.get(pages.article().url)) == []


def test_a_visitor_never_sees_it_whoever_came_before(editor_client: StrictClient, client: StrictClient) -> None:
    for address in ("/", pages.article().url, "/lieux/", "/agenda/", "/nulle-part/"):
        editor_client.get(address)
        answer = client.get(address)
        assert "userbar" not in answer.content.decode() and changed_at(answer) == []
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies


def test_a_preview_bears_the_checks_in_plain_words_and_no_way_to_the_form(editor_client: StrictClient) -> None:
    page = pages.article()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor_client.post(address, article_form(slug=page.slug))
    shown = editor_client.get(address)
    assert changed_at(shown) == []
    html = shown.content.decode()
    told = re.search(r'<script id="checker-axe-configuration" type="application/json">(.+?)</script>', html)
    assert told is not None
    rules = json.loads(told[1])
    assert rules["messages"]["short-sentences"]["error_name"] == "Une phrase est longue"
    assert set(rules["options"]["runOnly"]) == set(rules["messages"])
    assert {rule["id"] for rule in rules["spec"]["rules"]} <= set(rules["options"]["runOnly"])
    assert re.search(r'<script src="[^"]*writing-checks\.js" type="module">', html)
    edited = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Une phrase est longue" in edited
