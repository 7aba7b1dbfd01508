"""What happens by itself: publishing at the chosen minute, and the work of the night.

`manage.py clock` calls `tick(now)` every few seconds. A job that is due takes its lock, looks again, runs, and leaves
one row that says when it ran and what it did. A job that fails is told in that row and in the log; the clock goes on.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from directory.holiday_calendar import seed
from events.dates.regeneration import extend_all
from portal.models import JobRun
from portal.roof.clock.locks import held
from portal.roof.clock.scheduled import publish_due, unpublish_expired
from search.index.writing import rebuild

logger = logging.getLogger(__name__)

NIGHT = time(3, 0)
RETRY_AFTER = timedelta(hours=1)
# Beyond these the admin says that something is wrong: the night's work is then a whole day late, the clock stopped.
LATE = {"nightly": timedelta(hours=26), "minute": timedelta(minutes=5)}

Due = Callable[[datetime, JobRun], bool]


@dataclass(frozen=True)
class Job:
    """`run(now)` is idempotent and returns one French sentence saying what it did."""

    name: str
    due: Due
    run: Callable[[datetime], str]


def each_minute(now: datetime, last: JobRun) -> bool:
    return last.started_at is None or now.replace(second=0, microsecond=0) > last.started_at


def each_night(now: datetime, last: JobRun) -> bool:
    """Due from 3 h local time until done, so also at start after a missed night; a failure waits an hour."""
    local = timezone.localtime(now)
    night = local.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    if night > local:
        night = timezone.make_aware(datetime.combine(local.date() - timedelta(days=1), NIGHT))
    if last.started_at is None or last.started_at < night:
        return True
    return (last.failed or last.finished_at is None) and now - last.started_at >= RETRY_AFTER


def minute(now: datetime) -> str:
    gone, failed_gone = unpublish_expired(now)
    come, failed_come = publish_due(now)
    if failed_gone or failed_come:
        raise RuntimeError(f"{failed_gone + failed_come} publication(s) programmée(s) en échec, voir le journal")
    return f"{come} publication(s), {gone} dépublication(s)"


def nightly(now: datetime) -> str:
    """Every step runs even when one before it failed."""
    told, failed = [], []
    for name, step in _night_steps():
        try:
            told.append(f"{name} : {step(now)}")
        except Exception:
            logger.exception("nightly step failed: %s", name)
            failed.append(name)
    if failed:
        raise RuntimeError(f"étapes en échec : {', '.join(failed)} ; faites : {' ; '.join(told) or 'aucune'}")
    return " ; ".join(told)


def _night_steps() -> Iterator[tuple[str, Callable[[datetime], object]]]:
    yield "vacances", seed
    yield "dates", extend_all
    yield "recherche", _rebuild_index
    yield "sessions", _clear_sessions


def _rebuild_index(now: datetime) -> str:
    """Open hours are indexed for the coming days only, so the index is made anew each night."""
    done = rebuild()
    return f"{done.written} fiches écrites, {done.deleted} retirées"


def _clear_sessions(now: datetime) -> str:
    call_command("clearsessions")
    return "périmées effacées"


JOBS = (Job("minute", each_minute, minute), Job("nightly", each_night, nightly))


def tick(now: datetime, jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Run what is due at `now`; returns the names of the jobs that ran here. Never raises for a job that fails."""
    return [job.name for job in jobs if _run_if_due(job, now)]


def _run_if_due(job: Job, now: datetime) -> bool:
    try:
        if not job.due(now, _last(job)):
            return False
        with held(job.name) as free:
            # Looked at again under the lock: another clock may have done it meanwhile.
            if not free or not job.due(now, _last(job)):
                return False
            _run(job, now)
            return True
    except DatabaseError:
        logger.exception("the clock cannot reach its database")
        return False


def _last(job: Job) -> JobRun:
    return JobRun.objects.filter(name=job.name).first() or JobRun(name=job.name)


def _run(job: Job, now: datetime) -> None:
    JobRun.objects.update_or_create(name=job.name, defaults={"started_at": now, "finished_at": None})
    try:
        message, failed = job.run(now), False
    except Exception as error:
        logger.exception("job %s failed", job.name)
        message, failed = str(error) or type(error).__name__, True
    JobRun.objects.filter(name=job.name).update(finished_at=timezone.now(), message=message, failed=failed)
    if failed or job.name != "minute" or not message.startswith("0 publication(s), 0 "):
        logger.info("job %s: %s", job.name, message)


def warnings(now: datetime) -> list[str]:
    """What an administrator must know about the clock, in plain sentences; empty when all is well."""
    said = []
    runs = {run.name: run for run in JobRun.objects.filter(name__in=LATE)}
    if _is_late(runs.get("minute"), now, LATE["minute"]):
        said.append(
            "L’horloge du portail est arrêtée : les publications programmées attendent. "
            "Demandez à la personne qui gère le serveur de relancer « manage.py clock »."
        )
    night = runs.get("nightly")
    if _is_late(night, now, LATE["nightly"]):
        said.append(
            "Le travail de la nuit n’a pas été fait depuis plus d’un jour : "
            "les dates et la recherche peuvent être en retard."
        )
    elif night is not None and night.failed:
        said.append(f"Le travail de la nuit a échoué ({night.message}). Un nouvel essai a lieu chaque heure.")
    return said


def _is_late(run: JobRun | None, now: datetime, limit: timedelta) -> bool:
    return run is None or run.started_at is None or now - run.started_at > limit
