"""One reading of a partner's calendar: asked, understood, compared, written, told."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from events.domain.horizon import FEED_AHEAD
from events.domain.partners.addresses import BadAddress
from events.domain.partners.content import NotACalendar, content
from events.domain.partners.difference import Difference, difference
from events.domain.partners.notices import Remark, sentences
from events.domain.partners.programme import MAX_ALL, TooMuch, Window, programme
from events.models import PartnerCalendar, PartnerEvent, PartnerReading
from events.partners.applying import apply
from events.partners.fetching import PUBLIC, Answer, NotFetched, Policy, Validators, fetch
from events.partners.limits import TooLong
from events.partners.merging import KEPT_PAST, told_of
from events.partners.words import public_numbers

logger = logging.getLogger(__name__)

Outcome = PartnerReading.Outcome
Status = PartnerCalendar.Status

MOST = timedelta(days=1)  # between two readings of a calendar that fails

_TOO_MANY = (
    f"Ce calendrier donne plus de {MAX_ALL} dates : demandez au partenaire une adresse qui n’en donne qu’une partie."
)
_TOO_LONG = "Ce calendrier est trop long à lire : demandez au partenaire une adresse qui n’en donne qu’une partie."
_KILLED = "La lecture a été interrompue. Nous essaierons de nouveau."
_BROKEN = "La lecture a échoué pour une raison qui ne vient pas de vous : prévenez la personne qui gère le portail."
_COUNTED = {
    "new": ("1 date nouvelle", "{} dates nouvelles"),
    "changed": ("1 changée", "{} changées"),
    "withdrawn": ("1 retirée", "{} retirées"),
    "missing": ("1 à confirmer", "{} à confirmer"),
}


class Busy(Exception):
    """Another process is reading it."""


@dataclass(slots=True)
class Told:
    """How a reading ended, for people; `done` is what it would write, when it is not unchanged or failed."""

    outcome: PartnerReading.Outcome
    notices: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    validators: Validators = field(default_factory=Validators)
    digest: str = ""
    asked: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        if self.outcome != Outcome.DONE:
            return " ".join(self.notices) or str(Outcome(self.outcome).label)
        words = [
            (one if self.counts[name] == 1 else many.format(self.counts[name]))
            for name, (one, many) in _COUNTED.items()
            if self.counts[name]
        ]
        return f"{', '.join(words)}." if words else "Rien de nouveau."


def read(calendar: PartnerCalendar, now: datetime, policy: Policy = PUBLIC, *, dry: bool = False) -> Told:
    """Read it and note how that ended; `dry` writes nothing at all. Raises Busy."""
    if not dry:
        _claim(calendar, now)
    try:
        told = _read(calendar, now, policy, dry)
    except (BadAddress, NotFetched, NotACalendar) as error:
        told = Told(Outcome.FAILED, [str(error)])
    except TooMuch:
        told = Told(Outcome.FAILED, [_TOO_MANY])
    except (TooLong, MemoryError):
        told = Told(Outcome.FAILED, [_TOO_LONG])
    except Exception:
        logger.exception("partner calendar %s", calendar.pk)
        told = Told(Outcome.FAILED, [_BROKEN])
    if not dry:
        _note(calendar, told, now)
    return told


def note_abandoned(now: datetime) -> int:
    """Say of readings that were killed that they were; gives how many."""
    killed = list(PartnerCalendar.objects.abandoned(now))
    for calendar in killed:
        _note(calendar, Told(Outcome.FAILED, [_KILLED]), now)
    return len(killed)


def _claim(calendar: PartnerCalendar, now: datetime) -> None:
    if not PartnerCalendar.objects.idle(now).filter(pk=calendar.pk).update(started_at=now):
        raise Busy
    calendar.refresh_from_db()


def _read(calendar: PartnerCalendar, now: datetime, policy: Policy, dry: bool) -> Told:
    today = calendar.territory.today(now)
    records = {one.uid: one for one in PartnerEvent.objects.filter(calendar=calendar)}
    known = {uid: told_of(one.dates) for uid, one in records.items() if one.activity_id is not None}
    doubtful = any(told.missing for dates in known.values() for told in dates.values())
    # The window moves with the days, and a second reading settles what was missing in the first: read whole then.
    whole = doubtful or bool(calendar.asked) or calendar.read_on != today
    kept = Validators(calendar.etag, calendar.last_modified)
    answer = fetch(calendar.address, Validators() if whole else kept, policy)
    digest = calendar.digest if answer.body is None else _digest(answer.body)
    if answer.body is None or (not whole and digest == calendar.digest):
        return Told(Outcome.UNCHANGED, [], validators=answer.validators, digest=digest)
    return _compare(calendar, now, answer, digest, records, dry)


def _compare(
    calendar: PartnerCalendar,
    now: datetime,
    answer: Answer,
    digest: str,
    records: dict[str, PartnerEvent],
    dry: bool,
) -> Told:
    today = calendar.territory.today(now)
    window = Window(today, _end_of_month(today + FEED_AHEAD), calendar.territory.zone)
    said = programme(content(answer.body or b"", today - KEPT_PAST), window, public_numbers())
    known = {uid: told_of(one.dates) for uid, one in records.items() if one.activity_id is not None}
    found = difference(known, said, today, accepted=bool(digest) and digest == calendar.accepted)
    remarks = Counter(said.remarks)
    told = Told(Outcome.DONE, [], found.counts, answer.validators, digest)
    if found.asks:
        told.outcome, told.notices = Outcome.STOPPED, [_asks(found, said.events), *sentences(remarks)]
        told.asked = {"gone": found.lost, "coming": found.coming, "digest": digest}
        return told
    remarks[Remark.MISSING] = found.counts["missing"]
    if not dry:
        apply(calendar, found.series, records, now, remarks)
    told.notices = list(sentences(remarks))
    if not said.series and not said.unread:
        told.notices.insert(0, "Ce calendrier n’a aucune date à venir.")
    return told


def _asks(found: Difference, events: int) -> str:
    if not events:
        return (
            f"Le calendrier est vide, alors qu’il donnait {found.coming} dates à venir. Rien n’a été retiré. "
            "Demandez au partenaire si c’est voulu."
        )
    return (
        f"{found.lost} dates à venir sur {found.coming} ne sont plus dans le calendrier. Rien n’a été retiré. "
        "Demandez au partenaire si c’est voulu."
    )


def _note(calendar: PartnerCalendar, told: Told, now: datetime) -> None:
    """Readings that fail wait longer each time, those of many calendars do not all start at once."""
    ok = told.outcome in (Outcome.DONE, Outcome.UNCHANGED)
    every = timedelta(hours=calendar.every)
    calendar.failures = 0 if told.outcome != Outcome.FAILED else min(calendar.failures + 1, 10)
    wait = min(every * 2**calendar.failures, max(MOST, every))
    calendar.next_at = now + wait + timedelta(minutes=calendar.pk * 7 % 11) if calendar.enabled else None
    calendar.started_at = None
    if told.outcome != Outcome.UNCHANGED:
        calendar.notices = told.notices
    if ok:
        calendar.status, calendar.read_at, calendar.accepted, calendar.asked = Status.READ, now, "", {}
        calendar.etag, calendar.last_modified = told.validators.etag, told.validators.last_modified
        calendar.digest = told.digest
        if told.outcome == Outcome.DONE:
            calendar.read_on = calendar.territory.today(now)
    elif told.outcome == Outcome.STOPPED:
        calendar.status, calendar.asked = Status.ASKS, told.asked
    else:
        calendar.status = Status.FAILED
    calendar.save(update_fields=_NOTED)
    PartnerReading.objects.create(
        calendar=calendar,
        started_at=now,
        finished_at=max(now, timezone.now()),
        outcome=told.outcome,
        sentence=told.sentence,
        counts=dict(told.counts),
    )
    old = PartnerReading.objects.filter(calendar=calendar).values_list("pk", flat=True)[PartnerReading.KEPT :]
    PartnerReading.objects.filter(pk__in=list(old)).delete()


_NOTED = (
    "failures", "next_at", "started_at", "notices", "status", "read_at", "accepted", "asked", "etag", "last_modified",
    "digest", "read_on",
)  # fmt: skip


def _digest(body: bytes) -> str:
    """Of all but the stamps that some programs renew at each answer."""
    stable = re.sub(rb"(?im)^(?:DTSTAMP|LAST-MODIFIED)[;:].*\r?\n", b"", body)
    return hashlib.sha256(stable).hexdigest()


def _end_of_month(day: date) -> date:
    """Dates come by whole months: a weekly event would else get another one, and its activity a new version, weekly."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
