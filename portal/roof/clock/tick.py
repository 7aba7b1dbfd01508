"""Runs what is due.

`manage.py clock` calls `tick(now)` every few seconds. A job that is due takes its lock, looks again, runs, and leaves
one row that says when it ran and what it did. A job that fails is told in that row and in the log; the clock goes on.
"""

import logging
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from portal.models import JobRun
from portal.roof.clock.jobs import JOBS, Job
from portal.roof.clock.locks import held

logger = logging.getLogger(__name__)


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
        connection.close_at = 0  # at the end of this turn, for another one
        return False


def _last(job: Job) -> JobRun:
    return JobRun.objects.filter(name=job.name).first() or JobRun(name=job.name)


def _run(job: Job, now: datetime) -> None:
    JobRun.objects.update_or_create(name=job.name, defaults={"started_at": now, "finished_at": None})
    row = JobRun.objects.filter(name=job.name)
    try:
        done = job.run(now)
    except Exception as error:
        logger.exception("job %s failed", job.name)
        row.update(finished_at=timezone.now(), message=str(error) or type(error).__name__, counts={}, failed=True)
        return
    row.update(finished_at=timezone.now(), message=done.sentence, counts=dict(done.counts), failed=False)
    if not done.nothing:
        logger.info("job %s: %s", job.name, done.sentence)
