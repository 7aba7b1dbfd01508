"""An editor publishes an article and sees it; another appears at its minute."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.browser.conftest import Portal

PARIS = ZoneInfo("Europe/Paris")
# The minute itself, the pause of the clock, and some patience for a busy machine.
PATIENCE = 150  # seconds


def new_article(admin: Any, portal: Portal, title: str) -> None:
    """The form of a new article, its title and introduction filled in."""
    home = _number_of(admin, portal.at("/admin/pages/"), "Accueil")
    articles = _number_of(admin, portal.at(f"/admin/pages/{home}/"), "Articles")
    admin.goto(portal.at(f"/admin/pages/add/home/articlepage/{articles}/"))
    admin.fill("#id_title", title)
    admin.fill("#id_introduction", "Un article d’exemple, écrit par un test.")


def publish(admin: Any) -> None:
    admin.get_by_role("button", name="Plus d'actions").click()
    # Its words change once a date is chosen: « Publier », « Programmer la publication ».
    admin.locator("button[name='action-publish']").click()
    admin.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def _number_of(admin: Any, listing: str, title: str) -> str:
    """The number of the page of this title, in a list of pages of the admin."""
    admin.goto(listing)
    address = admin.get_by_role("link", name=title, exact=True).first.get_attribute("href")
    return str(address).strip("/").split("/")[2]


def shown(read: Callable[[], str], words: str) -> bool:
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        if words in read():
            return True
        time.sleep(2)
    return False


def test_an_article_is_published_and_seen(signed_in: Any, portal: Portal, open_page: Callable[..., Any]) -> None:
    title = f"Article publié par un essai {time.time():.0f}"
    new_article(signed_in, portal, title)
    publish(signed_in)
    visitor = open_page("/")
    assert title in visitor.locator("main").inner_text()
    feed = visitor.request.get(portal.at("/actualites/rss.xml")).text()
    assert title in feed
    found = open_page("/recherche/?q=article+publie+essai")
    assert title in found.locator("main").inner_text()


def test_a_scheduled_article_appears_at_its_minute(
    signed_in: Any, portal: Portal, open_page: Callable[..., Any]
) -> None:
    title = f"Article programmé par un essai {time.time():.0f}"
    new_article(signed_in, portal, title)
    moment = (datetime.now(PARIS) + timedelta(seconds=75)).replace(second=0)
    if moment <= datetime.now(PARIS) + timedelta(seconds=15):
        moment += timedelta(minutes=1)
    signed_in.get_by_role("button", name="Afficher/masquer le statut").click()
    signed_in.get_by_role("button", name="Programmer").first.click()
    signed_in.locator("#id_go_live_at").fill(f"{moment:%Y-%m-%d %H:%M}")
    # By keyboard: the calendar of the date field lies over the button.
    signed_in.keyboard.press("Tab")
    signed_in.keyboard.press("Tab")
    signed_in.keyboard.press("Enter")
    signed_in.get_by_text("Modifier la programmation").wait_for()
    publish(signed_in)
    visitor = open_page("/actualites/")
    assert title not in visitor.locator("main").inner_text()

    def read() -> str:
        visitor.reload()
        return str(visitor.locator("main").inner_text())

    assert shown(read, title)
    assert datetime.now(PARIS) >= moment
