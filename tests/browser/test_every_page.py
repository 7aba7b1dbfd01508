"""What every public page must be, whatever is on it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Portal
from tests.browser.crawl import Crawl
from tests.strict_client import faults

VALIDATOR = Path(__file__).resolve().parents[1] / "judges" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The shapes that no link of the site leads to.
UNLINKED = [
    "/lieux/?ou=castelmoron",
    "/lieux/?ou=47310",
    "/lieux/?ou=castelmaron",
    "/lieux/?ou=saint&rayon=abc",
    "/lieux/?quoi=licorne&ou=agen",
    "/recherche/",
    "/recherche/?q=impots",
    "/recherche/?q=licorne",
    "/page-qui-n-existe-pas/",
]


@pytest.fixture(scope="module")
def paths(crawled: Crawl) -> list[str]:
    return [*crawled.one_of_each(), *(path for path in UNLINKED if path not in crawled.pages)]


def test_every_link_leads_somewhere(crawled: Crawl) -> None:
    assert len(crawled.pages) > 100
    assert crawled.broken == []


def test_every_page_is_sound(crawled: Crawl) -> None:
    found = {path: faults(html) for path, html in crawled.pages.items()}
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.java
def test_every_page_is_valid_html(crawled: Crawl, tmp_path: Path) -> None:
    """The Nu validator reads them all in one process."""
    java = shutil.which("java")
    if java is None or not VALIDATOR.is_file():
        reason = "java or vnu-jar is missing: run tests/judges/install.sh"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    names = {}
    for number, (path, html) in enumerate(sorted(crawled.pages.items())):
        file = tmp_path / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = path
    command = [java, "-jar", str(VALIDATOR), "--errors-only", "--format", "json", "--exit-zero-always", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    messages = json.loads(done.stderr)["messages"]
    said = [f"{names[message['url'].rsplit('/', 1)[1]]}: {message['message']}" for message in messages]
    assert sorted(set(said)) == []


@pytest.mark.node
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, paths: list[str], open_page: Callable[..., Any]) -> None:
    found = {}
    for path in paths:
        page = open_page(path, theme=theme)
        found[path] = violations(page)
        page.close()
    assert {path: said for path, said in found.items() if said} == {}


def test_axe_can_find_something(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')"
    )
    assert {line.split(":")[0] for line in violations(page)} >= {"image-alt", "button-name"}


@pytest.mark.parametrize("percent", [100, 200], ids=["plain text", "text twice as big"])
def test_nothing_overflows_a_small_phone(percent: int, paths: list[str], open_page: Callable[..., Any]) -> None:
    """320 px wide: no page scrolls sideways, with text as it is or, on a wider phone, twice as big."""
    size = PHONE if percent == 100 else {"width": 640, "height": 900}
    wide = {}
    for path in paths:
        page = open_page(path, size=size)
        page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            wide[path] = width
        page.close()
    assert wide == {}


def test_the_first_tab_leads_to_the_content(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenu"


def test_the_admin_is_not_linked(crawled: Crawl, portal: Portal) -> None:
    assert [path for path, html in crawled.pages.items() if 'href="/admin' in html] == []
