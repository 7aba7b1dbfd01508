"""The second factor on a small phone: set up, asked at the sign-in, replaced by a recovery code, taken away."""

import os
import subprocess
import sys
from base64 import b32decode
from collections.abc import Iterator
from time import time
from typing import Any

import pytest
from django_otp.oath import TOTP

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, PROJECT, Portal

OWN = "/admin/account/double-authentification/"


@pytest.fixture
def phone(browser: Any, portal: Portal) -> Iterator[Any]:
    """A page on a phone; whatever happens the editor has no second factor afterwards."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce")
    yield context.new_page()
    context.close()
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings.embedded", "PORTAL_VAR_DIR": str(portal.folder)}
    command = [sys.executable, "manage.py", "second_factor_remove", portal.editor[0]]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, check=False)


def sound(page: Any) -> None:
    """In both themes: nothing for axe to say, nothing wider than the screen, no word cut."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(500)  # Wagtail's buttons change colour slowly
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    cut = "[...document.querySelectorAll('main h1, main .button')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    assert page.evaluate(f"{cut}.map(e => e.textContent)") == []
    assert page.evaluate("[...document.querySelectorAll('main h1')].every(e => e.getBoundingClientRect().right <= 320)")


def code(key: bytes, step: int = 0) -> str:
    """What the application shows, or will in half a minute: both are accepted, each one once."""
    totp = TOTP(key)
    totp.time = time() + 30 * step
    return f"{totp.token():06}"


def give_password(page: Any, portal: Portal) -> None:
    page.goto(portal.at("/admin/login/"))
    page.fill("input[name=username]", portal.editor[0])
    page.fill("input[name=password]", portal.editor[1])
    page.click("button[type=submit]")


def sign_out(page: Any) -> None:
    page.context.clear_cookies()


@pytest.mark.node
def test_from_setting_it_up_to_taking_it_away(phone: Any, portal: Portal) -> None:
    faults: list[str] = []
    phone.on("pageerror", lambda error: faults.append(str(error)))
    give_password(phone, portal)
    phone.wait_for_url("**/admin/")
    phone.goto(portal.at(OWN))
    sound(phone)

    phone.get_by_role("button", name="Commencer").click()
    phone.locator(".second-factor-qr svg").wait_for()
    sound(phone)
    key = b32decode("".join(phone.locator(".second-factor-key span").all_inner_texts()))
    phone.get_by_label("Code affiché par votre application").fill("000000")
    phone.keyboard.press("Enter")
    phone.get_by_text("Ce code n’est pas le bon.").wait_for()
    phone.get_by_label("Code affiché par votre application").fill(code(key))
    phone.get_by_role("button", name="Mettre en place").click()
    phone.get_by_role("heading", name="Vos dix codes de secours").wait_for()
    codes = phone.locator(".second-factor-codes li")
    assert codes.count() == 10
    sound(phone)
    recovery = codes.first.inner_text()
    phone.get_by_role("button", name="Imprimer").wait_for()
    phone.get_by_role("link", name="C’est fait, continuer").click()
    phone.wait_for_url("**/admin/")

    sign_out(phone)
    give_password(phone, portal)
    phone.wait_for_url("**/login/code/")
    sound(phone)
    phone.goto(portal.at("/admin/pages/"))
    assert "/admin/login/" in phone.url, "the password alone opens nothing"
    phone.goto(portal.at("/admin/login/code/"))
    field = phone.get_by_label("Code affiché par votre application")
    assert field.evaluate("element => element === document.activeElement")
    field.fill("111111")
    phone.keyboard.press("Enter")
    phone.get_by_text("Ce code est faux ou a déjà servi.").wait_for()
    sound(phone)
    phone.wait_for_timeout(1_200)  # django-otp looks at no code in the second that follows a wrong one
    phone.get_by_label("Code affiché par votre application").fill(code(key, 1))
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/admin/")

    sign_out(phone)
    give_password(phone, portal)
    phone.wait_for_url("**/login/code/")
    phone.get_by_label("Code affiché par votre application").fill(recovery)
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/admin/")
    phone.get_by_text("Il vous en reste 9.").wait_for()

    phone.goto(portal.at(OWN))
    phone.get_by_text("Il vous reste 9 codes.").wait_for()
    sound(phone)
    phone.locator("input[name=remove-proof]").fill(portal.editor[1])
    phone.get_by_role("button", name="Retirer la double authentification").click()
    phone.get_by_text("votre mot de passe suffit de nouveau").wait_for()
    assert faults == []
