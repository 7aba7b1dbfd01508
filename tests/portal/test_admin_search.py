"""Anything may be typed in the search boxes of the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]


@pytest.fixture
def found(editor_client: Client) -> Callable[..., str]:
    def ask(address: str, typed: str) -> str:
        response: Any = editor_client.get(address, {"q": typed})
        assert response.status_code == 200
        return str(response.content.decode())

    return ask


# Those of Wagtail, ours, and the boxes of the windows where one thing is chosen.
BOXES = (
    "/admin/pages/",
    "/admin/pages/search/results/",
    "/admin/choose-page/search/",
    "/admin/choose-page/",
    "/admin/images/",
    "/admin/images/results/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
    "/admin/documents/chooser/results/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/redirects/",
    "/admin/reports/site-history/",
    "/admin/collections/",
)
TYPED = (
    '"',
    '"abc',
    'a"b',
    '""',
    '" "',
    'NOT "',
    "(",
    "*",
    "\x00",
    "a\x00b",
    "'",
    "\\",
    "%",
    "-",
    "a " * 3_000,
    "a-" * 3_000,
    "é" * 8_000,
)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: repr(typed[:6]))
def test_no_text_breaks_a_search(admin_client: Client, typed: str) -> None:
    lists = [reverse(model.snippet_viewset.get_url_name("list")) for model in get_snippet_models()]
    choosers = [
        reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose_results")) for model in get_snippet_models()
    ]
    for address in (*BOXES, *lists, *choosers):
        assert admin_client.get(address, {"q": typed}).status_code == 200, address


def test_quotation_marks_do_not_hide_what_is_searched(found: Callable[..., str]) -> None:
    page = pages.article("Une antilope en visite")
    edit = f"/admin/pages/{page.pk}/edit/"
    for typed in ("antilope", '"antilope', '"Une antilope"', 'une "antilope"'):
        assert edit in found("/admin/pages/", typed), typed
    assert edit not in found("/admin/pages/", '"')
