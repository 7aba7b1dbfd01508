"""What a partner's file announces, as plain values: `icalendar` parses each event, this module decides.

An event comes whole or not at all. What cannot be read is named (`unread`), so that nobody takes it for withdrawn.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

from events.domain.partners.content import Content, RawEvent
from events.domain.partners.moments import Clock, Moment, until
from events.domain.partners.notices import Remark
from events.domain.partners.repetition import Effort, NotRead, days, repetition
from events.domain.partners.texts import ADDRESS, BODY, TITLE, one_line, plain

MAX_DATES = 800  # of one event
MAX_ALL = 5_000  # of one calendar
MAX_RULES = 5
MAX_DAYS = 14  # in a row, of one event that lasts all day
DAY_END = time(23, 59)
NIGHT_END = time(6)
_DAY = timedelta(days=1)


class TooMuch(Exception):
    """The calendar gives more dates than an agenda can show."""


@dataclass(frozen=True, slots=True)
class PartnerDate:
    """One date, by the clock of its place. `key` tells it from the others of its event and stays when its hour changes:
    it is the day that the repetition gave it, empty for an event of one date."""

    key: str
    day: date
    start: time
    end: time
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSeries:
    """An event and its repetitions; `place` is one line, `url` its page on the web or ""."""

    uid: str
    title: str
    body: str = ""
    place: str = ""
    url: str = ""
    dates: tuple[PartnerDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """`unread` are the UIDs of events that are there and could not be read whole. `events` counts those that came."""

    series: tuple[PartnerSeries, ...]
    unread: frozenset[str]
    remarks: Counter[Remark]
    events: int


@dataclass(frozen=True, slots=True)
class Window:
    """Days of which dates are read, both included, by the clock of the place."""

    first: date
    last: date
    zone: ZoneInfo


def programme(content: Content, window: Window, public_numbers: Collection[str] = ()) -> Programme:
    """`public_numbers` may be shown: those that the directory publishes. Raises `TooMuch`."""
    return _Programme(content, window, public_numbers).read()


@dataclass(slots=True)
class _Read:
    event: Any  # of the values of any property, whatever the library makes of it
    raw: RawEvent
    start: Moment
    original: Moment | None
    length: timedelta | None = None

    @property
    def version(self) -> tuple[int, str]:
        sequence = self.raw.value(b"SEQUENCE").strip()
        return (int(sequence) if sequence.isdigit() and len(sequence) < 10 else 0), _word(self.raw, b"DTSTAMP")


class _Programme:
    def __init__(self, content: Content, window: Window, public_numbers: Collection[str]) -> None:
        self._content = content
        self._window = window
        self._public = public_numbers
        self._clock = Clock(content.zones, content.zone, window.zone)
        self._remarks: Counter[Remark] = Counter()
        self._unread: set[str] = set()
        self._dates = 0
        self._effort = Effort()

    def read(self) -> Programme:
        series = [found for uid, events in self._by_uid().items() if (found := self._series(uid, events))]
        if self._clock.guessed:
            self._remarks[Remark.ZONE] = self._clock.guessed
        if self._content.windows:
            self._remarks[Remark.WINDOWS] = 1
        return Programme(tuple(series), frozenset(self._unread), self._remarks, len(self._content.events))

    def _by_uid(self) -> dict[str, list[_Read]]:
        found: dict[str, list[_Read]] = defaultdict(list)
        for raw in self._content.events:
            uid = self._uid(raw)
            if _word(raw, b"CLASS") in ("PRIVATE", "CONFIDENTIAL"):
                self._remarks[Remark.PRIVATE] += 1
            elif _word(raw, b"STATUS") == "TENTATIVE":
                self._remarks[Remark.TENTATIVE] += 1
            elif event := self._parsed(raw):
                found[uid].append(event)
            else:
                self._leave(uid, Remark.BROKEN)
        return found

    def _uid(self, raw: RawEvent) -> str:
        if uid := raw.value(b"UID").strip().decode(errors="replace"):
            return uid if len(uid) <= 200 else _digest(uid)
        return _digest(
            "\n".join(raw.value(name).decode(errors="replace") for name in (b"DTSTART", b"SUMMARY", b"LOCATION"))
        )

    def _parsed(self, raw: RawEvent) -> _Read | None:
        try:
            event = Event.from_ical(raw.ical)
            start = self._clock.moment(event["DTSTART"])
            original = self._clock.moment(event["RECURRENCE-ID"]) if "RECURRENCE-ID" in event else None
        except Exception:  # whatever a file of strangers makes of a parser, the next event is another one
            return None
        return _Read(event, raw, start, original)

    def _leave(self, uid: str, remark: Remark) -> None:
        self._unread.add(uid)
        self._remarks[remark] += 1

    def _series(self, uid: str, events: list[_Read]) -> PartnerSeries | None:
        try:
            master, own = _master_and_own(events)
            dates = self._all_dates(master, own)
        except NotRead:
            self._leave(uid, Remark.REPETITION)
            return None
        except (ValueError, TypeError, OverflowError, AttributeError, LookupError):
            self._leave(uid, Remark.BROKEN)
            return None
        if not dates:
            return None
        self._dates += len(dates)
        if self._dates > MAX_ALL:
            raise TooMuch
        if master is not None and any(_differs(master, read) for read in own.values()):
            self._remarks[Remark.OWN_WORDS] += 1
        said = (master or next(iter(own.values()))).event
        url = str(said.get("URL", "")).strip()
        return PartnerSeries(
            uid=uid,
            title=one_line(str(said.get("SUMMARY", "")), TITLE),
            body=plain(str(said.get("DESCRIPTION", "")), BODY, self._public),
            place=one_line(str(said.get("LOCATION", "")), ADDRESS),
            url=url if url.startswith(("https://", "http://")) and len(url) <= 500 and "@" not in url else "",
            dates=tuple(dates),
        )

    def _all_dates(self, master: _Read | None, own: Mapping[date, _Read]) -> list[PartnerDate]:
        """Those that the master gives, but for the ones that have an event of their own; in order."""
        found: list[PartnerDate] = []
        if master is not None:
            if master.raw.unread:
                raise NotRead
            repeats = bool(own) or "RRULE" in master.event or "RDATE" in master.event
            for start in self._starts(master):
                if start.day not in own:
                    found += self._told(master, start, start.day.isoformat() if repeats else "")
        for day, read in own.items():
            found += self._told(read, read.start, day.isoformat())
        if len(found) > MAX_DATES:
            raise NotRead
        return sorted(_told_apart(found), key=lambda one: (one.day, one.start, one.key))

    def _starts(self, master: _Read) -> Iterator[Moment]:
        start, event = master.start, master.event
        # A day more on both sides: the clock of the place may be another one. And as long as the event lasts.
        first, last = self._window.first - (MAX_DAYS + 1) * _DAY, self._window.last + _DAY
        rules = event.get("RRULE", [])
        rules = rules if isinstance(rules, list) else [rules]
        if len(rules) > MAX_RULES:
            raise NotRead
        given: set[date] = set()
        for rule in rules:
            parts = {name.upper(): list(values) for name, values in rule.items()}
            if "UNTIL" in parts:
                parts["UNTIL"] = [until(value, start) for value in parts["UNTIL"]]
            given |= set(days(repetition(parts), start.wall, first, last, self._effort))
        starts = {start.on(day) for day in given} if rules else {start}
        for added in self._listed(event, "RDATE", start):
            starts.add(added if added.timed == start.timed else start.on(added.day))
        excluded = set(self._listed(event, "EXDATE", start))
        # « EXDATE;VALUE=DATE » beside hours means that day, whatever the letter of the standard.
        days_off = {moment.day for moment in excluded if not moment.timed}
        for moment in sorted(starts, key=lambda one: one.wall):
            if moment not in excluded and moment.day not in days_off:
                yield moment

    def _listed(self, event: Any, name: str, start: Moment) -> Iterator[Moment]:
        """By the clock of the start, so that they compare with it."""
        lists = event.get(name, [])
        for one in lists if isinstance(lists, list) else [lists]:
            for value in one.dts:
                yield self._clock.moment(value, one.params).by(start.zone)

    def _told(self, read: _Read, start: Moment, key: str) -> list[PartnerDate]:
        """The date, or the days of an event that lasts several; none outside the window."""
        length = self._length(read)
        cancelled = _word(read.raw, b"STATUS") == "CANCELLED"
        if start.timed:
            spans = list(self._hours(start, length))
        elif (lasting := max(1, length.days)) > MAX_DAYS:
            raise NotRead
        else:
            spans = [(start.day + n * _DAY, time(0), DAY_END) for n in range(lasting)]
        found = []
        for number, (day, first, last) in enumerate(spans):
            if self._window.first <= day <= self._window.last and last > first:
                found.append(PartnerDate(f"{key}+{number}" if number else key, day, first, last, cancelled))
                self._remarks[Remark.ALL_DAY] += not start.timed
        return found

    def _hours(self, start: Moment, length: timedelta) -> Iterator[tuple[date, time, time]]:
        """Of a date with hours, by the clock of the place: nothing here lasts beyond midnight."""
        begin, end = (moment.astimezone(self._window.zone) for moment in (start.instant, start.instant + length))
        if not self._window.first <= begin.date() <= self._window.last:
            return
        late = end.date() > begin.date()
        if end.date() - begin.date() > _DAY or (late and end.time() > NIGHT_END):
            self._remarks[Remark.SEVERAL_DAYS] += 1
            return
        if late and end.time() != time(0):
            self._remarks[Remark.AFTER_MIDNIGHT] += 1
        yield begin.date(), _minute(begin), DAY_END if late else _minute(end)

    def _length(self, read: _Read) -> timedelta:
        """Of time really spent, changes of the clock included."""
        if read.length is None:
            event, start, length = read.event, read.start, timedelta(0)
            if "DTEND" in event:
                end = self._clock.moment(event["DTEND"])
                length = end.instant - start.instant if start.timed and end.timed else end.day - start.day
            elif "DURATION" in event:
                length = event["DURATION"].dt
            if length <= timedelta(0):
                length = timedelta(hours=1) if start.timed else _DAY
                self._remarks[Remark.NO_END] += start.timed
            read.length = length
        return read.length


def _master_and_own(events: Sequence[_Read]) -> tuple[_Read | None, dict[date, _Read]]:
    """The event that repeats, and those that stand for one of its days. Of two for the same one, the higher SEQUENCE
    counts, then the later DTSTAMP, then the last."""
    master: _Read | None = None
    own: dict[date, _Read] = {}
    for read in sorted(events, key=lambda one: one.version):
        if read.original is None:
            master = read
    for read in sorted(events, key=lambda one: one.version):
        if read.original is not None:
            own[(read.original.by(master.start.zone) if master else read.original).day] = read
    return master, own


def _told_apart(dates: Sequence[PartnerDate]) -> Iterator[PartnerDate]:
    """Two dates that a repetition gives to one day are told apart by their hours."""
    count = Counter(one.key for one in dates)
    for one in dates:
        yield one if count[one.key] == 1 else replace(one, key=f"{one.key}T{one.start:%H%M}")


def _differs(master: _Read, read: _Read) -> bool:
    return any(
        (said := str(read.event.get(name, ""))) and said != str(master.event.get(name, ""))
        for name in ("SUMMARY", "LOCATION")
    )


def _word(raw: RawEvent, name: bytes) -> str:
    return raw.value(name).decode(errors="replace").strip().upper()


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


def _digest(text: str) -> str:
    return f"sans-uid-{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"
