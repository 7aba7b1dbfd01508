"""Ground shared by every test: the strict client, the site, the staff, a fixed moment."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from portal.roof.demo.loaders.accounts import ensure_editors_group
from tests.strict_client import StrictClient

# A Tuesday of an even week, far from the changes of time; 2026 has a week 53, and its turn is near.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


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


@pytest.fixture
def site(db: None) -> Site:
    """The site, with the demo's settings, made again when a transactional test has emptied the database."""
    return build_site()


def build_site() -> Site:
    Locale.objects.get_or_create(language_code="fr")
    root = Page.get_first_root_node() or Page.add_root(title="Racine", slug="root")
    if "homepage" in apps.all_models["home"]:
        from portal.roof.demo.loaders.site import ensure_site, introduce_network

        site = ensure_site()
        introduce_network()
        return site
    site = Site.objects.filter(is_default_site=True).first()
    return site or Site.objects.create(hostname="127.0.0.1", root_page=root, is_default_site=True)


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
    user.groups.add(ensure_editors_group())
    return user


@pytest.fixture
def administrator(make_user: Callable[..., Any]) -> Any:
    return make_user("administratrice", is_superuser=True, is_staff=True)


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
def admin_templates(settings: Any) -> None:
    """Wagtail's own templates read variables that do not always exist: the strict mark is for our public pages."""
    templates = deepcopy(settings.TEMPLATES)
    del templates[0]["OPTIONS"]["string_if_invalid"]
    settings.TEMPLATES = templates
