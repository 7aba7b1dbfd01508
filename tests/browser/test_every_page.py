"""What every public page must be, whatever is on it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Portal, visits
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
    "/lieux/?quoi=carte+grise",
    "/lieux/?quoi=licorne",
    "/lieux/?quoi=ameli+villeneuve",
    "/guide/quand/?service=demarches&ou=47310",
    "/agenda/?vue=mois",
    "/agenda/?vue=jour&jour=lundi",
    "/agenda/?jour=dimanche&moment=soir&ou=agen",
    "/agenda/?autour=44.20,0.62&acces=se-presenter",
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
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
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


@dataclass
class Look:
    """What was seen of one page: axe's findings in each theme, the width it takes on each small screen."""

    violations: dict[str, list[str]] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)


# Percent of the usual size of text → the screen on which nothing may scroll sideways.
SCREENS = {100: PHONE, 200: {"width": 640, "height": 900}}


@pytest.fixture(scope="module")
def looks(browser: Any, portal: Portal, paths: list[str]) -> dict[str, Look]:
    """Every kind of page, visited once: going there takes longer than looking."""
    with visits(browser, portal) as open_page:
        return {path: look(open_page(path)) for path in paths}


def look(page: Any) -> Look:
    seen = Look()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        seen.violations[theme] = violations(page)
    for percent, size in SCREENS.items():
        page.set_viewport_size(size)
        page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%' }", percent)
        seen.widths[percent] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    return seen


@pytest.mark.node
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, looks: dict[str, Look]) -> None:
    assert {path: seen.violations[theme] for path, seen in looks.items() if seen.violations[theme]} == {}


@pytest.mark.parametrize("percent", SCREENS, ids=["plain text", "text twice as big"])
def test_nothing_overflows_a_small_phone(percent: int, looks: dict[str, Look]) -> None:
    """320 px wide: no page scrolls sideways, with text as it is or, on a wider phone, twice as big."""
    width = SCREENS[percent]["width"]
    assert {path: seen.widths[percent] for path, seen in looks.items() if seen.widths[percent] > width} == {}


def test_overflow_can_be_seen(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<hr>');"
        "document.querySelector('main').lastChild.style.width = '900px'"
    )
    assert all(width > SCREENS[percent]["width"] for percent, width in look(page).widths.items())


def test_axe_can_find_something(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')"
    )
    assert {line.split(":")[0] for line in violations(page)} >= {"image-alt", "button-name"}


def test_the_first_tab_leads_to_the_content(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenu"


def test_the_admin_is_not_linked(crawled: Crawl, portal: Portal) -> None:
    assert [path for path, html in crawled.pages.items() if 'href="/admin' in html] == []
