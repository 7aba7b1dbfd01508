"""The first page of the admin: whose it is, what awaits the person, and where its search leads."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.models import PortalImage
from portal.roof.editing.dashboard import concerns
from tests.home import pages
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates", "frozen")]


def told(user: Any) -> dict[str, list[str]]:
    return {one.name: [link.label for link in one.links] for one in concerns(user, timezone.now())}


def test_nothing_is_said_when_nothing_awaits(editor: Any) -> None:
    pages.article()
    assert told(editor) == {}


def test_what_is_planned_is_told_with_its_moment(editor: Any) -> None:
    page = pages.article("Stage", publish=False)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision().publish()
    assert told(editor) == {"planned": ["Stage, jeudi 26 novembre 2026 à 10 h"]}


def test_a_page_that_nobody_published_for_a_year_is_told_and_a_section_is_not(editor: Any) -> None:
    old, recent = pages.article("Vieux"), pages.article("Récent")
    now = timezone.now()
    Page.objects.filter(pk__in=[old.pk, pages.section().pk]).update(last_published_at=now - timedelta(days=366))
    Page.objects.filter(pk=recent.pk).update(last_published_at=now - timedelta(days=365))
    assert told(editor) == {"outdated": ["Vieux, dimanche 23 novembre 2025"]}


def test_a_link_to_a_page_that_was_taken_off_is_told(editor: Any) -> None:
    target = pages.article("But")
    pages.article("Source", blocks=[("rich_text", f'<p><a linktype="page" id="{target.pk}">là</a></p>')])
    assert told(editor) == {}
    target.unpublish()
    assert told(editor) == {"broken": ["Source"]}


def test_images_without_description_five_of_them_and_how_many_more(editor: Any, editor_client: StrictClient) -> None:
    for _number in range(7):
        pages.picture()
    PortalImage.objects.update(description="")
    shown = BeautifulSoup(editor_client.get("/admin/").content, "html.parser").get_text(" ")
    assert "Images sans description (7)" in shown and "et 2 autres" in shown


def test_who_may_change_nothing_is_told_nothing(reader_client: StrictClient, make_user: Any) -> None:
    pages.picture()
    PortalImage.objects.update(description="")
    assert "Images sans description" not in reader_client.get("/admin/").content.decode()


def test_the_number_of_queries_does_not_grow(editor: Any, django_assert_max_num_queries: Any) -> None:
    for _number in range(3):
        pages.article()
    told(editor)
    with django_assert_max_num_queries(20):
        told(editor)


def test_it_bears_the_name_of_the_network_and_no_bird(editor_client: StrictClient, client: StrictClient) -> None:
    html = editor_client.get("/admin/").content.decode()
    page = BeautifulSoup(html, "html.parser")
    heading, title = page.select_one("h1"), page.select_one("title")
    assert heading and heading.get_text(strip=True) == "Coup de main 47"
    assert title and "Coup de main 47" in title.get_text() and "Wagtail" not in title.get_text()
    logo = html.split("data-wagtail-sidebar-branding-logo>")[1]
    assert "<svg" in logo[:60]
    assert "Coup de main 47" in client.get("/admin/login/").content.decode()


def test_the_search_leads_to_places_and_dates(editor_client: StrictClient, reader_client: StrictClient) -> None:
    address = reverse("wagtailadmin_pages:search")
    shown = editor_client.get(address, {"q": "agen"}).content.decode()
    for name in ("directory_helppoint", "events_activity", "events_occurrence"):
        assert f"{reverse(f'wagtailsnippets_{name}:list')}?q=agen" in shown
    assert "directory/helppoint" not in reader_client.get(address, {"q": "agen"}, follow=True).content.decode()
