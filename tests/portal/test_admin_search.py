"""Any character may be typed in the search boxes of the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]


@pytest.fixture
def found(editor_client: Client) -> Callable[..., str]:
    def ask(address: str, typed: str) -> str:
        response: Any = editor_client.get(address, {"q": typed})
        assert response.status_code == 200
        return str(response.content.decode())

    return ask


@pytest.mark.parametrize("typed", ['"', '"abc', 'a"b', '""', '" "', 'NOT "', "(", "*", "\x00", "'", "\\", "%", "-"])
@pytest.mark.parametrize(
    "address", ["/admin/pages/", "/admin/choose-page/search/", "/admin/images/", "/admin/documents/"]
)
def test_no_character_breaks_a_search(found: Callable[..., str], address: str, typed: str) -> None:
    found(address, typed)


def test_quotation_marks_do_not_hide_what_is_searched(found: Callable[..., str]) -> None:
    page = pages.article("Une antilope en visite")
    edit = f"/admin/pages/{page.pk}/edit/"
    for typed in ("antilope", '"antilope', '"Une antilope"', 'une "antilope"'):
        assert edit in found("/admin/pages/", typed), typed
    assert edit not in found("/admin/pages/", '"')
