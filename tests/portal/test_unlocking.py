"""An administrator sees who may try no password for now, and lets them try again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from portal.models import Attempt
from portal.models.attempts import PER_ADDRESS, PER_NAME, WINDOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "frozen")]
VISITOR = "192.0.2.7"


def tries(now: datetime, count: int, name: str = "", address: str = VISITOR, kind: str = "connexion") -> None:
    for number in range(count):
        at = now - timedelta(minutes=8) + number * timedelta(seconds=10)
        Attempt.objects.create(kind=kind, name=name, address=address, at=at)


def screen(client: Client) -> Any:
    answer = client.get(reverse("portal_locked"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def test_who_is_locked_since_when_and_until(now: datetime) -> None:
    tries(now, PER_NAME, "editrice")
    tries(now, PER_NAME - 1, "autre")
    tries(now, PER_NAME, "editrice@exemple.fr", "192.0.2.8", kind="courriel")
    found = {(one.kind, one.name, one.address): one for one in Attempt.objects.locked(now)}
    assert set(found) == {("connexion", "editrice", ""), ("courriel", "editrice@exemple.fr", "")}
    one = found["connexion", "editrice", ""]
    first = now - timedelta(minutes=8)
    assert (one.since, one.until) == (first + timedelta(seconds=40), first + WINDOW)
    assert Attempt.objects.locked(one.until - timedelta(seconds=1)) != []
    assert Attempt.objects.locked(one.until) == []


def test_a_visitor_is_locked_whatever_the_names(now: datetime) -> None:
    for number in range(PER_ADDRESS):
        tries(now, 1, f"compte{number}")
    [one] = Attempt.objects.locked(now)
    assert (one.name, one.address) == ("", VISITOR)


def test_one_button_lets_somebody_in_again(admin_client: Client, now: datetime) -> None:
    assert "Personne n’est bloqué en ce moment." in screen(admin_client).get_text()
    tries(now, PER_NAME, "editrice")
    tries(now, PER_NAME, "autre", "192.0.2.8")
    page = screen(admin_client)
    row = next(row for row in page.select("tbody tr") if "editrice" in row.get_text())
    assert "le compte « editrice »" in " ".join(row.get_text().split()) and "09:52" in row.get_text()
    fields = {field["name"]: field["value"] for field in row.select("input[type=hidden]") if field.get("value")}
    told = admin_client.post(reverse("portal_locked"), fields, follow=True).content.decode()
    assert "C’est débloqué : editrice peut essayer de nouveau." in told
    assert [one.name for one in Attempt.objects.locked(now)] == ["autre"]


def test_a_visitor_is_let_in_again(admin_client: Client, now: datetime) -> None:
    tries(now, PER_ADDRESS, kind="page")
    admin_client.post(reverse("portal_locked"), {"kind": "page", "name": "", "address": VISITOR})
    assert Attempt.objects.locked(now) == []


def test_an_editor_neither_sees_nor_unlocks(editor_client: Client, admin_client: Client, now: datetime) -> None:
    address = reverse("portal_locked")
    tries(now, PER_NAME, "editrice")
    assert editor_client.get(address).status_code in (302, 403)
    editor_client.post(address, {"kind": "connexion", "name": "editrice"})
    assert len(Attempt.objects.locked(now)) == 1
    assert address in admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert address not in editor_client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_sign_in_page_speaks_french(client: Client, site: Any) -> None:
    page: Any = BeautifulSoup(client.get(reverse("wagtailadmin_login")).content, "html.parser")
    labels = [" ".join(label.get_text().split()) for label in page.select("label")]
    assert any(label.startswith("Mot de passe") for label in labels)
    assert not any("Password" in label or "Remember" in label for label in labels)
