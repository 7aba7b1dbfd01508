"""An editor publishes an article and sees it; another appears at its minute."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Portal, admin_page, chromium

PARIS = ZoneInfo("Europe/Paris")
# From its minute on: the pause of the clock, and some patience for a busy machine.
PATIENCE = timedelta(seconds=90)


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


class Watch(Thread):
    """Reads the list of articles from now on; `seen` is when the title was there for the first time."""

    def __init__(self, address: str, title: str, moment: datetime) -> None:
        super().__init__(daemon=True)
        self.title, self.moment = title, moment
        self.seen: datetime | None = None
        self._address = address

    def run(self) -> None:
        while self.seen is None and datetime.now(PARIS) < self.moment + PATIENCE:
            asked = datetime.now(PARIS)
            with urlopen(self._address, timeout=30) as answer:  # noqa: S310 - an address of this machine
                if self.title in answer.read().decode():
                    self.seen = asked
            time.sleep(1)


def test_the_checks_say_in_plain_words_what_is_hard_to_read(signed_in: Any, portal: Portal) -> None:
    new_article(signed_in, portal, "Article 12")
    signed_in.fill("#id_introduction", f"Venez {'encore ' * 26} une fois. Cliquez ici.")
    signed_in.locator('[data-side-panel-toggle="checks"]').click()
    panel = signed_in.locator('[data-side-panel="checks"]')
    for sentence in ("Le titre ne dit rien", "Une phrase est longue"):
        panel.get_by_text(sentence).wait_for(timeout=30_000)


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


@pytest.fixture(scope="session")
def scheduled(portal: Portal) -> Watch:
    """An article that an editor scheduled for one of the next minutes, watched from then on."""
    title = f"Article programmé par un essai {time.time():.0f}"
    with chromium() as browser, admin_page(browser, portal) as admin:
        new_article(admin, portal, title)
        moment = (datetime.now(PARIS) + timedelta(seconds=75)).replace(second=0, microsecond=0)
        if moment <= datetime.now(PARIS) + timedelta(seconds=15):
            moment += timedelta(minutes=1)
        schedule(admin, moment)
        publish(admin)
    watch = Watch(portal.at("/actualites/"), title, moment)
    watch.start()
    return watch


def schedule(admin: Any, moment: datetime) -> None:
    admin.get_by_role("button", name="Afficher/masquer le statut").click()
    admin.get_by_role("button", name="Programmer").first.click()
    admin.locator("#id_go_live_at").fill(f"{moment:%d/%m/%Y à %H h %M}")
    admin.get_by_role("button", name="Enregistrer la programmation").click()
    admin.get_by_text("Modifier la programmation").wait_for()


@pytest.mark.first
def test_an_article_is_scheduled(scheduled: Watch) -> None:
    """And watched while the other tests run: it takes the clock a minute to come."""
    assert scheduled.is_alive()


@pytest.mark.last
def test_it_appears_at_its_minute(scheduled: Watch, open_page: Callable[..., Any]) -> None:
    scheduled.join()
    assert scheduled.seen is not None, "the article never appeared"
    assert scheduled.seen >= scheduled.moment, "the article appeared too early"
    assert scheduled.title in open_page("/actualites/").locator("main").inner_text()
