"""Takes what a calendar says into one activity, as it is stored or as its draft holds it.

Three ways meet: what the calendar said before, what it says now, what stands here. What stands here and is not what the
calendar said before was written by a person, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from events.domain.occurrence import NOTICE
from events.domain.partners.difference import SeriesChange, Told
from events.domain.partners.notices import Remark
from events.models import Activity, PartnerCalendar, Session
from events.partners.words import FOREIGN, Given

KEPT_PAST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a reading says of one activity: fields before and now, and its dates."""

    calendar: PartnerCalendar
    before: Given
    now: Given
    dates: SeriesChange
    by_hand: Collection[UUID]
    today: date


@dataclass(slots=True)
class Merged:
    """Whether anything changed: dates called off, or anything else."""

    withdrawn: bool = False
    other: bool = False

    def __bool__(self) -> bool:
        return self.withdrawn or self.other


def merge(activity: Activity, arrived: Arrived, remarks: Counter[Remark], *, only_withdrawals: bool = False) -> Merged:
    """Change the activity in memory, its sessions included."""
    merged = Merged()
    if not only_withdrawals:
        merged.other = _merge_fields(activity, arrived.before, arrived.now)
    sessions = {session.uuid: session for session in activity.sessions.all()}
    dates = _Dates(activity, arrived, sessions, remarks)
    for key in arrived.dates.withdrawn:
        merged.withdrawn |= dates.withdraw(key)
    for key, told in arrived.dates.after.items():
        before = arrived.dates.before.get(key)
        if told.cancelled and before is not None and not before.cancelled:
            merged.withdrawn |= dates.call_off(key, before)
        if not only_withdrawals:
            merged.other |= dates.follow(key, before, told)
    if merged:
        dates.forget_past()
        activity.sessions.set(list(sessions.values()))
    return merged


def session_of(told: Told, uuid: UUID) -> Session:
    session = Session(uuid=uuid)
    _write(session, told)
    return session


def _merge_fields(activity: Activity, before: Given, now: Given) -> bool:
    changed = False
    for name, value in now.items():
        attribute = f"{name}_id" if name in FOREIGN else name
        stands = getattr(activity, attribute)
        if stands != value and (name not in before or stands == before[name]):
            setattr(activity, attribute, value)
            changed = True
    return changed


class _Dates:
    def __init__(
        self, activity: Activity, arrived: Arrived, sessions: dict[UUID, Session], remarks: Counter[Remark]
    ) -> None:
        self._live, self._arrived, self._sessions, self._remarks = activity.live, arrived, sessions, remarks

    def withdraw(self, key: str) -> bool:
        """Called off when it is soon and people know of it, else simply gone."""
        identity, session = self._find(key)
        if session is None:
            return False
        if identity in self._arrived.by_hand or not _is_as(session, self._arrived.dates.before[key]):
            self._remarks[Remark.KEPT_BY_HAND] += 1
            return False
        if self._live and session.day <= self._arrived.today + NOTICE:
            session.cancelled, session.reason = True, _gone()
        else:
            del self._sessions[identity]
        return True

    def call_off(self, key: str, before: Told) -> bool:
        _identity, session = self._find(key)
        if session is None or session.cancelled or before.cancelled:
            return False
        session.cancelled, session.reason = True, _called_off()
        return True

    def follow(self, key: str, before: Told | None, told: Told) -> bool:
        identity, session = self._find(key)
        if session is None:
            if before is not None or told.day < self._arrived.today:
                return False  # deleted here, or over
            self._sessions[identity] = session_of(told, identity)
            return True
        stood = _values(session)
        if before is None:  # it comes back
            if session.cancelled and session.reason == _gone():
                _write(session, told)
        else:
            if (session.day, session.start_time, session.end_time) == (before.day, before.start, before.end):
                session.day, session.start_time, session.end_time = told.day, told.start, told.end
            if session.cancelled and before.cancelled and not told.cancelled:
                session.cancelled, session.reason = False, ""
        return _values(session) != stood

    def forget_past(self) -> None:
        """What was held long ago stays in the dates, and leaves the form: it would grow for ever."""
        for key, told in self._arrived.dates.after.items():
            if told.day < self._arrived.today - KEPT_PAST:
                self._sessions.pop(self._find(key)[0], None)

    def _find(self, key: str) -> tuple[UUID, Session | None]:
        identity = self._arrived.calendar.session_uuid(self._arrived.dates.uid, key)
        return identity, self._sessions.get(identity)


def _write(session: Session, told: Told) -> None:
    session.day, session.start_time, session.end_time = told.day, told.start, told.end
    session.cancelled, session.reason = told.cancelled, _called_off() if told.cancelled else ""


def _is_as(session: Session, told: Told) -> bool:
    return _values(session)[:4] == (told.day, told.start, told.end, told.cancelled)


def _values(session: Session) -> tuple[Any, ...]:
    return session.day, session.start_time, session.end_time, session.cancelled, session.reason


def _gone() -> str:
    return _("Elle n’est plus au programme de l’organisateur.")


def _called_off() -> str:
    return _("Annulée par l’organisateur.")


def told_of(rows: Mapping[str, list[Any]]) -> dict[str, Told]:
    return {key: Told.from_json(row) for key, row in rows.items()}
