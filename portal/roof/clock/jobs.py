"""What happens by itself: publishing at the chosen minute, and the work of the night."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone

from directory.exchange.stalled import finish_stalled, forget_abandoned
from directory.upkeep.holiday_calendar import seed
from directory.upkeep.reports.forgetting import forget as forget_reports
from directory.upkeep.trash import forget_deleted
from events.dates.farewells import forget_farewells
from events.dates.purging import purge_dates
from events.dates.regeneration import extend_all
from events.partners.running import is_due, readers
from portal.models import Attempt, JobRun
from portal.roof.clock.scheduled import publish_due, unpublish_expired
from search.engines.replica.server import configured
from search.engines.replica.sync import sync
from search.index.writing import rebuild
from search.unknown.notebook import forget_unread

logger = logging.getLogger(__name__)

NIGHT = time(3, 0)
RETRY_AFTER = timedelta(hours=1)

Due = Callable[[datetime, JobRun], bool]


@dataclass(frozen=True)
class Done:
    """What a run did: how many of each thing, and the same in one French sentence."""

    sentence: str
    counts: Mapping[str, int]

    @property
    def nothing(self) -> bool:
        """There was nothing to do: not worth a line in the log."""
        return not any(self.counts.values())


@dataclass(frozen=True)
class Job:
    """`run(now)` is idempotent; it raises when something failed, with a French sentence."""

    name: str
    due: Due
    run: Callable[[datetime], Done]


def _started(now: datetime, last: JobRun) -> datetime | None:
    """None too at a moment still to come: the machine's time was put back since, and a job would wait for days."""
    return last.started_at if last.started_at is not None and last.started_at <= now else None


def each_minute(now: datetime, last: JobRun) -> bool:
    started = _started(now, last)
    return started is None or now.replace(second=0, microsecond=0) > started


def each_night(now: datetime, last: JobRun) -> bool:
    """Due from 3 h local time until done, so also at start after a missed night; a failure waits an hour."""
    local = timezone.localtime(now)
    night = local.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    if night > local:
        night = timezone.make_aware(datetime.combine(local.date() - timedelta(days=1), NIGHT))
    started = _started(now, last)
    if started is None or started < night:
        return True
    return (last.failed or last.finished_at is None) and now - started >= RETRY_AFTER


def minute(now: datetime) -> Done:
    gone, failed_gone = unpublish_expired(now)
    come, failed_come = publish_due(now)
    imported = finish_stalled(now)
    if failed_gone or failed_come:
        raise RuntimeError(f"{failed_gone + failed_come} publication(s) programmée(s) en échec, voir le journal")
    return Done(
        f"{come} publication(s), {gone} dépublication(s), {imported} import(s) repris",
        {"published": come, "unpublished": gone, "imports": imported},
    )


def nightly(now: datetime) -> Done:
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
    return Done(" ; ".join(told), {"steps": len(told)})


def _night_steps() -> Iterator[tuple[str, Callable[[datetime], object]]]:
    yield "vacances", seed
    yield "dates", extend_all
    yield "dates retirées", _forget_farewells
    yield "dates passées", _purge_dates
    yield "recherche", _rebuild_index
    yield "sessions", _clear_sessions
    yield "essais", _forget_attempts
    yield "imports", _forget_imports
    yield "corbeille", _empty_trash
    yield "signalements", _forget_reports
    yield "mots sans réponse", _forget_words


def _rebuild_index(now: datetime) -> str:
    """Open hours are indexed for the coming days only, so the index is made anew each night."""
    done = rebuild()
    return f"{done.written} fiches écrites, {done.deleted} retirées"


def _purge_dates(now: datetime) -> str:
    return f"{purge_dates(now)} dates de plus d’un an oubliées"


def _forget_farewells(now: datetime) -> str:
    return f"{forget_farewells(now)} annonces de dates retirées effacées"


def _clear_sessions(now: datetime) -> str:
    call_command("clearsessions")
    return "périmées effacées"


def _forget_attempts(now: datetime) -> str:
    """They hold addresses of visitors: kept a week, to see an attack."""
    count, _ = Attempt.objects.old(now).delete()
    return f"{count} essais de mot de passe oubliés"


def _empty_trash(now: datetime) -> str:
    return f"{forget_deleted(now)} lieux supprimés oubliés"


def _forget_imports(now: datetime) -> str:
    return f"{forget_abandoned(now)} lignes d’imports jamais appliqués oubliées"


def _forget_words(now: datetime) -> str:
    return f"{forget_unread(now)} mots trop rares effacés"


def _forget_reports(now: datetime) -> str:
    return f"{forget_reports(now)} messages de visiteurs effacés"


def when_calendars_are_due(now: datetime, last: JobRun) -> bool:
    """At each turn of the clock: who asks for a reading waits for it."""
    return is_due(now)


def read_calendars(now: datetime) -> Done:
    """Started here, each in a process of its own, and not waited for."""
    started = readers.start_due(now)
    return Done(f"{started} lecture(s) de calendriers partenaires commencée(s)", {"started": started})


def when_replicated(now: datetime, last: JobRun) -> bool:
    return configured() and each_minute(now, last)


def replicate(_now: datetime) -> Done:
    """What could not be sent to Elasticsearch when it was written."""
    sent = sync()
    return Done(f"{sent} changements envoyés à Elasticsearch", {"sent": sent})


JOBS = (
    Job("minute", each_minute, minute),
    Job("search", when_replicated, replicate),
    Job("calendars", when_calendars_are_due, read_calendars),
    Job("nightly", each_night, nightly),
)
