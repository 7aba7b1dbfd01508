"""The lists of articles and of stories: order, pages, hostile page numbers, number of queries."""

import pytest

from home.models import StoryIndexPage
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/actualites/"
NOT_UNDERSTOOD = "Le numéro de page n’a pas été compris"


def titles(response):
    return [item.title for item in response.context["items"]]


def test_newest_first_and_only_its_own_pages(client):
    pages.article("Ancien", days_ago=3)
    pages.article("Nouveau", days_ago=1)
    pages.story("Un récit")
    assert titles(client.get(LIST)) == ["Nouveau", "Ancien"]
    assert titles(client.get("/recits/")) == ["Un récit"]


def test_an_empty_list_says_so_and_leads_on(client):
    pages.section()
    pages.section(StoryIndexPage)
    text = client.get(LIST).content.decode()
    assert "Rien n’est publié ici pour le moment." in text
    assert 'href="/recits/"' in text


def test_pages_of_twelve(client):
    for day in range(25):
        pages.article(f"N{day}", days_ago=day)
    first, second, third = (client.get(f"{LIST}?page={number}") for number in (1, 2, 3))
    assert titles(first) + titles(second) + titles(third) == [f"N{day}" for day in range(25)]
    assert second.context["page_links"].previous_url == LIST
    assert second.context["page_links"].next_url == f"{LIST}?page=3"
    assert third.context["page_links"].next_url == ""
    assert "Page 3 sur 3, 25 pages" in third.content.decode()


@pytest.mark.parametrize("beyond", ["2", "999999999", "9" * 5000])
def test_a_page_beyond_the_last_does_not_exist(client, beyond):
    pages.article()
    assert client.get(LIST, {"page": beyond}).status_code == 404


@pytest.mark.parametrize("typed", ["abc", "-1", "0", "1.5", "\x00", "é" * 5000, "١", "<b>", "1 2"])
def test_a_number_that_cannot_be_read_is_left_out_and_said(client, typed):
    pages.article("Visible")
    response = client.get(LIST, {"page": typed})
    assert response.status_code == 200
    assert titles(response) == ["Visible"]
    assert NOT_UNDERSTOOD in response.content.decode()


def test_no_notice_without_reason(client):
    pages.article()
    assert NOT_UNDERSTOOD not in client.get(LIST, {"page": "1"}).content.decode()


def test_a_parameter_that_no_list_has_is_left_out_and_said(client):
    pages.article("Visible")
    response = client.get(LIST, {"tri": "nom", "rubrique": "<b>", "utm_source": "lettre"})
    assert titles(response) == ["Visible"]
    text = response.content.decode()
    assert (
        "Ce réglage n’existe pas ici, il a été laissé de côté\u00a0: «\u00a0tri\u00a0», «\u00a0rubrique\u00a0»." in text
    )
    assert "utm_source" not in text


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages.article()
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for day in range(11):
        pages.article(days_ago=day)
    with django_assert_num_queries(len(one)):
        assert len(titles(client.get(LIST))) == 12
    assert len(one) <= 14
