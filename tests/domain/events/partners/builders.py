"""Calendars of partners made in a test, and how they are read."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from events.domain.partners.content import content
from events.domain.partners.notices import sentences
from events.domain.partners.programme import Programme, Window, programme

CORPUS = Path(__file__).parents[3] / "data" / "partner_calendars"
TODAY = date(2026, 11, 24)
WINDOW = Window(TODAY, date(2027, 12, 31), ZoneInfo("Europe/Paris"))


def calendar(*events: str, head: str = "") -> bytes:
    """Each event is its lines; « \\n » ends a line."""
    blocks = (f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(blocks)}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def weekly(uid: str = "1", rule: str = "FREQ=WEEKLY", start: str = "20261005T090000") -> str:
    return f"UID:{uid}\nSUMMARY:Atelier\nDTSTART:{start}\nDURATION:PT2H\nRRULE:{rule}"


def read(body: bytes, window: Window = WINDOW) -> Programme:
    return programme(content(body, TODAY), window, {"+33553000000"})


def told(found: Programme) -> list[str]:
    """« 2026-12-14 09:00-11:00 » for each date, « annulée » after one that is."""
    return [
        f"{one.day} {one.start:%H:%M}-{one.end:%H:%M}{' annulée' * one.cancelled}"
        for series in found.series
        for one in series.dates
    ]


def said(found: Programme) -> list[str]:
    return list(sentences(found.remarks))
