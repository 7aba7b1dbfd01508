from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from portal.models import JobRun

pytestmark = pytest.mark.django_db


def test_the_admin_says_that_the_clock_is_stopped(admin_client: Client, frozen: Any, now: datetime) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "L’horloge du portail est arrêtée" in page
    assert "Le travail de la nuit n’a pas été fait" in page


def test_the_admin_says_nothing_when_all_is_well(admin_client: Client, frozen: Any, now: datetime) -> None:
    for name in ("minute", "nightly"):
        JobRun.objects.create(name=name, started_at=now - timedelta(minutes=2))
    page = admin_client.get("/admin/").content.decode()
    assert "horloge" not in page and "travail de la nuit" not in page


def test_readiness_says_in_words_that_the_clock_is_stopped(client: Client, frozen: Any, now: datetime) -> None:
    answer = client.get("/-/ready")
    assert answer.status_code == 200
    assert answer.content.decode().splitlines()[0] == "ok"
    assert "L’horloge du portail est arrêtée" in answer.content.decode()
    for name in ("minute", "nightly"):
        JobRun.objects.create(name=name, started_at=now - timedelta(minutes=2))
    assert client.get("/-/ready").content.decode() == "ok\n"


def test_a_run_in_the_future_is_no_sign_of_life(client: Client, frozen: Any, now: datetime) -> None:
    for name in ("minute", "nightly"):
        JobRun.objects.create(name=name, started_at=now + timedelta(days=2))
    assert "L’horloge du portail est arrêtée" in client.get("/-/ready").content.decode()
