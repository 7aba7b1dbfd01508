"""What is published is seen by the very next reader, whichever process answers: a real server, two workers."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Portal
from tests.consistency.source_files import PROJECT

READS = 24  # new connections: both workers take some

NAME = "France services La Poste de Castelmoron-sur-Lot"
PLACE = f"HelpPoint.objects.get(name='{NAME}')"
AWAY = f"{PLACE}.unpublish()"
BACK = f"p = {PLACE}; p.save_revision().publish()"
CLOSED = (
    "from datetime import date; from directory.models import Closure;"
    f"Closure.objects.create(point={PLACE}, first_day=date.today(), last_day=date.today(), label='inventaire')"
)
OPEN = "from directory.models import Closure; Closure.objects.get(label='inventaire').delete()"


def run(portal: Portal, code: str) -> None:
    """Another process writes, as a command or the clock does."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
        "PORTAL_VAR_DIR": str(portal.folder),
    }
    whole = f"from directory.models import HelpPoint; {code}"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", whole]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)


def readings(portal: Portal, path: str) -> Iterator[tuple[str, str]]:
    """(ETag, page) of many visitors, each with a connection of its own."""
    address = urlsplit(portal.url)
    for _visitor in range(READS):
        connection = http.client.HTTPConnection(address.hostname or "", address.port or 0, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        yield response.headers["ETag"], response.read().decode()
        connection.close()


def test_links_follow_a_home_page_that_is_renamed(portal: Portal) -> None:
    """Wagtail remembers the addresses of sites in each process."""
    rename = "from home.models import HomePage; p = HomePage.objects.get(); p.slug = '{}'; p.save_revision().publish()"
    list(readings(portal, "/"))
    run(portal, rename.format("bienvenue"))
    try:
        pages = [page for _tag, page in readings(portal, "/")]
    finally:
        run(portal, rename.format("accueil"))
    assert all('href="/actualites/"' in page and 'href=""' not in page for page in pages)


@pytest.mark.parametrize(
    ("change", "undo", "seen"),
    [(AWAY, BACK, rf"^(?!.*{NAME})"), (CLOSED, OPEN, rf"{NAME}.{{0,2000}}inventaire")],
    ids=["unpublished", "closed"],
)
def test_a_change_is_seen_by_the_next_reader_of_each_worker(portal: Portal, change: str, undo: str, seen: str) -> None:
    path = "/lieux/?ou=castelmoron"
    expected = re.compile(seen, re.DOTALL)
    before = list(readings(portal, path))
    assert not any(expected.search(page) for _tag, page in before)
    run(portal, change)
    try:
        assert all(expected.search(page) for _tag, page in readings(portal, path))
    finally:
        run(portal, undo)
    assert not any(expected.search(page) for _tag, page in readings(portal, path))
