"""A real portal with the demo in it, and Chromium in front: with scripts, without, in both themes.

The server is started once for the whole run, by the same command as `make demo`, in a folder of its own. While writing
a test, BROWSER_PORTAL=http://127.0.0.1:8000/ uses the one that already runs (its folder is `var`, or PORTAL_VAR_DIR).
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.crawl import Crawl, crawl
from tests.browser.watch import Watch
from tests.running_portal import free_port, running

PROJECT = Path(__file__).resolve().parents[2]
# Nothing that would look for a network: component updates, synchronisation, QUIC.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Without a window letters would have whole pixels of width; this way they are as wide as a person sees them.
    "--font-render-hinting=none",
]
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Portal:
    """The running demo: `url` ends with a slash; `editor` is a name and its password; `folder` holds what it writes."""

    url: str
    editor: tuple[str, str]
    folder: Path

    def at(self, path: str) -> str:
        return self.url + path.lstrip("/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    # What the clock does at its minute is asked for first and looked at last: the other tests fill the wait.
    items.sort(key=lambda item: bool(item.get_closest_marker("last")) - bool(item.get_closest_marker("first")))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Loaded once; a test that writes must put back what it changed, or work on what it made."""
    if url := os.environ.get("BROWSER_PORTAL"):
        folder = Path(os.environ.get("PORTAL_VAR_DIR", PROJECT / "var"))
        yield Portal(url, _editor(folder), folder)
        return
    folder = tmp_path_factory.mktemp("portal")
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings.embedded", "PORTAL_VAR_DIR": str(folder)}
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    with running(command, folder=PROJECT, url=url, log=folder / "log.txt", environment=environment):
        yield Portal(url, _editor(folder), folder)


def _editor(folder: Path) -> tuple[str, str]:
    line = (folder / "identifiants.txt").read_text(encoding="utf-8").splitlines()[0]
    name, word = line.split(":", 1)[1].split("/")
    return name.strip(), word.strip()


@pytest.fixture(scope="session")
def crawled(portal: Portal) -> Crawl:
    """Every public page that links lead to, as a visitor without script meets them."""
    return crawl(portal.url)


def _executable() -> str | None:
    """Chromium without a window first: it shows the same pages for less than half of the processor time."""
    return next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_executable(), args=ARGUMENTS)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no browser here: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


# One browser a module, not one a run: Playwright keeps an event loop in the thread, in which Django refuses queries.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@contextmanager
def visits(browser: Any, portal: Portal) -> Iterator[Callable[..., Any]]:
    """Gives `open_page(path, js=True, theme="light", size=DESKTOP)`: a new visitor on that page.

    Whatever is done with them, no request may go elsewhere, nothing may break the content policy, no script may fail
    and no cookie may be set; that is looked at in the end.
    """
    contexts: list[tuple[Any, Watch]] = []

    def open_it(path: str, *, js: bool = True, theme: str = "light", size: dict[str, int] = DESKTOP) -> Any:
        context = browser.new_context(
            java_script_enabled=js, color_scheme=theme, viewport=size, locale="fr-FR", reduced_motion="reduce"
        )
        page = context.new_page()
        contexts.append((context, Watch(page, portal.url)))
        page.goto(portal.at(path), wait_until="load")
        return page

    yield open_it
    found = [fault for _context, watch in contexts for fault in watch.faults]
    cookies = [cookie["name"] for context, _watch in contexts for cookie in context.cookies()]
    for context, _watch in contexts:
        context.close()
    assert found == []
    assert cookies == []


@pytest.fixture
def open_page(browser: Any, portal: Portal) -> Iterator[Callable[..., Any]]:
    with visits(browser, portal) as open_it:
        yield open_it


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visit(request: pytest.FixtureRequest, open_page: Callable[..., Any]) -> Callable[..., Any]:
    """Like `open_page`; the test runs twice, with and without scripts: a journey never needs them."""

    def open_it(path: str, **options: Any) -> Any:
        return open_page(path, js=request.param, **options)

    return open_it


@pytest.fixture(scope="module")
def session_of_the_editor(browser: Any, portal: Portal) -> Any:
    """Signing in takes seconds: once a module."""
    with admin_page(browser, portal) as page:
        return page.context.storage_state()


@pytest.fixture
def signed_in(browser: Any, session_of_the_editor: Any) -> Iterator[Any]:
    """A page for the admin, where the editor of the demo is signed in."""
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR", storage_state=session_of_the_editor)
    yield context.new_page()
    context.close()


@contextmanager
def admin_page(browser: Any, portal: Portal) -> Iterator[Any]:
    """The admin as it is just after the editor of the demo has signed in."""
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR")
    page = context.new_page()
    page.goto(portal.at("/admin/login/"))
    page.fill("input[name=username]", portal.editor[0])
    page.fill("input[name=password]", portal.editor[1])
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    yield page
    context.close()
