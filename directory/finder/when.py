"""« Quand ? »: the filter of day and half-day, typed in the box or ticked. No Django here.

A place is there at a moment when one may walk in then (its hours, with holidays and closures), or when a permanence or
a workshop takes place in it. One that receives by appointment only has no open hours: it has its own choice, so that
nobody believes that it is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from directory.domain.vocabulary import WALK_IN
from directory.finder.facets import Facet, FacetRow, FacetSpec, FacetValue
from directory.finder.query import FinderQuery
from portal.words.french import day_name, day_of_month, join_words
from portal.words.zone import PARIS
from search.question.moment_in_text import moment_in_text
from search.question.moments import (
    NOW,
    PART_WORDS,
    PARTS,
    TODAY,
    TOMORROW,
    WEEK,
    WEEKEND,
    Moment,
    moments,
    part_code,
)
from search.types import SpanFilter

WHEN = "quand"
BY_APPOINTMENT = "rendez-vous"
# The kinds of spans during which people are received there: open hours, and what upper rooms hold there on a date.
RECEIVED = ("ouvert", "date")
_SHOWN_DAYS = 7
# Ways to be received that begin with a call or a message.
_FIRST_CONTACT = frozenset({"telephoner", "mail", "rdv-en-ligne", "prescription"})
_NOBODY = "pas-de-public"


def when_filters(now: datetime) -> list[SpanFilter]:
    return [SpanFilter(WHEN, one.code, RECEIVED, one.start, one.end) for one in moments(now).values()]


def when_spec(now: datetime) -> FacetSpec:
    words = {one.code: _capital(one.words) for one in moments(now).values()}
    return FacetSpec("Quand ?", {**words, BY_APPOINTMENT: "Sur rendez-vous"}, 10)


def when_codes(access_modes: Collection[str]) -> tuple[str, ...]:
    """What a place bears in this group whatever the moment: that one must call first."""
    modes = set(access_modes)
    by_appointment = modes & _FIRST_CONTACT and WALK_IN not in modes and _NOBODY not in modes
    return (BY_APPOINTMENT,) if by_appointment else ()


def with_moment(query: FinderQuery, now: datetime) -> tuple[FinderQuery, str]:
    """The question with the moment named in its text as a filter instead, and the words of that moment."""
    found = moment_in_text(query.text)
    if query.exact or not found.codes:
        return query, ""
    codes = [_still_to_come(code, now) for code in found.codes]
    chosen = query.facets.get(WHEN, frozenset()) | frozenset(codes)
    words = join_words([moments(now)[code].words for code in codes], "ou")
    return replace(query, text=found.left, facets={**query.facets, WHEN: chosen}), words


def moments_asked(query: FinderQuery, now: datetime) -> tuple[Moment, ...]:
    """Those chosen, soonest first."""
    chosen = query.facets.get(WHEN, frozenset())
    return tuple(sorted((one for one in moments(now).values() if one.code in chosen), key=lambda one: one.start))


def when_words(query: FinderQuery, now: datetime) -> str:
    """What was chosen: « samedi matin ou sur rendez-vous »."""
    words = [one.words for one in moments_asked(query, now)]
    appointment = BY_APPOINTMENT in query.facets.get(WHEN, frozenset())
    return join_words([*words, *(["sur rendez-vous"] if appointment else [])], "ou")


def when_facet(
    spec: FacetSpec, counts: Mapping[str, int], selected: Collection[str], total: int, now: datetime
) -> Facet | None:
    """Chips for what is near and for what was chosen, then a row a day; None when no choice would change anything."""
    named = moments(now)
    rows = tuple(_rows(named, counts, selected, now))
    in_rows = {value.value for row in rows for value in row.values}
    chips = [
        FacetValue(code, label, counts.get(code, 0), code in selected)
        for code, label in spec.values.items()
        if code in selected or (code in (NOW, WEEKEND, WEEK, BY_APPOINTMENT) and counts.get(code))
    ]
    values = tuple(value for value in chips if value.value not in in_rows)
    choices = [*values, *(value for row in rows for value in row.values)]
    if not any(value.selected or value.count < total for value in choices):
        return None
    return Facet(WHEN, spec.label, values, rows)


def _rows(
    named: Mapping[str, Moment], counts: Mapping[str, int], selected: Collection[str], now: datetime
) -> Iterator[FacetRow]:
    today = now.astimezone(PARIS).date()
    for day in (today + timedelta(days=n) for n in range(_SHOWN_DAYS)):
        code = {0: TODAY, 1: TOMORROW}.get((day - today).days, day_name(day))
        values = tuple(
            FacetValue(one.code, _capital(one.words), counts.get(one.code, 0), one.code in selected, short=short)
            for one, short in ((named[part_code(code, part)], PART_WORDS[part]) for part in PARTS)
            if one.code in selected or (counts.get(one.code) and not one.over(now))
        )
        if values:
            yield FacetRow(_row_label(code, day), values)


def _row_label(code: str, day: date) -> str:
    return {TODAY: "Aujourd’hui", TOMORROW: "Demain"}.get(code) or f"{_capital(day_name(day))} {day_of_month(day)}"


def _still_to_come(code: str, now: datetime) -> str:
    """« ce matin », said in the afternoon, can only be the next one."""
    day, _, part = code.partition("-")
    return part_code(TOMORROW, part) if day == TODAY and part and moments(now)[code].over(now) else code


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
