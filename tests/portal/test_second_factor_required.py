"""Where administrators must have a second factor, one without it reaches the page that sets it up, nothing else."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.models import User
from portal.roof.signing_in.second_factor.middleware import OPEN
from tests.portal.second_factor import code_of, equipped, gets_in, give_code, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "frozen")]
SET_UP = "portal_second_factor"
# Open to everybody, signed in or not: they say nothing of the portal.
PUBLIC = re.compile(r"wagtailadmin_(login|password_reset\w*)|portal_code_step")
VALUES = {"int": "1", "uuid": "7f1c1e7e-0c1b-4e0b-8a55-3f4f5d6c7b8a"}


def addresses() -> Iterator[tuple[str, str]]:
    """Name and address of everything under the admin, with any value where one is asked."""
    yield from _under(get_resolver().url_patterns, "/")


def _under(patterns: list[Any], start: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        route = re.sub(r"\(\?P<\w+>[^)]*\)", "1", str(one.pattern)).replace("\\", "").strip("^$")
        address = start + re.sub(r"<(?:(\w+):)?\w+>", lambda asked: VALUES.get(asked[1] or "", "x"), route)
        if isinstance(one, URLResolver):
            yield from _under(one.url_patterns, address)
        elif isinstance(one, URLPattern) and address.startswith("/admin/") and ".*" not in address:
            yield one.name or "", address


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def let_through(client: Client, method: str, address: str) -> bool:
    answer = getattr(client, method)(address)
    return not (answer.status_code == 302 and answer["Location"] == reverse(SET_UP))


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_administrator_without_it_reaches_nothing(required: None, admin_client: Client, method: str) -> None:
    every = [(name, address) for name, address in addresses() if name not in OPEN and not PUBLIC.fullmatch(name)]
    assert len(every) > 200
    assert [address for _name, address in every if let_through(admin_client, method, address)] == []


def test_scripts_are_refused_in_words(required: None, admin_client: Client) -> None:
    answer = admin_client.get(reverse("wagtailadmin_tag_autocomplete"), headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/admin/licorne/", "/admin/pages/licorne", "/admin"])
def test_an_unknown_address_shows_nothing(required: None, admin_client: Client, address: str) -> None:
    answer = admin_client.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == reverse(SET_UP) or answer.status_code == 404


def test_it_is_set_up_right_after_the_password(required: None, administrator: User, frozen: Any, now: datetime) -> None:
    client = Client()
    answer = client.get(give_password(client, administrator)["Location"])
    assert answer["Location"] == reverse(SET_UP)
    assert "y est obligatoire" in client.get(reverse(SET_UP)).content.decode()
    client.post(reverse(SET_UP), {"step": "begin"})
    assert not gets_in(client)
    key = client.session["second_factor_key"]["key"]
    client.post(reverse(SET_UP), {"step": "confirm", "code": code_of(key, now)})
    assert gets_in(client)
    assert client.post(reverse("wagtailadmin_logout")).status_code == 302
    give_password(client, administrator)
    assert not gets_in(client)
    frozen.move_to(now + timedelta(minutes=1))
    give_code(client, code_of(key, now + timedelta(minutes=1)))
    assert gets_in(client)


def test_the_way_out_stays_open(required: None, admin_client: Client) -> None:
    answer = admin_client.post(reverse("wagtailadmin_logout"))
    assert answer["Location"] == reverse("wagtailadmin_login")
    assert "_auth_user_id" not in admin_client.session


def test_who_writes_is_offered_it(required: None, editor_client: Client, reader_client: Client) -> None:
    assert gets_in(editor_client) and gets_in(reader_client)
    assert "y est obligatoire" not in editor_client.get(reverse(SET_UP)).content.decode()


@pytest.mark.parametrize("right", ["add_user", "change_user", "add_group", "change_group"])
def test_who_gives_rights_administers(required: None, editor: User, editor_client: Client, right: str) -> None:
    editor.user_permissions.add(Permission.objects.get(codename=right))
    assert editor_client.get(reverse("wagtailadmin_home"))["Location"] == reverse(SET_UP)


def test_an_administrator_who_has_it_works_as_before(
    required: None, administrator: User, frozen: Any, now: datetime
) -> None:
    device, _codes = equipped(administrator, now)
    client = Client()
    give_password(client, administrator)
    frozen.move_to(now + timedelta(minutes=1))
    give_code(client, code_of(device.key, now + timedelta(minutes=1)))
    assert gets_in(client)


def test_where_it_is_offered_nobody_must(admin_client: Client) -> None:
    assert gets_in(admin_client)
