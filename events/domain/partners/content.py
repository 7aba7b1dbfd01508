"""The lines of a partner's file that are read at all, before any library sees them.

Of an event few properties are kept. The others (people invited, alarms, attachments, HTML twins) cost time, hold what
is nobody's business, and are where bombs hide: measured, `icalendar` takes 1.9 s for 50,000 nested components, 1.8 s
for one line of 10 MB and 4.9 s for 500,000 RDATEs. So depths, lengths and values are counted here, on bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

MAX_EVENTS = 2_000
MAX_DEPTH = 8
MAX_TEXT = 20_000  # bytes of one text, cut there
MAX_LINE = 1_000  # bytes of anything else that is one value
MAX_ADDED = 500  # RDATE
MAX_EXCLUDED = 2_000  # EXDATE: two a week for ten years, twice

_TEXTS = frozenset((b"SUMMARY", b"DESCRIPTION", b"LOCATION"))
_LISTS = {b"RDATE": MAX_ADDED, b"EXDATE": MAX_EXCLUDED}
_REPEATING = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))
_VALUES = frozenset(
    (b"UID", b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"RECURRENCE-ID", b"SEQUENCE", b"DTSTAMP", b"STATUS")
) | {b"CLASS", b"URL"}  # fmt: skip
_MOMENTS = frozenset((b"DTSTART", b"DTEND", b"RECURRENCE-ID", *_LISTS))
ZONE = "X-TZID"
"""Under this name a parser leaves the zone to us: `icalendar` looks for files of that name, and refuses some events."""
_TZID = re.compile(rb";TZID=", re.IGNORECASE)
_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_DAY = re.compile(rb":(\d{8})")


class NotACalendar(Exception):
    """Why the file is not read, in French, for who looks after the calendar."""


@dataclass(frozen=True, slots=True)
class WrittenZone:
    """What a VTIMEZONE says: its place in the world if it names one, its offsets from UTC (« +0100 »)."""

    location: str = ""
    standard: str = ""
    daylight: str = ""


@dataclass(slots=True)
class RawEvent:
    """Unfolded lines, UTF-8. `unread` says that it holds a repetition that must not even be parsed."""

    lines: list[bytes] = field(default_factory=list)
    unread: bool = False

    def value(self, name: bytes) -> bytes:
        """What stands after the name and its parameters, as it is written; b"" without such a line."""
        line = next((line for line in self.lines if _name(line) == name), b"")
        return line.partition(b":")[2]

    @property
    def ical(self) -> bytes:
        body = (line for line in self.lines if not (self.unread and _name(line) in (*_LISTS, b"RRULE")))
        return b"\r\n".join((b"BEGIN:VEVENT", *body, b"END:VEVENT", b""))


@dataclass(slots=True)
class Content:
    """`zone` is the clock of what bears none (X-WR-TIMEZONE). `windows` says that the text was not in UTF-8."""

    events: list[RawEvent] = field(default_factory=list)
    zones: dict[str, WrittenZone] = field(default_factory=dict)
    zone: str = ""
    windows: bool = False


def content(body: bytes, since: date) -> Content:
    """Raise `NotACalendar` for what is none, or too much of one. Single events before `since` are left aside: they are
    most of an old calendar."""
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise NotACalendar(_what_it_is(text))
    try:
        text.decode()
        windows = False
    except UnicodeDecodeError:
        text = _FOLD.sub(b"", text)
        try:
            text.decode()  # folded in the middle of a letter
            windows = False
        except UnicodeDecodeError:
            text, windows = text.decode("cp1252", "replace").encode(), True
    return _Reader(since, windows).read(_FOLD.sub(b"", text))


def _what_it_is(text: bytes) -> str:
    if not text:
        return "L’adresse répond, mais par un fichier vide. Vérifiez l’adresse auprès du partenaire."
    if text[:1] == b"<":
        return "Le calendrier répond par une page web, pas par un calendrier : vérifiez l’adresse."
    return "Le fichier reçu n’est pas un calendrier (iCalendar) : vérifiez l’adresse."


class _Reader:
    def __init__(self, since: date, windows: bool) -> None:
        self._since = f"{since:%Y%m%d}".encode()
        self._found = Content(windows=windows)
        self._stack: list[bytes] = []
        self._event = RawEvent()
        self._zone: dict[str, str] = {}

    def read(self, text: bytes) -> Content:
        for name, line in _lines(text):
            if name == b"BEGIN":
                self._begin(line)
            elif name == b"END":
                self._end(line)
            elif self._stack == [b"VCALENDAR", b"VEVENT"]:
                self._add(name, line)
            elif self._stack == [b"VCALENDAR"] and name == b"X-WR-TIMEZONE":
                self._found.zone = _text(line)
            elif self._stack[1:2] == [b"VTIMEZONE"]:
                self._describe_zone(name, line)
        if self._stack:
            raise NotACalendar("Le calendrier reçu s’interrompt avant sa fin. Nous essaierons de nouveau.")
        return self._found

    def _begin(self, line: bytes) -> None:
        self._stack.append(_text(line).upper().encode())
        if len(self._stack) > MAX_DEPTH:
            raise NotACalendar("Ce fichier n’est pas fait comme un calendrier : demandez-en un autre au partenaire.")
        if self._stack == [b"VCALENDAR", b"VEVENT"]:
            self._event = RawEvent()
        elif self._stack == [b"VCALENDAR", b"VTIMEZONE"]:
            self._zone = {}

    def _end(self, line: bytes) -> None:
        closed, name = list(self._stack), _text(line).upper().encode()
        if name not in closed:
            return
        while self._stack.pop() != name:
            pass  # one that was never closed ends with what it stands in
        if closed == [b"VCALENDAR", b"VEVENT"] and not self._is_over():
            self._found.events.append(self._event)
            if len(self._found.events) > MAX_EVENTS:
                raise NotACalendar(
                    f"Ce calendrier compte plus de {MAX_EVENTS} évènements : demandez au partenaire une adresse qui "
                    "n’en donne qu’une partie."
                )
        elif closed == [b"VCALENDAR", b"VTIMEZONE"] and (zone := self._zone.get("tzid")):
            self._found.zones[zone] = WrittenZone(
                *(self._zone.get(key, "") for key in ("where", "standard", "daylight"))
            )

    def _add(self, name: bytes, line: bytes) -> None:
        event = self._event
        if name in _MOMENTS:
            line = _TZID.sub(f";{ZONE}=".encode(), line, count=1)
        if name in _TEXTS:
            event.lines.append(line[:MAX_TEXT].decode(errors="ignore").encode())
        elif name in _LISTS:
            values = line.count(b",") + 1 + sum(held.count(b",") + 1 for held in event.lines if _name(held) == name)
            if values > _LISTS[name]:
                event.unread = True
            else:
                event.lines.append(line)
        elif name == b"EXRULE":
            event.unread = True
        elif name in _VALUES:
            if len(line) <= MAX_LINE:
                event.lines.append(line)
            elif name == b"RRULE":
                event.unread = True

    def _is_over(self) -> bool:
        names = {_name(line) for line in self._event.lines}
        day = next((_DAY.search(line) for line in self._event.lines if _name(line) == b"DTSTART"), None)
        return day is not None and day[1] < self._since and not names & _REPEATING and not self._event.unread

    def _describe_zone(self, name: bytes, line: bytes) -> None:
        inside = self._stack[2:3]
        if name == b"TZID":
            self._zone["tzid"] = _text(line)
        elif name == b"X-LIC-LOCATION":
            self._zone["where"] = _text(line)
        elif name == b"TZOFFSETTO" and inside:
            self._zone["daylight" if inside == [b"DAYLIGHT"] else "standard"] = _text(line)


def _lines(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in re.split(rb"[\r\n]+", text):
        if name := _name(line):
            yield name, line


def _name(line: bytes) -> bytes:
    found = _NAME.match(line)
    return found[0].upper() if found else b""


def _text(line: bytes) -> str:
    return line[:200].partition(b":")[2].decode(errors="replace").strip()
