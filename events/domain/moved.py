"""What people are told of a date that does not take place when or where it was announced first."""

from datetime import datetime

from portal.words.french import clock_words, date_words


def moved_label(start: datetime, moved_from: datetime | None, room: str) -> str:
    """« Reporté » to another day, « Déplacé » within its day or to another place; empty for a date that stays."""
    if moved_from is not None and moved_from.date() != start.date():
        return "Reporté"
    return "Déplacé" if room or (moved_from is not None and moved_from != start) else ""


def moved_words(start: datetime, moved_from: datetime | None, room: str) -> str:
    """« Reporté, c’était prévu le mardi 8 décembre à 9 h », « Déplacé, c’était prévu à 9 h », « Déplacé : Mairie ».

    `start` and `moved_from` are told by the clock of the place.
    """
    label = moved_label(start, moved_from, room)
    if not label:
        return ""
    before = ""
    if moved_from is not None and moved_from != start:
        day = f"le {date_words(moved_from.date(), year=False)} " if moved_from.date() != start.date() else ""
        before = f", c’était prévu {day}à {clock_words(moved_from.time())}"
    return f"{label}{before}{f' : {room}' if room else ''}"
