"""The question that an address asks of the agenda, or of one of its calendars, read with patience. No Django here."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from datetime import date

from events.agenda.query import AHEAD, BEHIND, LONGEST, AgendaQuery
from portal.words.french import date_words
from portal.words.parameters import Parameters, quoted

_DAYS = ("du", "au", "semaine", "page")
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def read(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Container[str]], today: date
) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `known` the codes of each group of filters.
    """
    given = Parameters(parameters)
    first, last = _range(given, today)
    week = _week(given)
    if first is not None or last is not None:
        week = None  # the dates asked say more than the week of the page where the form stood
    query = AgendaQuery(
        facets=given.codes(known),
        where=given.words("ou"),
        radius=given.radius("rayon"),
        first=first,
        last=last,
        week=week,
        page=given.page("page"),
    )
    given.refuse_others({*known, "ou", "rayon", *_DAYS})
    return query, given.notices


def read_feed(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Container[str]]
) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question of a calendar, without the days and the page; one French sentence for each thing that is wrong."""
    given = Parameters(parameters)
    query = AgendaQuery(facets=given.codes(known), where=given.words("ou"), radius=given.radius("rayon"))
    given.refuse_others({*known, "ou", "rayon", *_DAYS})
    return query, given.notices


def _week(given: Parameters) -> date | None:
    typed = given.last("semaine")
    if not typed:
        return None
    try:
        if found := _WEEK.fullmatch(typed):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass  # a week 53 in a year that has 52
    given.say(f"La semaine {quoted([typed])} n’existe pas : voici cette semaine.")
    return None


def _range(given: Parameters, today: date) -> tuple[date | None, date | None]:
    first = _date(given, "du", today)
    last = _date(given, "au", today)
    if last is not None and last < (first or today):
        given.say("La dernière date vient avant la première : elle a été laissée de côté.")
        last = None
    start = first or today
    if last is not None and last > start + LONGEST:
        last = start + LONGEST
        given.say(f"Nous montrons trois mois à la fois, jusqu’au {date_words(last, weekday=False)}.")
    return first, last


def _date(given: Parameters, name: str, today: date) -> date | None:
    """« 2026-11-26 », as browsers send it, or « 26/11/2026 », as people type it."""
    typed = given.last(name)
    if not typed:
        return None
    french = _FRENCH_DATE.fullmatch(typed)
    try:
        day = date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(typed)
    except ValueError:
        given.say(f"La date {quoted([typed])} n’existe pas, elle a été laissée de côté.")
        return None
    if not today - BEHIND <= day <= today + AHEAD:
        given.say(
            f"La date {quoted([typed])} est trop loin : nous montrons un mois en arrière et treize mois en avant."
        )
        return None
    return day
