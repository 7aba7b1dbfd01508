"""What a person changed of one date, kept as plain values and said in French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.words.french import date_words, time_range_words

# In the order in which they are said.
FIELDS = ("status", "reason", "start", "end", "room", "note", "places_left")
Values = Mapping[str, Any]
"""Of `FIELDS`, ready for JSON: moments as ISO texts, in UTC."""


def plain(row: Any) -> dict[str, Any]:
    """The `FIELDS` of a date."""
    values = {name: getattr(row, name) for name in FIELDS}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def change_words(day: date, before: Values, after: Values, zone: ZoneInfo, follows_rule: bool = False) -> str:
    """« lundi 7 décembre 2026 : annulée, raison « neige » ». `day` is the one it was on; `follows_rule`: given back to
    the hour of its rule, whatever that is."""
    changes = list(_changes(before, after, zone))
    if follows_rule:
        changes.insert(0, "rendue à l’heure de sa règle")
    return f"{date_words(day)} : {', '.join(changes) or 'enregistrée sans changement'}"


def _changes(before: Values, after: Values, zone: ZoneInfo) -> Iterator[str]:
    if before["status"] != after["status"]:
        cancelled = after["status"] == "cancelled"
        yield "annulée" if cancelled else "rétablie"
        if cancelled and after["reason"]:
            yield f"raison « {after['reason']} »"
    elif before["reason"] != after["reason"]:
        yield _instead("raison", before["reason"], after["reason"])
    if (before["start"], before["end"]) != (after["start"], after["end"]):
        yield f"déplacée au {_moment(after, zone)} (avant : {_moment(before, zone)})"
    if before.get("room", "") != after.get("room", ""):
        yield _instead("ailleurs", before.get("room", ""), after.get("room", ""))
    if before["note"] != after["note"]:
        yield _instead("note", before["note"], after["note"])
    if before["places_left"] != after["places_left"]:
        left = [values["places_left"] for values in (before, after)]
        old, new = ("non dites" if number is None else str(number) for number in left)
        yield f"places restantes : {new} au lieu de {old}"


def _instead(name: str, old: str, new: str) -> str:
    if not new:
        return f"{name} « {old} » retirée"
    return f"{name} « {new} »" + (f" au lieu de « {old} »" if old else "")


def _moment(values: Values, zone: ZoneInfo) -> str:
    """« mardi 8 décembre 2026, 10 h à 12 h »."""
    start, end = (datetime.fromisoformat(values[name]).astimezone(zone) for name in ("start", "end"))
    return f"{date_words(start.date())}, {time_range_words(start.time(), end.time())}"
