"""Reads calendars with libical 3, the engine of Evolution and KOrganizer (Debian package libical3), through ctypes.

A missing library skips its test on a workstation and fails it when CI=true: a check nobody ran must not look green.
"""

import ctypes
import ctypes.util
import os
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest

_STATUSES = {b"CONFIRMED", b"CANCELLED"}


class _Time(ctypes.Structure):
    """`icaltimetype`, given and taken by value."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


@dataclass(frozen=True, order=True)
class Event:
    """`start` and `end` in UTC, by the time zone that the file itself describes."""

    uid: str
    start: datetime
    end: datetime
    status: str
    sequence: int
    summary: str
    description: str
    location: str


def missing() -> str:
    """Why it cannot judge, in one sentence; empty when it can."""
    return "" if ctypes.util.find_library("ical") else "libical is missing: run tests/judges/install.sh"


def read(feed: bytes) -> list[Event]:
    """Every event in the order of the file; the test fails with what the library finds wrong."""
    if reason := missing():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    library = _library()
    calendar = library.icalparser_parse_string(feed)
    if not calendar:
        pytest.fail("libical cannot read the feed")
    try:
        valid = library.icalrestriction_check(calendar)
        errors = library.icalcomponent_count_errors(calendar)
        if not valid or errors:
            pytest.fail(f"libical: {errors} errors\n{_faults(library, calendar)}")
        return [_event(library, event) for event in _components(library, calendar, b"VEVENT")]
    finally:
        library.icalcomponent_free(calendar)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(ctypes.util.find_library("ical")))
    for name, result, *arguments in (
        ("icalparser_parse_string", c_void_p, c_char_p),
        ("icalrestriction_check", c_int, c_void_p),
        ("icalcomponent_count_errors", c_int, c_void_p),
        ("icalcomponent_as_ical_string", c_char_p, c_void_p),
        ("icalcomponent_string_to_kind", c_int, c_char_p),
        ("icalcomponent_get_first_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_next_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_dtstart", _Time, c_void_p),
        ("icalcomponent_get_dtend", _Time, c_void_p),
        ("icalcomponent_get_uid", c_char_p, c_void_p),
        ("icalcomponent_get_summary", c_char_p, c_void_p),
        ("icalcomponent_get_description", c_char_p, c_void_p),
        ("icalcomponent_get_location", c_char_p, c_void_p),
        ("icalcomponent_get_sequence", c_int, c_void_p),
        ("icalcomponent_get_status", c_int, c_void_p),
        ("icalproperty_status_to_string", c_char_p, c_int),
        ("icaltime_as_timet_with_zone", c_int64, _Time, c_void_p),
        ("icaltime_is_utc", c_int, _Time),
        ("icaltimezone_get_tzid", c_char_p, c_void_p),
        ("icalcomponent_free", None, c_void_p),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _components(library: ctypes.CDLL, parent: int, name: bytes) -> Iterator[int]:
    kind = library.icalcomponent_string_to_kind(name)
    child = library.icalcomponent_get_first_component(parent, kind)
    while child:
        yield child
        child = library.icalcomponent_get_next_component(parent, kind)


def _event(library: ctypes.CDLL, event: int) -> Event:
    def text(name: str) -> str:
        found = getattr(library, f"icalcomponent_get_{name}")(event)
        return (found or b"").decode()

    status = library.icalproperty_status_to_string(library.icalcomponent_get_status(event))
    assert status in _STATUSES, status
    assert text("uid"), "no UID"
    return Event(
        uid=text("uid"),
        start=_utc(library, library.icalcomponent_get_dtstart(event)),
        end=_utc(library, library.icalcomponent_get_dtend(event)),
        status=status.decode(),
        sequence=library.icalcomponent_get_sequence(event),
        summary=text("summary"),
        description=text("description"),
        location=text("location"),
    )


def _utc(library: ctypes.CDLL, moment: _Time) -> datetime:
    if not library.icaltime_is_utc(moment):
        # Zones of the library's own have longer names: it must have taken the one of the file.
        zone = library.icaltimezone_get_tzid(moment.zone) if moment.zone else b""
        assert zone and not zone.startswith(b"/"), f"floating or unknown time zone: {zone!r}"
    return datetime.fromtimestamp(library.icaltime_as_timet_with_zone(moment, moment.zone), UTC)


def _faults(library: ctypes.CDLL, calendar: int) -> str:
    lines = library.icalcomponent_as_ical_string(calendar).decode().replace("\r\n ", "").split("\r\n")
    return "\n".join(line for line in lines if "X-LIC-ERROR" in line)[:2000]
