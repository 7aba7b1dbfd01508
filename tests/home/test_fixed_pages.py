"""What the portal cannot do without stays at its place, live and open, whatever is asked of it in the admin."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from directory.models import FinderPage
from events.models import AgendaPage
from home.models import HomePage
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]


@pytest.fixture(params=["editor_client", "admin_client"])
def insider(request: pytest.FixtureRequest) -> Client:
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("model", [HomePage, FinderPage, AgendaPage])
def test_no_request_takes_it_away(insider: Client, model: type[Any]) -> None:
    pages.article("Un article qui reste")
    number = model.objects.get().pk
    elsewhere = pages.section().pk if model is not HomePage else Page.get_first_root_node().pk
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "url_path", "live"))
    bulk = f"/admin/bulk/wagtailcore/page/{{}}/?id={number}&next=/admin/"
    for address, data in [
        (f"/admin/pages/{number}/unpublish/", {"include_descendants": "on"}),
        (f"/admin/pages/{number}/move/{elsewhere}/confirm/", {}),
        (f"/admin/pages/{number}/privacy/", {"restriction_type": "login"}),
        (bulk.format("unpublish"), {"include_descendants": "on"}),
        (bulk.format("move"), {"chooser": elsewhere}),
        (bulk.format("delete"), {}),
        (f"/admin/pages/{number}/delete/", {}),
    ]:
        insider.post(address, data)
        assert list(Page.objects.order_by("pk").values_list("pk", "path", "url_path", "live")) == before, address
        assert not PageViewRestriction.objects.exists(), address


def test_an_ordinary_page_can_still_be_taken_away(editor_client: Client) -> None:
    """Else the test above would pass on a request that does nothing."""
    page = pages.article("Un article qui part")
    editor_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/admin/")
    page.refresh_from_db()
    assert not page.live
    editor_client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert PageViewRestriction.objects.filter(page=page).exists()
    editor_client.post(f"/admin/pages/{page.pk}/delete/")
    assert not Page.objects.filter(pk=page.pk).exists()
