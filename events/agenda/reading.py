"""The question that an address asks of the agenda, or of one of its calendars, read with patience. No Django here."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date

from events.agenda.query import LONGEST, AgendaQuery, View
from events.agenda.reach import within
from portal.words.french import date_words
from portal.words.parameters import Parameters, quoted

_OF_THE_LIST = ("autour", "vue", "du", "au", "semaine", "mois", "carte", "page")
_VIEWS: Mapping[str, View] = {"jour": "jour", "mois": "mois"}
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def read(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Container[str]], today: date
) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `known` the codes of each group of filters.
    """
    given = Parameters(parameters)
    query = _what_and_where(given, known)
    query = replace(
        query,
        around=None if query.where else given.position("autour"),
        on_map=given.last("carte") == "1",
        page=given.page("page"),
    )
    query = _when(query, given, today)
    given.refuse_others({*known, "ou", "rayon", *_OF_THE_LIST})
    return query, given.notices


def read_feed(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Container[str]]
) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question of a calendar, without the days and the page; one French sentence for each thing that is wrong."""
    given = Parameters(parameters)
    query = _what_and_where(given, known)
    if given.last("autour"):
        given.say("Un calendrier se fait autour d’une commune : donnez la vôtre.")  # a position is nobody's to keep
    given.refuse_others({*known, "ou", "rayon", *_OF_THE_LIST})
    return query, given.notices


def _what_and_where(given: Parameters, known: Mapping[str, Container[str]]) -> AgendaQuery:
    return AgendaQuery(facets=given.codes(known), where=given.words("ou"), radius=given.radius("rayon"))


def _when(query: AgendaQuery, given: Parameters, today: date) -> AgendaQuery:
    """The dates that were typed say more than the week, the day or the month where the form stood."""
    first, last = _date(given, "du"), _date(given, "au")
    view = _VIEWS.get(given.last("vue"), "")
    if given.last("vue") and not view:
        given.say("Cette présentation n’existe pas : voici la liste.")
    if view == "jour" and last is None:
        return replace(query, view=view, first=first)
    if view == "mois" and first is None and last is None:
        return replace(query, view=view, month=_month(given))
    if first is not None or last is not None:
        first, last = _range(given, first, last, today)
        return replace(query, first=first, last=last)
    return replace(query, week=_week(given))


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


def _month(given: Parameters) -> date | None:
    typed = given.last("mois")
    if not typed:
        return None
    try:
        if found := _MONTH.fullmatch(typed):
            return date(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass  # a thirteenth month
    given.say(f"Le mois {quoted([typed])} n’existe pas : voici ce mois-ci.")
    return None


def _range(given: Parameters, first: date | None, last: date | None, today: date) -> tuple[date | None, date | None]:
    start = first or today
    if last is not None and not within(last, today):
        return first, last  # no page shows it, however it is shortened
    if last is not None and last < start:
        given.say("La dernière date vient avant la première : elle a été laissée de côté.")
        return first, None
    if last is not None and last - start > LONGEST:
        last = start + LONGEST
        given.say(f"Nous montrons trois mois à la fois, jusqu’au {date_words(last, weekday=False)}.")
    return first, last


def _date(given: Parameters, name: str) -> date | None:
    """« 2026-11-26 », as browsers send it, or « 26/11/2026 », as people type it."""
    typed = given.last(name)
    if not typed:
        return None
    french = _FRENCH_DATE.fullmatch(typed)
    try:
        return date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(typed)
    except ValueError:
        given.say(f"La date {quoted([typed])} n’existe pas, elle a été laissée de côté.")
        return None
