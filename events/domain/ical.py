"""The only writer of iCalendar (RFC 5545, RFC 7986).

One occurrence becomes one fragment (a VEVENT, bytes), serialised once and stored; a feed is an envelope
with ready fragments between its head and its tail. Building a VEVENT costs about 0.3 ms, joining ready ones
almost nothing: measured, 20,000 events cost several seconds to build and a few milliseconds to join.

Same input, same bytes: no clock, no random identifier, fixed order of properties.
"""

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCategory, vGeo, vText

from events.domain.vtimezone import vtimezone
from portal.words.zone import PARIS

WRITER_VERSION = "1"
"""Part of every ETag: raise it whenever the same data would give other bytes, and stored fragments with
it."""

CANCELLED_PREFIX = "Annulé : "
"""First words of a cancelled event: some readers ignore STATUS, none ignores the title."""

REFRESH = timedelta(hours=4)

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
    """TEXT of RFC 5545, escaped literally: the library first turns the two characters « \\N » into a line
    break, which would break a Windows path such as `C:\\Nouveau`."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


class _Geo(vGeo):
    """Six decimals, as RFC 5545 advises: the library writes `5e-05` close to the Greenwich meridian, which
    crosses Lot-et-Garonne, and no reader accepts an exponent."""

    def to_ical(self) -> str:
        return f"{self.latitude:.6f};{self.longitude:.6f}"


# The dates of an activity say the same words, 56 times in a year of Mondays: cleaning them anew was a quarter of the
# time of writing it.
@lru_cache(maxsize=64)
def clean_text(text: str) -> str:
    """`text` as a calendar may hold it: line breaks as LF, tabs as spaces, no other control character.

    NEL, LS and PS become LF, since several readers cut lines there. Lone surrogates go, which UTF-8 cannot
    write, and byte-order marks left by a copy and paste, which ical.js drops at the start of a text.
    """
    text = re.sub(r"\r\n|[\r\x85\u2028\u2029]", "\n", text).replace("\t", " ").replace("\ufeff", "")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


@lru_cache(maxsize=64)
def one_line(text: str) -> str:
    """`clean_text` with every run of ordinary spaces and line breaks made one space."""
    return re.sub(r"[ \n]+", " ", clean_text(text))


def fragment(event: EventData) -> bytes:
    """The VEVENT as UTF-8, CRLF, folded at 75 octets. ValueError for a naive time or an end not after its
    start."""
    # Compared in UTC: Python compares two times of the same zone by their wall clocks, change of time or not.
    if _utc(event.end_local) <= _utc(event.start_local):
        raise ValueError(f"{event.uid}: the end {event.end_local} is not after the start {event.start_local}")
    changed = _utc(event.changed_at)
    vevent = Event()
    vevent.add("uid", _Text(one_line(event.uid)))
    vevent.add("dtstamp", changed)
    vevent.add("last-modified", changed)
    vevent.add("created", _utc(event.created_at))
    vevent.add("sequence", event.sequence)
    vevent.add("dtstart", _local(event.start_local, event.zone))
    vevent.add("dtend", _local(event.end_local, event.zone))
    summary = one_line(event.summary)
    vevent.add("summary", _Text(CANCELLED_PREFIX + summary if event.cancelled else summary))
    vevent.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    vevent.add("class", "PUBLIC")
    vevent.add("transp", "TRANSPARENT")
    if description := clean_text(event.description):
        vevent.add("description", _Text(description))
    if location := one_line(event.location):
        vevent.add("location", _Text(location))
    if event.geo is not None:
        vevent.add("geo", _Geo(event.geo))
    if names := [name for name in map(one_line, event.categories) if name]:
        categories = vCategory(names)
        categories.cats = [_Text(name) for name in names]
        vevent.add("categories", categories)
    if event.url:
        vevent.add("url", _uri(event.url))
    body: bytes = vevent.to_ical()
    return body


def calendar(data: CalendarData, fragments: Iterable[bytes], zones: Collection[str] = ()) -> bytes:
    """The whole feed: envelope, time zones, then the fragments in the order given (by start, then UID).

    `zones` are those of the fragments (IANA names); that of the network is always described. Without a fragment it is
    still a valid calendar. There is no METHOD: PUBLISH would make ORGANIZER
    mandatory.
    """
    if not re.fullmatch(r"[A-Za-z]+", data.color):
        raise ValueError(f"{data.color!r} is not a CSS3 colour name")
    envelope = Calendar()
    envelope.add("version", "2.0")
    envelope.add("prodid", _Text(f"-//{one_line(data.network)}//Agenda//FR"))
    envelope.add("calscale", "GREGORIAN")
    envelope.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, data.canonical_url)))
    for name in ("name", "x-wr-calname"):
        envelope.add(name, _Text(one_line(data.name)))
    for name in ("description", "x-wr-caldesc"):
        envelope.add(name, _Text(clean_text(data.description)))
    envelope.add("x-wr-timezone", "Europe/Paris")
    if data.last_modified is not None:
        envelope.add("last-modified", _utc(data.last_modified))
    envelope.add("url", _uri(data.page_url))
    # RFC 7986 gives these two no default type: VALUE is mandatory, and the library leaves it out by itself.
    envelope.add("source", _uri(data.canonical_url), parameters={"VALUE": "URI"})
    envelope.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    envelope.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    envelope.add("color", data.color.lower())
    head = envelope.to_ical().removesuffix(_TAIL)
    described = (vtimezone(zone) for zone in (PARIS.key, *sorted({*zones} - {PARIS.key})))
    return b"".join((head, *described, *fragments, _TAIL))


def etag(writer_version: str, data: CalendarData, fragment_hashes: Iterable[str]) -> str:
    """Strong ETag, quotes included, of the feed that `calendar` would give, without building it.

    Each hash must determine the bytes of its fragment: uid, sequence and content hash together do, because
    `changed_at` moves only with them. The order of the hashes counts.
    """
    parts = [writer_version, *(str(value) for value in astuple(data)), "", *fragment_hashes]
    return f'"{hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:40]}"'


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Time by the clock of `zone`; UTC within the hour that autumn repeats.

    A local time cannot name the second pass of that hour, and readers differ on the first: RFC 5545 (3.3.5)
    means summer time, ical.js 2.2.1 reads winter time. UTC is read the same everywhere.
    """
    local = _utc(moment).astimezone(zone)
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return local.astimezone(UTC) if twice else local


def _uri(address: str) -> str:
    """ASCII only: control characters, spaces and accents are percent-encoded, the rest is left as it is."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")
