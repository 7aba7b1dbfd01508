"""An old address leads to the page that left it, while everybody may read it there."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.home import pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def rename(page: Any, slug: str, *, publish: bool = True) -> None:
    page.slug = slug
    revision = page.save_revision()
    if publish:
        revision.publish()
    else:
        page.save()
    page.refresh_from_db()


def test_the_old_address_of_a_page_leads_to_it(client: Client) -> None:
    page = pages.article()
    old = page.url
    rename(page, "deux")
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, page.url)
    assert client.get(f"{old}?page=2")["Location"] == page.url


def test_a_page_that_came_back_to_its_first_address_and_left_the_site_is_not_found(client: Client) -> None:
    page = pages.article()
    first = page.slug
    rename(page, "autre")
    second = page.url
    rename(page, first)
    page.unpublish()
    assert client.get(page.url).status_code == 404
    assert client.get(second).status_code == 404
    page.save_revision().publish()
    assert client.get(second)["Location"] == page.url


def test_the_names_that_a_draft_had_were_never_public(client: Client) -> None:
    page = pages.article(publish=False)
    old = page.url
    rename(page, "projet-secret", publish=False)
    assert client.get(old).status_code == 404
    page.save_revision().publish()
    assert not Redirect.objects.exists()


def test_an_address_written_by_hand_leads_where_it_says(client: Client) -> None:
    Redirect.objects.create(old_path="/aide", redirect_link="https://exemple.fr/", is_permanent=False)
    assert client.get("/aide/")["Location"] == "https://exemple.fr/"
