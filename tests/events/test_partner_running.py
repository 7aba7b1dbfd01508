"""Readings in processes of their own: started by the clock, limited, killed when they do not end."""

import io
import os
import socket
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import PartnerCalendar, PartnerReading
from events.partners import reading
from events.partners.limits import TooLong, limited
from events.partners.reading import note_abandoned
from events.partners.running import AT_ONCE, Readers, command
from portal.roof.clock import jobs
from portal.roof.clock.tick import tick
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db


def source(number: int = 1, **fields: Any) -> PartnerCalendar:
    return PartnerCalendar.objects.create(
        name=f"Calendrier {number}",
        address=f"https://calendrier.exemple.fr/{number}.ics",
        commune=CommuneFactory(),
        **fields,
    )


def sleeping(pk: int) -> list[str]:
    return [sys.executable, "-c", "import time; time.sleep(60)"]


def test_those_that_are_due_are_started_a_few_at_a_time(now: datetime) -> None:
    for number in range(4):
        source(number, next_at=now - timedelta(minutes=number))
    source(5, next_at=now + timedelta(minutes=1))
    source(6)
    readers = Readers(sleeping, patience=0.0)
    assert readers.start_due(now) == AT_ONCE
    time.sleep(0.05)  # their patience is over: they are killed, and make room
    assert readers.start_due(now) == AT_ONCE
    time.sleep(0.05)
    assert readers.look() == 0


def test_one_that_is_being_read_is_not_started_again(now: datetime) -> None:
    source(1, next_at=now, started_at=now)
    assert Readers(sleeping).start_due(now) == 0


def test_a_killed_reading_is_told_and_tried_again_later(now: datetime, frozen: Any) -> None:
    killed = source(1, next_at=now, started_at=now - timedelta(minutes=3))
    source(2, started_at=now - timedelta(seconds=30))
    assert note_abandoned(now) == 1
    killed.refresh_from_db()
    assert (killed.status, killed.started_at) == ("failed", None)
    assert killed.next_at is not None and killed.next_at > now
    assert "interrompue" in PartnerReading.objects.get().sentence


def test_the_clock_starts_them_and_waits_for_none(now: datetime, monkeypatch: Any) -> None:
    started: list[int] = []

    def noted(pk: int) -> list[str]:
        started.append(pk)
        return [sys.executable, "-c", ""]

    readers = Readers(noted)
    monkeypatch.setattr(jobs, "readers", readers)
    job = next(job for job in jobs.JOBS if job.name == "calendars")
    assert tick(now, (job,)) == []
    one = source(1, next_at=now)
    began = time.monotonic()
    assert tick(now, (job,)) == ["calendars"]
    assert time.monotonic() - began < 2
    assert started == [one.pk]
    while readers.look():
        time.sleep(0.02)


def test_the_button_is_answered_by_the_clock_within_one_turn(now: datetime) -> None:
    one = source(1, next_at=now + timedelta(hours=3))
    assert not jobs.when_calendars_are_due(now, None)  # type: ignore[arg-type]  # not looked at
    one.ask(now)
    one.save()
    assert jobs.when_calendars_are_due(now, None)  # type: ignore[arg-type]


def test_time_is_limited() -> None:
    began = time.monotonic()
    with pytest.raises(TooLong), limited(seconds=0.2):
        while True:
            pass
    assert time.monotonic() - began < 2
    time.sleep(0.25)  # and nothing rings afterwards


def test_memory_is_limited() -> None:
    with pytest.raises(MemoryError), limited(memory=50_000_000):
        bytearray(500_000_000)
    assert len(bytearray(100_000_000)) == 100_000_000


def test_a_reading_that_lasts_is_told_in_words(now: datetime, frozen: Any, monkeypatch: Any) -> None:
    def late(*args: Any) -> None:
        raise TooLong

    one = source(1)
    monkeypatch.setattr(reading, "_read", late)
    told = reading.read(one, now)
    assert (told.outcome, "trop long" in told.sentence) == ("failed", True)


def test_the_command_reads_one_and_reaches_no_inner_machine(now: datetime, frozen: Any, monkeypatch: Any) -> None:
    """The whole way, with the policy of the portal: the name leads to this machine."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: [(2, 1, 6, "", ("127.0.0.1", 443))])
    one, out = source(1), io.StringIO()
    call_command("calendars", source=one.pk, stdout=out)
    assert "réseau privé" in out.getvalue()
    one.refresh_from_db()
    assert one.status == "failed"
    assert PartnerReading.objects.get().outcome == "failed"


def test_the_command_may_only_try(monkeypatch: Any) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: [])
    out, one = io.StringIO(), source(1)
    call_command("calendars", source=one.pk, dry_run=True, stdout=out)
    assert "rien n’a été écrit" in out.getvalue() and "introuvable" in out.getvalue()
    assert not PartnerReading.objects.exists()


def test_the_command_says_what_it_cannot_do(now: datetime) -> None:
    with pytest.raises(CommandError, match="pas de calendrier n° 9999"):
        call_command("calendars", source=9999)
    with pytest.raises(CommandError, match="déjà en cours"):
        call_command("calendars", source=source(1, started_at=timezone.now()).pk)
    for asked in ({}, {"source": "1", "due": True}):
        with pytest.raises(CommandError, match="Dites lesquels"):
            call_command("calendars", **asked)
    with pytest.raises(CommandError, match="« lundi » n’est pas le numéro"):
        call_command("calendars", "--source", "lundi")
    out = io.StringIO()
    call_command("calendars", due=True, stdout=out)
    assert "Aucun calendrier" in out.getvalue()


def test_the_child_is_a_command_of_the_portal(tmp_path: Path) -> None:
    """It starts, finds an empty database of its own, and says so."""
    line = command(12)
    assert line[2:] == ["calendars", "--source", "12"] and Path(line[1]) == settings.BASE_DIR / "manage.py"
    environment = {**os.environ, "PORTAL_VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings.embedded"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "events_partnercalendar" in done.stderr
