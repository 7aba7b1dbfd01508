"""Ground shared by every test: the strict client, the site, the staff, a fixed moment."""

import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.template import Engine
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Site

from portal.roof.demo.load import load_demo
from portal.roof.demo.loaders.site import ensure_site, introduce_network
from portal.roof.signing_in.roles import EDITOR, ensure_group
from tests.databases import Demo, demo_beside
from tests.strict_client import StrictClient

# A Tuesday of an even week, far from the changes of time; 2026 has a week 53, and its turn is near.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))

# Sessions run side by side: seconds tell how busy the machine is, not what the code is worth.
hypothesis_settings.register_profile("side by side", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("side by side")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-queries", action="store_true", help="write tests/data/queries anew (make queries)")


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end, and pages read as trees are many small objects: looked through every
    700 of them, as Python does by itself, they cost one eighth of the processor time of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture
def now() -> datetime:
    """The moment tests agree on; pass it to code that takes `now`."""
    return NOW


@pytest.fixture
def frozen(now: datetime) -> Iterator[Any]:
    """The clock stopped at `now`, for views and models that read it; `frozen.move_to(...)` goes elsewhere."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The empty database holds the site: making it again in each test was a third of their time."""
    with django_db_blocker.unblock():
        build_site()


def build_site() -> Site:
    """The site with its home page, the finder and the agenda, and the demo's settings."""
    site = ensure_site()
    introduce_network()
    return site


@pytest.fixture
def site(db: None) -> Site:
    """The site with its home page, the finder and the agenda; made again when a transactional test has emptied all."""
    return Site.objects.filter(is_default_site=True).first() or build_site()


@pytest.fixture(scope="session")
def demo_beside_the_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Demo, list[str]]]:
    """The whole demo, loaded at NOW once a session, and what its loaders said."""
    said: list[str] = []

    def load() -> None:
        with time_machine.travel(NOW, tick=False):
            load_demo(NOW, said.append)

    with django_db_blocker.unblock():
        demo = demo_beside(load)
        yield demo, said
        demo.close()


@pytest.fixture(scope="module")
def demo_in_database(demo_beside_the_site: tuple[Demo, list[str]], django_db_blocker: Any) -> Iterator[list[str]]:
    """The demo under every test of the module that asks for it first, and of those that follow."""
    demo, said = demo_beside_the_site
    with django_db_blocker.unblock():
        demo.enter()
    yield said
    with django_db_blocker.unblock():
        demo.leave()


@pytest.fixture
def demo(demo_in_database: list[str], frozen: Any, db: None) -> list[str]:
    """The demo in the database, the clock stopped when it was loaded; gives what the loaders said."""
    return demo_in_database


@pytest.fixture
def make_user(site: Site) -> Callable[..., Any]:
    """`make_user(name, **fields)`: an account with the password « mot-de-passe »."""

    def make(name: str, **fields: Any) -> Any:
        return get_user_model().objects.create_user(name, f"{name}@exemple.fr", "mot-de-passe", **fields)

    return make


@pytest.fixture
def editor(make_user: Callable[..., Any]) -> Any:
    """A member of the group « Éditeurs »: publishes pages, places and dates, manages no account."""
    user = make_user("editrice")
    user.groups.add(ensure_group(EDITOR))
    return user


@pytest.fixture
def administrator(make_user: Callable[..., Any]) -> Any:
    return make_user("administratrice", is_superuser=True, is_staff=True)


@pytest.fixture
def reader_client(make_user: Callable[..., Any]) -> StrictClient:
    """Somebody who signs in to the admin and may do nothing there."""
    user = make_user("lectrice")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = StrictClient()
    client.force_login(user)
    return client


@pytest.fixture
def editor_client(editor: Any) -> StrictClient:
    client = StrictClient()
    client.force_login(editor)
    return client


@pytest.fixture
def admin_client(administrator: Any) -> StrictClient:
    client = StrictClient()
    client.force_login(administrator)
    return client


@pytest.fixture
def admin_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's own templates read variables that do not always exist: the strict mark is for our public pages.

    The engine is changed, not the setting: another setting makes another engine, which compiles all templates anew.
    """
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")
