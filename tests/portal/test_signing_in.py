"""Signing in: what anybody may send to it neither holds the database nor opens it."""

from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("admin_templates")]


@pytest.fixture
def hashed_in(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether a transaction was open, each time that a password was hashed."""
    seen: list[bool] = []
    encode = PBKDF2PasswordHasher.encode

    def note(self: PBKDF2PasswordHasher, *args: Any, **kwargs: Any) -> str:
        seen.append(connection.in_atomic_block)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", note)
    return seen


@pytest.fixture
def account(settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
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
