"""The clocks that feeds refer to, as constants: bytes made from the zone data of one machine would differ from those
of the next, and every subscriber would download again.

Changes of time are yearly rules, one DAYLIGHT and one STANDARD. The library would write lists of RDATE instead: ical.js
reads only the first date of each list, so that summer events come out an hour late.
"""

from functools import cache

# The rule of the European Union since 1996.
_PARIS = (
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
)
# That of Canada and the United States since 2007, which Saint-Pierre-et-Miquelon follows.
_MIQUELON = (
    "BEGIN:DAYLIGHT",
    "DTSTART:20070311T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "TZOFFSETFROM:-0300",
    "TZOFFSETTO:-0200",
    "TZNAME:-02",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:20071104T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "TZOFFSETFROM:-0200",
    "TZOFFSETTO:-0300",
    "TZNAME:-03",
    "END:STANDARD",
)
_CHANGING = {"Europe/Paris": _PARIS, "America/Miquelon": _MIQUELON}
# Where clocks never change: the offset and the abbreviation of the IANA database.
_FIXED = {
    "America/Cayenne": ("-0300", "-03"),
    "America/Guadeloupe": ("-0400", "AST"),
    "America/Marigot": ("-0400", "AST"),
    "America/Martinique": ("-0400", "AST"),
    "America/St_Barthelemy": ("-0400", "AST"),
    "Indian/Kerguelen": ("+0500", "+05"),
    "Indian/Mayotte": ("+0300", "EAT"),
    "Indian/Reunion": ("+0400", "+04"),
    "Pacific/Gambier": ("-0900", "-09"),
    "Pacific/Marquesas": ("-0930", "-0930"),
    "Pacific/Noumea": ("+1100", "+11"),
    "Pacific/Tahiti": ("-1000", "-10"),
    "Pacific/Wallis": ("+1200", "+12"),
}


@cache
def vtimezone(zone: str) -> bytes:
    """The VTIMEZONE of a clock of France (IANA name), CRLF; KeyError for another."""
    lines = ("BEGIN:VTIMEZONE", f"TZID:{zone}", *(_CHANGING.get(zone) or _fixed(*_FIXED[zone])), "END:VTIMEZONE", "")
    return "\r\n".join(lines).encode("ascii")


def _fixed(offset: str, name: str) -> tuple[str, ...]:
    return (
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{name}",
        "END:STANDARD",
    )
