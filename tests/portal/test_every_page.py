"""What an editor puts on every page: a message of the moment, pages at the foot."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from portal.models import SiteSettings
from portal.models.changes import changes
from tests.home import pages
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PATHS = ("/", "/lieux/", "/agenda/", "/nulle-part/")


def write(**fields: Any) -> None:
    with changes():
        SiteSettings.objects.update(**fields)


def said(client: StrictClient, path: str = "/") -> str:
    found = BeautifulSoup(client.get(path).content, "html.parser").select_one("aside[aria-label='À savoir']")
    return " ".join(found.get_text(" ").split()) if found else ""


def foot(client: StrictClient) -> list[str]:
    return [link.get_text() for link in BeautifulSoup(client.get("/").content, "html.parser").select(".site-foot li a")]


def test_no_message_no_band(client: StrictClient) -> None:
    assert [said(client, path) for path in PATHS] == [""] * len(PATHS)


def test_the_message_is_on_every_page_with_the_page_that_says_more(client: StrictClient) -> None:
    more = pages.simple("Fermetures de l’hiver")
    write(banner_text="Tout est fermé lundi.", banner_page=more)
    assert {said(client, path) for path in PATHS} == {"Tout est fermé lundi. Fermetures de l’hiver"}
    more.unpublish()
    assert said(client) == "Tout est fermé lundi."


def test_the_message_goes_away_at_its_minute_from_kept_pages_too(
    client: StrictClient, frozen: Any, now: datetime, settings: Any
) -> None:
    settings.KEPT_ANSWERS_BYTES, settings.REMEMBERS_CONTENT = 4_000_000, True
    write(banner_text="Ce matin seulement.", banner_until=now + timedelta(minutes=2))
    for _time in range(3):
        assert said(client) == "Ce matin seulement."
    frozen.move_to(now + timedelta(minutes=2))
    assert said(client) == ""


def test_pages_at_the_foot_are_those_that_everybody_may_read_and_that_do_not_stand_there(client: StrictClient) -> None:
    before = foot(client)
    first, second = pages.simple("Presse", show_in_menus=True), pages.simple("Recrutement", show_in_menus=True)
    pages.simple("Ailleurs")
    PageViewRestriction.objects.create(page=pages.simple("Réservée", show_in_menus=True), restriction_type="login")
    pages.simple("Brouillon", show_in_menus=True).unpublish()
    write(words_page=second)
    assert foot(client) == [*before, "Les mots expliqués", "Presse"]
    assert first.url in client.get("/").content.decode()


def test_eight_at_most(client: StrictClient) -> None:
    before = len(foot(client))
    for number in range(10):
        pages.simple(f"Page {number}", show_in_menus=True)
    assert len(foot(client)) == before + 8
