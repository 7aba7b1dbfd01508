"""The only writer of iCalendar (RFC 5545, RFC 7986).

One occurrence becomes one fragment (a VEVENT, bytes), serialised once and stored; a feed is an envelope
with ready fragments between its head and its tail. Joining ready fragments costs almost nothing, 20,000 of them a few
milliseconds.

Same input, same bytes: no clock, no random identifier, fixed order of properties.
"""

import hashlib
import re
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText

from events.domain.content_lines import REMEMBERED, clean_text, escaped, line, one_line, uri
from events.domain.vtimezone import vtimezone
from portal.words.zone import PARIS

WRITER_VERSION = "2"
"""Raise it whenever the same data would give other bytes, the words of `events.calendars.event_text` included. Stored
fragments bear it: those of another writer are made anew, on reading until regeneration stores them."""

CANCELLED_PREFIX = "Annulé : "
"""First words of a cancelled event: some readers ignore STATUS, none ignores the title."""

REFRESH = timedelta(hours=4)

_FORMAT = "%Y%m%dT%H%M%S"
# Beginnings and ends that many dates share: the dates of a network stand at the same hours of the same days.
_MOMENTS = 8_192
_TAIL = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventData:
    """What one VEVENT says.

    `start_local` and `end_local` are aware and written by the clock of `zone`; `changed_at` is the last *visible*
    change (DTSTAMP and LAST-MODIFIED), never the moment of writing. `geo` is (latitude, longitude) in
    degrees. Empty texts are left out. `summary` comes without « Annulé : »; `description` is plain text,
    without markup.
    """

    uid: str
    sequence: int
    changed_at: datetime
    created_at: datetime
    start_local: datetime
    end_local: datetime
    summary: str
    zone: ZoneInfo = PARIS
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    url: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarData:
    """What the envelope says. `canonical_url` is the https address of the feed itself, `page_url` the human
    page.

    `last_modified` must never go back (None leaves it out); `color` is a CSS3 colour name (RFC 7986 refuses
    hexadecimal); `network` is the public name of the network, part of PRODID.
    """

    canonical_url: str
    name: str
    description: str
    page_url: str
    last_modified: datetime | None
    color: str
    network: str


class _Text(vText):
    def to_ical(self) -> bytes:
        return escaped(self).encode("utf-8")


def fragment(event: EventData) -> bytes:
    """The VEVENT as UTF-8, CRLF, folded at 75 octets. ValueError for a naive time or an end not after its
    start."""
    # Compared in UTC: Python compares two times of the same zone by their wall clocks, change of time or not.
    start, end = _utc(event.start_local), _utc(event.end_local)
    if end <= start:
        raise ValueError(f"{event.uid}: the end {event.end_local} is not after the start {event.start_local}")
    summary, categories, description, location = _words(
        event.summary, event.categories, event.description, event.geo, event.location, event.url, event.cancelled
    )
    changed = _stamp(_utc(event.changed_at))
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            summary,
            _moment("DTSTART", start, event.zone),
            _moment("DTEND", end, event.zone),
            line("DTSTAMP", changed),
            line("UID", escaped(one_line(event.uid))),
            line("SEQUENCE", str(event.sequence)),
            categories,
            line("CREATED", _stamp(_utc(event.created_at))),
            description,
            line("LAST-MODIFIED", changed),
            location,
            b"END:VEVENT\r\n",
        )
    )


@lru_cache(maxsize=REMEMBERED)
def _words(
    summary: str,
    categories: tuple[str, ...],
    description: str,
    geo: tuple[float, float] | None,
    location: str,
    url: str,
    cancelled: bool,
) -> tuple[bytes, bytes, bytes, bytes]:
    """The lines that most dates of an activity share, in the four runs that `fragment` puts the others between."""
    title, named = one_line(summary), ",".join(map(escaped, names(categories)))
    return (
        _unless_empty("SUMMARY", escaped(CANCELLED_PREFIX + title if cancelled else title)),
        _unless_empty("CATEGORIES", named) + b"CLASS:PUBLIC\r\n",
        _unless_empty("DESCRIPTION", escaped(clean_text(description))) + _unless_empty("GEO", _degrees(geo)),
        b"".join(
            (
                _unless_empty("LOCATION", escaped(one_line(location))),
                b"STATUS:CANCELLED\r\n" if cancelled else b"STATUS:CONFIRMED\r\n",
                b"TRANSP:TRANSPARENT\r\n",
                _unless_empty("URL", uri(url)),
            )
        ),
    )


def names(categories: Iterable[str]) -> list[str]:
    return [name for name in map(one_line, categories) if name]


def _degrees(geo: tuple[float, float] | None) -> str:
    """« 44.200000;0.000050 »: six decimals, as RFC 5545 advises. Python writes `5e-05` close to the Greenwich meridian,
    which crosses Lot-et-Garonne, and no reader accepts an exponent."""
    return "" if geo is None else ";".join(map(degrees, geo))


def degrees(value: float) -> str:
    """Zero has one sign: both are the same to what remembers words."""
    return f"{value + 0.0:.6f}"


def calendar(data: CalendarData, fragments: Iterable[bytes], zones: Collection[str] = ()) -> bytes:
    """The whole feed: envelope, time zones, then the fragments in the order given (by start, then UID).

    `zones` are those of the fragments (IANA names); that of the network is always described. Without a fragment it is
    still a valid calendar. There is no METHOD: PUBLISH would make ORGANIZER
    mandatory.
    """
    described = (vtimezone(zone) for zone in (PARIS.key, *sorted({*zones} - {PARIS.key})))
    return b"".join((_head(data, WRITER_VERSION), *described, *fragments, _TAIL))


@lru_cache(maxsize=64)
def _head(data: CalendarData, writer_version: str) -> bytes:
    """The envelope down to its last property. Whoever reads a file sees in PRODID which writer made it."""
    if not re.fullmatch(r"[A-Za-z]+", data.color):
        raise ValueError(f"{data.color!r} is not a CSS3 colour name")
    envelope = Calendar()
    envelope.add("version", "2.0")
    envelope.add("prodid", _Text(f"-//{one_line(data.network)}//Agenda {writer_version}//FR"))
    envelope.add("calscale", "GREGORIAN")
    envelope.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, data.canonical_url)))
    for name in ("name", "x-wr-calname"):
        envelope.add(name, _Text(one_line(data.name)))
    for name in ("description", "x-wr-caldesc"):
        envelope.add(name, _Text(clean_text(data.description)))
    envelope.add("x-wr-timezone", "Europe/Paris")
    if data.last_modified is not None:
        envelope.add("last-modified", _utc(data.last_modified))
    envelope.add("url", uri(data.page_url))
    # RFC 7986 gives these two no default type: VALUE is mandatory, and the library leaves it out by itself.
    envelope.add("source", uri(data.canonical_url), parameters={"VALUE": "URI"})
    envelope.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    envelope.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    envelope.add("color", data.color.lower())
    body: bytes = envelope.to_ical()
    return body.removesuffix(_TAIL)


def etag(data: CalendarData, fragment_hashes: Iterable[str]) -> str:
    """Strong ETag, quotes included, of the feed that `calendar` would give, without building it.

    Each hash must determine the bytes of its fragment: uid, sequence and content hash together do, because
    `changed_at` moves only with them. None holds a line break. Their order counts.
    """
    hashed = hashlib.sha256(_head(data, WRITER_VERSION))
    hashed.update("\n".join(fragment_hashes).encode())
    return f'"{hashed.hexdigest()[:40]}"'


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The time by the clock of `zone` of a moment of UTC; in UTC within the hour that autumn repeats.

    A local time cannot name the second pass of that hour, and readers differ on the first: RFC 5545 (3.3.5)
    means summer time, ical.js 2.2.1 reads winter time. UTC is read the same everywhere.
    """
    local = moment.astimezone(zone)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return local.astimezone(UTC) if twice else local


@lru_cache(maxsize=_MOMENTS)
def _moment(name: str, moment: datetime, zone: ZoneInfo) -> bytes:
    """`moment` is of UTC: by its own clock Python holds the two passes of an hour for equal."""
    local = _local(moment, zone)
    return line(name, _stamp(local)) if local.tzinfo is UTC else line(f"{name};TZID={zone.key}", f"{local:{_FORMAT}}")


@lru_cache(maxsize=_MOMENTS)
def _stamp(moment: datetime) -> str:
    """`moment` is of UTC."""
    return f"{moment:{_FORMAT}}Z"


def _unless_empty(name: str, value: str) -> bytes:
    return line(name, value) if value else b""
