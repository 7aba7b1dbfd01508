"""The account's own page: a key to scan, ten codes shown once, and a proof before anything changes."""

import re
from base64 import b32decode
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.models import User
from portal.models.attempts import PER_NAME
from portal.roof.signing_in.second_factor.devices import device_of
from tests.portal.second_factor import PASSWORD, code_of, equipped, gets_in, give_code, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "frozen")]


def screen(answer: Any) -> Any:
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser").main


def do(client: Client, step: str, **fields: str) -> Any:
    return client.post(reverse("portal_second_factor"), {"step": step, **fields})


def shown_key(client: Client) -> str:
    """What a person would copy from the page, as hexadecimal."""
    page = screen(client.get(reverse("portal_second_factor")))
    groups = [span.get_text() for span in page.select(".second-factor-key span")]
    assert [len(group) for group in groups] == [4] * 8
    return b32decode("".join(groups)).hex()


def shown_codes(page: Any) -> list[str]:
    return [re.sub(r"\s", "", line.get_text()) for line in page.select(".second-factor-codes li")]


def signed_in_twice(editor: User, now: datetime, frozen: Any) -> tuple[Client, str, list[str], datetime]:
    """Somebody who signed in with the code: client, key, recovery codes, and a later moment, which it is now."""
    device, codes = equipped(editor, now)
    client = Client()
    give_password(client, editor)
    frozen.move_to(now + timedelta(minutes=1))
    give_code(client, code_of(device.key, now + timedelta(minutes=1)))
    later = now + timedelta(minutes=2)
    frozen.move_to(later)
    return client, device.key, codes, later


def test_it_is_set_up_from_the_account(editor: User, editor_client: Client, frozen: Any, now: datetime) -> None:
    address = reverse("portal_second_factor")
    assert address in editor_client.get(reverse("wagtailadmin_account")).content.decode()
    elsewhere = Client()
    elsewhere.force_login(editor)
    assert "Ce qu’il vous faut" in screen(editor_client.get(address)).get_text()
    assert do(editor_client, "begin")["Location"] == address
    page = screen(editor_client.get(address))
    assert page.select_one(".second-factor-qr svg path")
    key = shown_key(editor_client)
    assert shown_key(editor_client) == key, "the same when the page is read again"
    link = page.select_one("a[href^='otpauth://totp/']")["href"]
    assert "editrice" in link and "issuer=127.0.0.1" in link
    wrong = screen(do(editor_client, "confirm", code="000000"))
    assert "Ce code n’est pas le bon" in wrong.get_text() and not device_of(editor)
    codes = shown_codes(screen(do(editor_client, "confirm", code=code_of(key, now))))
    assert len(set(codes)) == 10 and all(re.fullmatch("[0-9]{10}", code) for code in codes)
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(codes)
    again = screen(editor_client.get(address)).get_text()
    assert "en place depuis le 24 novembre 2026" in again and "Il vous reste 10 codes." in again
    assert not any(code[:5] in again for code in codes)
    assert gets_in(editor_client) and not gets_in(elsewhere)
    assert "En place depuis le" in editor_client.get(reverse("wagtailadmin_account")).content.decode()


def test_a_key_left_an_hour_is_shown_no_more(editor_client: Client, frozen: Any, now: datetime) -> None:
    do(editor_client, "begin")
    key = shown_key(editor_client)
    frozen.move_to(now + timedelta(hours=1, seconds=1))
    assert "Commencer" in screen(editor_client.get(reverse("portal_second_factor"))).get_text()
    assert do(editor_client, "confirm", code=code_of(key, now + timedelta(hours=1))).status_code == 302
    do(editor_client, "begin")
    assert shown_key(editor_client) != key


def test_it_is_not_set_up_twice(editor: User, frozen: Any, now: datetime) -> None:
    """A new key without a proof would give the account to whoever sits in front of the open session."""
    client, key, _codes, later = signed_in_twice(editor, now, frozen)
    do(client, "begin")
    assert not screen(client.get(reverse("portal_second_factor"))).select(".second-factor-key")
    new = client.session["second_factor_key"]["key"]
    assert do(client, "confirm", code=code_of(new, later)).status_code == 302
    assert [device.key for device in TOTPDevice.objects.all()] == [key]


@pytest.mark.parametrize("proof", ["password", "code"])
def test_new_recovery_codes(editor: User, frozen: Any, now: datetime, proof: str) -> None:
    client, key, before, later = signed_in_twice(editor, now, frozen)
    assert "Ce n’est ni votre mot de passe" in do(client, "renew", **{"renew-proof": "faux"}).content.decode()
    given = PASSWORD if proof == "password" else code_of(key, later)
    codes = shown_codes(screen(do(client, "renew", **{"renew-proof": given})))
    assert len(set(codes)) == 10 and not set(codes) & set(before)
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(codes)


@pytest.mark.parametrize("proof", ["password", "code"])
def test_it_is_taken_away(editor: User, frozen: Any, now: datetime, proof: str, caplog: Any) -> None:
    client, key, codes, later = signed_in_twice(editor, now, frozen)
    for wrong in ("", "000000", "faux", codes[0]):
        assert do(client, "remove", **{"remove-proof": wrong}).status_code == 200
    assert device_of(editor)
    given = PASSWORD if proof == "password" else code_of(key, later + timedelta(seconds=10))
    frozen.move_to(later + timedelta(seconds=10))
    do(client, "remove", **{"remove-proof": given})
    assert not device_of(editor) and not StaticToken.objects.exists()
    assert gets_in(client)
    assert f"portal.second_factor.removed: account {editor.pk} ('editrice'), by account {editor.pk}" in caplog.text
    assert not any(secret in caplog.text for secret in (key, PASSWORD, *codes))


def test_proofs_are_counted_among_the_tries(editor: User, frozen: Any, now: datetime) -> None:
    client, _key, _codes, _later = signed_in_twice(editor, now, frozen)
    for _try in range(PER_NAME):
        do(client, "remove", **{"remove-proof": "faux"})
    assert "Trop d’essais." in do(client, "remove", **{"remove-proof": PASSWORD}).content.decode()
    assert device_of(editor)


def test_reading_the_page_writes_nothing(editor_client: Client) -> None:
    do(editor_client, "begin")
    with CaptureQueriesContext(connection) as read:
        editor_client.get(reverse("portal_second_factor"))
    assert [one["sql"] for one in read if not one["sql"].startswith("SELECT")] == []


def test_an_unknown_step_shows_the_page(editor_client: Client) -> None:
    assert "Ce qu’il vous faut" in screen(do(editor_client, "licorne")).get_text()
