"""The next dates in the big letters of a poster: what they all share is said once, above them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from events.domain.announcement import Announcement, calendar_title
from events.domain.moved import moved_words
from events.domain.plain_date import PlainDate
from portal.words.french import date_words, upper_first


@dataclass(frozen=True)
class PosterLine:
    """`when` is « lundi 7 décembre, de 9 h à 12 h »; `change` says what became of it: « Annulé : neige », « Déplacé :
    salle des fêtes », or nothing."""

    starts_iso: str
    when: str
    details: tuple[str, ...]
    change: str
    cancelled: bool


def poster_lines(dates: Sequence[PlainDate], said: Container[str]) -> tuple[tuple[str, ...], list[PosterLine]]:
    """(What all these dates share, one line a date in the order given), without what is `said` at the top already.

    Nothing that is true only now: a poster stays on a door for weeks.
    """
    details = [[words for words in _details(one, one.announcement) if words and words not in said] for one in dates]
    held = [some for one, some in zip(dates, details, strict=True) if not one.cancelled] or details
    shared = tuple(words for words in (held[0] if held else ()) if all(words in some for some in held))
    rest = [tuple(words for words in some if words not in shared) for some in details]
    return shared, [_line(one, some) for one, some in zip(dates, rest, strict=True)]


def _details(date: PlainDate, said: Announcement) -> tuple[str, ...]:
    """What, where, with whom, on which terms; of a date that is cancelled, only what and where."""
    where = said.place, said.commune_beside
    what = title_words(said)
    if date.cancelled:
        return (what, *where)
    example = "Exemple fictif" if said.example else ""
    return (what, *where, upper_first(said.operator), said.access, said.price, upper_first(date.note), example)


def title_words(said: Announcement) -> str:
    """« Permanence, mairie de Lafox »: there is no badge beside it."""
    return calendar_title(said.name or said.title, said.kind)


def _line(date: PlainDate, details: tuple[str, ...]) -> PosterLine:
    change = moved_words(date.start, date.moved_from, date.room)
    if date.cancelled:
        change = f"Annulé : {date.reason}" if date.reason else "Annulé"
    when = f"{date_words(date.start.date(), year=False)}, de {date.hours}"
    return PosterLine(date.start.isoformat(), when, details, change, date.cancelled)
