"""By which clock a partner's file tells its hours."""

import re
from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from events.domain.partners.content import WrittenZone
from portal.words.zone import PARIS

# Offsets of winter and summer of the zones of Europe, which change on the same days.
_EUROPE = {
    ("+0000", "+0100"): ZoneInfo("Europe/London"),
    ("+0100", "+0200"): PARIS,
    ("+0200", "+0300"): ZoneInfo("Europe/Athens"),
}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")


def zone_named(name: str, written: Mapping[str, WrittenZone]) -> tzinfo | None:
    """The zone of a TZID: its IANA name, alone or after a path (« /freeassociation.sourceforge.net/Europe/Paris »), its
    name in Windows, else what the file itself says of it; None when nobody knows."""
    name = name.strip().strip('"')
    parts = name.strip("/").split("/")
    for key in (name, "/".join(parts[-2:]), "/".join(parts[-3:]), WINDOWS_TO_OLSON.get(name, "")):
        if found := _iana(key):
            return found
    said = written.get(name)
    if said is not None:
        if located := _iana(said.location):
            return located
        if said.daylight:
            return _EUROPE.get((said.standard[:5], said.daylight[:5]))
        return _fixed(said.standard)
    # « (UTC+01:00) Bruxelles, Copenhague, Madrid, Paris »: a name for people, of a zone that has a summer.
    return PARIS if "paris" in name.lower() else _fixed(name)


def _iana(key: str) -> ZoneInfo | None:
    if not _KEY.fullmatch(key):
        return None
    try:
        return ZoneInfo(key)
    except (ValueError, KeyError, OSError):
        return None


def _fixed(text: str) -> tzinfo | None:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if found[1] == "-" else 1))
