"""What `{% share %}` gives of a page, whatever is asked of it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory

from portal.templatetags.sharing import LONGEST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def shared(url: str, *lines: str) -> Any:
    context = Context({"request": RequestFactory().get("/?x=y"), "url": url, "lines": lines, "line": "\n".join(lines)})
    html = Template("{% share 'Chez « A&B »' line url=url %}").render(context)
    return BeautifulSoup(html, "html.parser")


def test_the_address_is_absolute_and_stays_what_it_is() -> None:
    assert shared("/lieux/7/").select_one(".qr b").get_text() == "http://localhost/lieux/7/"
    assert shared("https://exemple.fr/a/").select_one(".qr b").get_text() == "https://exemple.fr/a/"


def test_empty_lines_are_left_out() -> None:
    assert shared("/a/").button.find_next("button")["data-text"] == "Chez « A&B »\nhttp://localhost/a/"


def test_an_address_too_long_to_be_drawn_is_still_given() -> None:
    short, long = (shared("/" + "a" * (LONGEST - room)) for room in (30, 0))
    assert short.select_one(".qr svg") and not long.select_one(".qr svg")
    assert "a" * LONGEST in long.select_one(".qr b").get_text()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/lieux/", "/agenda/"])
def test_a_list_gives_the_question_that_was_understood(address: str, demo: Any, client: Any) -> None:
    page: Any = BeautifulSoup(client.get(f"{address}?ou=agen&couleur={'z' * 5000}&rayon=40").content, "html.parser")
    assert page.select_one("#envoyer .qr b").get_text() == f"http://localhost{address}?ou=agen&rayon=40"
    assert page.select_one("#envoyer .qr svg")
