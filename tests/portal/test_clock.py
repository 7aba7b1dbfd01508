import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from directory.models import Closure
from portal.models import JobRun
from portal.models.changes import changes, register_deriver
from portal.roof.clock import jobs as clock
from portal.roof.clock.jobs import Done, Job, each_minute, each_night
from portal.roof.clock.locks import held
from portal.roof.clock.notices import warnings
from portal.roof.clock.scheduled import publish_due, unpublish_expired
from portal.roof.clock.tick import tick

pytestmark = pytest.mark.django_db


@dataclass
class Witness:
    """A job that counts its runs and fails on demand."""

    fails: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    runs: list[datetime] = field(default_factory=list)

    def __call__(self, now: datetime) -> Done:
        self.runs.append(now)
        if self.fails:
            raise ValueError("la panne voulue")
        return Done("fait", self.counts)


def minute_job(witness: Witness) -> tuple[Job]:
    return (Job("minute", each_minute, witness),)


def night_job(witness: Witness) -> tuple[Job]:
    return (Job("nightly", each_night, witness),)


def test_the_minute_job_runs_once_a_minute(now: datetime) -> None:
    witness = Witness()
    for seconds in (0, 5, 10, 59, 60, 61, 125):
        tick(now + timedelta(seconds=seconds), minute_job(witness))
    assert witness.runs == [now, now + timedelta(seconds=60), now + timedelta(seconds=125)]


def test_the_night_job_runs_at_start_then_once_a_night(now: datetime) -> None:
    witness = Witness()
    for hours in range(0, 60):
        tick(now + timedelta(hours=hours), night_job(witness))
    # 10 h the first day (never ran), then 3 h of each night.
    assert witness.runs == [now, now + timedelta(hours=17), now + timedelta(hours=41)]


@pytest.mark.parametrize("due", [each_minute, each_night])
def test_a_run_in_the_future_holds_nothing_back(now: datetime, due: Any) -> None:
    """The machine's time was two days ahead, then corrected."""
    assert due(now, JobRun(started_at=now + timedelta(days=2), finished_at=now + timedelta(days=2)))


def test_a_missed_night_is_caught_up_at_start(now: datetime) -> None:
    witness = Witness()
    tick(now, night_job(witness))
    tick(now + timedelta(hours=100), night_job(witness))
    assert len(witness.runs) == 2


def test_a_failed_night_is_tried_again_each_hour_and_told(now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    witness = Witness(fails=True)
    for minutes in range(0, 125, 5):
        assert tick(now + timedelta(minutes=minutes), night_job(witness)) in ([], ["nightly"])
    assert len(witness.runs) == 3
    row = JobRun.objects.get(name="nightly")
    assert row.failed and row.message == "la panne voulue"
    assert "job nightly failed" in caplog.text
    assert any("la panne voulue" in said for said in warnings(now))


def test_a_run_leaves_its_numbers_and_is_logged_when_there_was_something_to_do(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    witness = Witness(counts={"published": 0})
    tick(now, minute_job(witness))
    assert "job minute" not in caplog.text
    witness.counts = {"published": 2}
    tick(now + timedelta(minutes=1), minute_job(witness))
    assert "job minute: fait" in caplog.text
    row = JobRun.objects.get(name="minute")
    assert (row.counts, row.message, row.failed) == ({"published": 2}, "fait", False)
    witness.fails = True
    tick(now + timedelta(minutes=2), minute_job(witness))
    row.refresh_from_db()
    assert (row.counts, row.message, row.failed) == ({}, "la panne voulue", True)


def test_the_minute_job_counts_what_it_published(site: Any, now: datetime, frozen: Any) -> None:
    assert clock.minute(now).nothing
    _scheduled_page(site.root_page, "Programmée", go_live_at=now + timedelta(minutes=2))
    frozen.move_to(now + timedelta(minutes=3))
    assert clock.minute(now + timedelta(minutes=3)).counts == {"published": 1, "unpublished": 0, "imports": 0}


def test_a_failing_job_keeps_no_other_waiting(now: datetime) -> None:
    good = Witness()
    assert tick(now, (Job("broken", each_minute, Witness(fails=True)), Job("good", each_minute, good))) == [
        "broken",
        "good",
    ]
    assert good.runs == [now]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the PostgreSQL lock is per connection, tested by two clocks")
def test_a_job_whose_lock_is_held_elsewhere_does_not_run(now: datetime) -> None:
    path = settings.VAR_DIR / "locks" / "minute.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    script = (
        f"import fcntl; f = open({str(path)!r}, 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        witness = Witness()
        assert tick(now, minute_job(witness)) == []
        other.communicate(b"\n")
    assert tick(now, minute_job(witness)) == ["minute"]
    assert witness.runs == [now]


def test_a_lock_is_free_again_after_use() -> None:
    for _time in range(2):
        with held("essai") as free:
            assert free


def test_warnings_say_when_the_clock_is_silent(now: datetime) -> None:
    assert len(warnings(now)) == 2
    JobRun.objects.create(name="minute", started_at=now - timedelta(minutes=4))
    JobRun.objects.create(name="nightly", started_at=now - timedelta(hours=25))
    assert warnings(now) == []
    assert len(warnings(now + timedelta(minutes=2))) == 1
    assert len(warnings(now + timedelta(hours=2))) == 2


def _scheduled_page(parent: Page, title: str, **fields: Any) -> Page:
    page = parent.add_child(instance=Page(title=title, live=False))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_page_appears_at_its_hour_and_leaves_at_its_end(site: Any, now: datetime, frozen: Any) -> None:
    page = _scheduled_page(
        site.root_page, "Programmée", go_live_at=now + timedelta(minutes=2), expire_at=now + timedelta(minutes=9)
    )
    assert not page.live
    assert publish_due(now + timedelta(minutes=1)) == (0, 0)
    frozen.move_to(now + timedelta(minutes=3))
    assert publish_due(now + timedelta(minutes=3)) == (1, 0)
    assert publish_due(now + timedelta(minutes=3)) == (0, 0)
    page.refresh_from_db()
    assert page.live
    assert unpublish_expired(now + timedelta(minutes=8)) == (0, 0)
    assert unpublish_expired(now + timedelta(minutes=10)) == (1, 0)
    assert unpublish_expired(now + timedelta(minutes=10)) == (0, 0)
    page.refresh_from_db()
    assert not page.live and page.expired


@pytest.fixture
def deriver() -> Iterator[Callable[[bool], None]]:
    """Something derived from pages, that can be made to fail."""
    state = {"fails": False}

    def derive(keys: frozenset[Any]) -> None:
        if state["fails"]:
            raise RuntimeError("la panne voulue")

    def marked(sender: Any, instance: Page, **kwargs: Any) -> None:
        from portal.models.changes import mark

        mark("test.clock", [instance.pk])

    register_deriver("test.clock", derive, order=90)
    page_published.connect(marked)
    page_unpublished.connect(marked)
    yield lambda fails: state.update(fails=fails)
    page_published.disconnect(marked)
    page_unpublished.disconnect(marked)


def test_an_error_in_what_derives_leaves_the_page_as_it_was(
    site: Any, now: datetime, frozen: Any, deriver: Callable[[bool], None], caplog: pytest.LogCaptureFixture
) -> None:
    page = _scheduled_page(site.root_page, "Programmée", go_live_at=now + timedelta(minutes=2))
    frozen.move_to(now + timedelta(minutes=3))
    deriver(True)
    assert publish_due(now + timedelta(minutes=3)) == (0, 1)
    page.refresh_from_db()
    assert not page.live
    assert "scheduled change failed" in caplog.text
    deriver(False)
    assert publish_due(now + timedelta(minutes=4)) == (1, 0)
    page.refresh_from_db()
    assert page.live


def test_a_night_tells_what_it_did(site: Any, now: datetime) -> None:
    done = clock.nightly(now)
    assert done.counts == {"steps": 11}
    assert [step.split(" : ")[0] for step in done.sentence.split(" ; ")] == [
        "vacances",
        "dates",
        "dates retirées",
        "dates passées",
        "recherche",
        "sessions",
        "essais",
        "imports",
        "corbeille",
        "signalements",
        "mots sans réponse",
    ]
    assert Closure.objects.filter(first_day__year=now.year + 1).exists()


def test_a_night_goes_on_after_a_failed_step(
    site: Any, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: datetime) -> str:
        raise ValueError("la panne voulue")

    monkeypatch.setattr(clock, "seed", fail)
    with pytest.raises(RuntimeError, match=r"étapes en échec : vacances ; faites : dates : .*sessions"):
        clock.nightly(now)
    assert "nightly step failed: vacances" in caplog.text


def test_once_does_what_is_due(site: Any, now: datetime, frozen: Any) -> None:
    page = _scheduled_page(site.root_page, "Programmée", go_live_at=now + timedelta(minutes=2))
    frozen.move_to(now + timedelta(minutes=3))
    call_command("clock", "--once")
    page.refresh_from_db()
    assert page.live
    assert not JobRun.objects.get(name="minute").failed


def test_changes_are_atomic_around_a_scheduled_change() -> None:
    with pytest.raises(RuntimeError, match="non"), changes():
        assert transaction.get_connection().in_atomic_block
        raise RuntimeError("non")
