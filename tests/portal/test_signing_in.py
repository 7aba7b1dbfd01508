"""Signing in: what anybody may send to it neither holds the database nor opens it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from portal.ground.attempts import address_of
from portal.models import User
from portal.models.attempts import WINDOW
from portal.roof.clock.jobs import _forget_attempts
from portal.words.zone import PARIS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("admin_templates")]


@pytest.fixture
def hashed_in(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether a transaction was open, each time that a password was hashed."""
    seen: list[bool] = []
    encode = MD5PasswordHasher.encode

    def note(self: MD5PasswordHasher, *args: Any, **kwargs: Any) -> str:
        seen.append(connection.in_atomic_block)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", note)
    return seen


@pytest.fixture
def account() -> User:
    user: User = User.objects.create_superuser("redaction", "redaction@exemple.fr", "une phrase assez longue")
    return user


@pytest.mark.parametrize("password", ["pas la bonne", "une phrase assez longue"])
def test_a_password_is_hashed_outside_any_transaction(account: User, hashed_in: list[bool], password: str) -> None:
    hashed_in.clear()
    response = Client().post(reverse("wagtailadmin_login"), {"username": "redaction", "password": password})
    assert response.status_code == (302 if password != "pas la bonne" else 200)
    assert hashed_in and not any(hashed_in)


def test_nobody_posts_to_the_admin_without_signing_in(account: User) -> None:
    response = Client().post(reverse("wagtailadmin_account"), {"x": "y"})
    assert response.status_code == 302 and response["Location"].startswith(reverse("wagtailadmin_login"))


NOON = datetime(2026, 11, 24, 12, 0, tzinfo=PARIS)
RIGHT, WRONG = "une phrase assez longue", "pas la bonne"


def sign_in(name: str, password: str, address: str = "192.0.2.1", **headers: str) -> Any:
    asked = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("wagtailadmin_login"), asked, **headers)  # type: ignore[arg-type]


def refused(response: Any) -> bool:
    return response.status_code == 200 and "Trop d’essais. Attendez dix minutes" in response.content.decode()


def test_the_right_password_is_refused_after_five_wrong_ones(account: User, hashed_in: list[bool], caplog: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert not any(refused(sign_in("Redaction", WRONG, f"192.0.2.{number}")) for number in range(5))
        hashed_in.clear()
        assert refused(sign_in("redaction", RIGHT))
        assert not hashed_in, "a password that is refused costs no hash"
        assert "connexion refused, too many attempts: 'redaction' from 192.0.2.1" in caplog.text
        clock.shift(WINDOW + timedelta(seconds=1))
        assert sign_in("redaction", RIGHT).status_code == 302
        assert not any(refused(sign_in("redaction", WRONG)) for _ in range(5)), "the former ones are forgotten"


def test_a_visitor_has_twenty_tries_whatever_the_names(account: User) -> None:
    with time_machine.travel(NOON, tick=False):
        assert not any(refused(sign_in(f"compte{number}", WRONG)) for number in range(20))
        assert refused(sign_in("redaction", RIGHT))
        assert sign_in("redaction", RIGHT, "192.0.2.2").status_code == 302


def test_an_administrator_lets_somebody_in_again(account: User, capsys: Any) -> None:
    for _ in range(6):
        sign_in("redaction", WRONG)
    call_command("unlock", "Redaction")
    assert "5 essai(s) oublié(s)." in capsys.readouterr().out
    assert sign_in("redaction", RIGHT).status_code == 302


def test_reset_mails_are_counted_and_nobody_learns_of_it(account: User, mailoutbox: Any) -> None:
    for _ in range(8):
        response = Client().post(reverse("wagtailadmin_password_reset"), {"email": "redaction@exemple.fr"})
        assert response.status_code == 302
    assert len(mailoutbox) == 5


def test_the_password_of_a_page_cannot_be_guessed(site: Any) -> None:
    page = Site.objects.get().root_page
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password=RIGHT)
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    def give(password: str, visitor: str = "192.0.2.1") -> int:
        asked = {"password": password, "return_url": "/"}
        return Client(REMOTE_ADDR=visitor).post(address, asked).status_code

    assert [give(WRONG) for _ in range(20)] == [200] * 20
    assert give(RIGHT) == 429
    assert give(RIGHT, "192.0.2.2") == 302


def test_who_knows_the_password_of_one_page_guesses_no_other(site: Any) -> None:
    page = Site.objects.get().root_page
    known, other = (
        PageViewRestriction.objects.create(page=page, restriction_type="password", password=password)
        for password in ("connu", RIGHT)
    )

    def give(restriction: PageViewRestriction, password: str) -> int:
        address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
        return Client().post(address, {"password": password, "return_url": "/"}).status_code

    seen = [(give(other, WRONG), give(known, "connu")) for _ in range(25)]
    assert seen[:19] == [(200, 302)] * 19
    assert seen[-1] == (429, 429)


@pytest.mark.parametrize(
    ("proxies", "headers", "seen"),
    [
        (0, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "192.0.2.1"),
        (1, {"HTTP_X_FORWARDED_FOR": "10.0.0.1, 203.0.113.9"}, "203.0.113.9"),
        (2, {"HTTP_X_FORWARDED_FOR": "10.0.0.1, 203.0.113.9, 127.0.0.1"}, "203.0.113.9"),
        (1, {}, "192.0.2.1"),
        (1, {"HTTP_X_FORWARDED_FOR": "<b>"}, "unknown"),
        (1, {"HTTP_X_FORWARDED_FOR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
    ],
)
def test_a_forged_address_changes_nothing(settings: Any, proxies: int, headers: dict[str, str], seen: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **headers)) == seen  # type: ignore[arg-type]


def test_tries_are_forgotten_after_a_week(account: User) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in("redaction", WRONG)
    assert _forget_attempts(NOON + timedelta(days=6)).startswith("0 ")
    assert _forget_attempts(NOON + timedelta(days=7)).startswith("1 ")
