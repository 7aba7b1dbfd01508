"""« Quand ? »: the filter of day and half-day, typed in the box or ticked. No Django here.

A place is there at a moment when one may walk in then (its hours, with holidays and closures), when its team is there
for who has an appointment, or when a permanence or a workshop takes place in it. What comes on days that nobody knows
stays in every answer: its card says that one must ask. « Maintenant » means that one may simply go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.domain.holidays import public_holidays
from directory.domain.hours.territories import MAINLAND, Territory
from directory.domain.opening_hours import FOR_APPOINTMENTS, SURELY_OPEN, parse, spans
from directory.domain.vocabulary import NOBODY, WALK_IN
from directory.finder.facets import Facet, FacetRow, FacetSpec, FacetValue
from directory.finder.query import FinderQuery
from portal.words.french import day_name, join_words, upper_first
from portal.words.zone import PARIS
from search.question.moment_in_text import MomentInText, moment_in_place, moment_in_text
from search.question.moments import (
    DATED_DAYS,
    NOW,
    PART_WORDS,
    PARTS,
    TODAY,
    TOMORROW,
    WEEK,
    WEEKEND,
    Moment,
    date_codes,
    day_of_code,
    moments,
    part_code,
    part_of_code,
)
from search.types import SpanFilter

WHEN = "quand"
BY_APPOINTMENT = "rendez-vous"
# The kinds of spans during which people are received there: open hours, those of the team where one has to call first,
# what upper rooms hold there on a date, and the days when somebody comes at an hour, or on days, to be asked.
TEAM, TO_ASK = "equipe", "a-demander"
_HOURS, _DATES = ("ouvert", TEAM), ("date", TO_ASK)
RECEIVED = (*_HOURS, *_DATES)
RECEIVED_NOW = ("ouvert", "date")
# Open hours are indexed two weeks ahead; the index is made anew each night.
OPEN_DAYS = 15
_SHOWN_DAYS = 7
# Ways to be received that begin with a call or a message.
_FIRST_CONTACT = frozenset({"telephoner", "mail", "rdv-en-ligne", "prescription"})


def when_filters(now: datetime, chosen: Collection[str] = (), zone: ZoneInfo = PARIS) -> list[SpanFilter]:
    """Those of the moments that have a name, and of the dates chosen, by the clock of `zone`."""
    named = moments(now, chosen, zone)
    return [
        SpanFilter(WHEN, one.code, kinds, start, end)
        for one in named.values()
        for kinds, stretches in _looked_at(one, named, now.astimezone(zone).date())
        for start, end in stretches
    ]


def _looked_at(
    one: Moment, named: Mapping[str, Moment], today: date
) -> list[tuple[tuple[str, ...], tuple[tuple[datetime, datetime], ...]]]:
    """The kinds of spans that count at a moment, and where. Beyond the hours that are indexed, those of a date are the
    hours of that weekday, unless it is a public holiday."""
    if one.code == NOW:
        return [(RECEIVED_NOW, one.stretches)]
    day = day_of_code(one.code)
    if day is None or (day - today).days < OPEN_DAYS:
        return [(RECEIVED, one.stretches)]
    usual = named[part_code(day_name(day), part_of_code(one.code))]
    hours = [] if day in public_holidays(day.year) else [(_HOURS, usual.stretches)]
    return [(_DATES, one.stretches), *hours]


def days_to_ask(
    now: datetime, opening_hours: str = "", territory: Territory = MAINLAND
) -> list[tuple[datetime, datetime]]:
    """When somebody may receive whose days are to be asked: office hours of working days, as far as one can ask.

    The working days are those of the `opening_hours` (OSM) of whoever comes, from Monday to Saturday when they are not
    known. Never a Sunday by default, a public holiday or an evening: « ce soir » and « dimanche » listed services of
    which all that was known is that they are closed then.
    """
    working = _weekdays(opening_hours, territory.today(now)) or range(6)
    days = (day for day in coming_days(now, territory) if day.weekday() in working)
    return [office_hours(day, territory.zone) for day in days]


def coming_days(now: datetime, territory: Territory = MAINLAND) -> list[date]:
    """As far as one can ask, without public holidays."""
    today = territory.today(now)
    days = (today + timedelta(days=n) for n in range(DATED_DAYS + 1))
    return [day for day in days if day not in public_holidays(day.year, territory.subdivision)]


def office_hours(day: date, zone: ZoneInfo = PARIS) -> tuple[datetime, datetime]:
    """When one may expect somebody, of hours that are to be asked."""
    return datetime.combine(day, time(8), zone), datetime.combine(day, time(18), zone)


def _weekdays(opening_hours: str, today: date) -> frozenset[int]:
    parsed = parse(opening_hours)
    there = spans(parsed, today, 14, (), kinds=(*SURELY_OPEN, *FOR_APPOINTMENTS))
    return frozenset(start.astimezone(PARIS).weekday() for start, _end in there)


def known_moments(now: datetime) -> Collection[str]:
    """All that an address may ask."""
    return {*moments(now), *date_codes(now.astimezone(PARIS).date()), BY_APPOINTMENT}


def when_spec(now: datetime, chosen: Collection[str] = ()) -> FacetSpec:
    words = {one.code: upper_first(one.words) for one in moments(now, chosen).values()}
    return FacetSpec("Quand ?", {**words, BY_APPOINTMENT: "Sur rendez-vous"}, 10)


def when_codes(access_modes: Collection[str]) -> tuple[str, ...]:
    """What a place bears in this group whatever the moment: that one must call first."""
    modes = set(access_modes)
    by_appointment = modes & _FIRST_CONTACT and WALK_IN not in modes and NOBODY not in modes
    return (BY_APPOINTMENT,) if by_appointment else ()


def with_moment(query: FinderQuery, now: datetime) -> FinderQuery:
    """The question with the moment named in its text, or beside its place, as a filter instead."""
    today = now.astimezone(PARIS).date()
    text = MomentInText((), query.text) if query.exact else moment_in_text(query.text, today)
    where = moment_in_place(query.where, today)
    codes = [_still_to_come(code, now) for code in dict.fromkeys((*text.codes, *where.codes))]
    chosen = narrowed(query.facets.get(WHEN, frozenset()) | frozenset(codes))
    facets = {**query.facets, WHEN: chosen} if chosen else query.facets
    return replace(query, text=text.left, where=where.left, facets=facets) if codes else replace(query, facets=facets)


def narrowed(chosen: frozenset[str]) -> frozenset[str]:
    """Without the whole days of which a half-day was chosen: « mardi » then « mardi matin » is the morning."""
    return frozenset(code for code in chosen if not any(part_code(code, part) in chosen for part in PARTS))


def moments_asked(query: FinderQuery, now: datetime, zone: ZoneInfo = PARIS) -> tuple[Moment, ...]:
    """Those chosen, by the clock of `zone`, soonest first."""
    chosen = query.facets.get(WHEN, frozenset())
    named = moments(now, chosen, zone).values()
    return tuple(sorted((one for one in named if one.code in chosen), key=lambda one: one.start))


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
            FacetValue(one.code, upper_first(one.words), counts.get(one.code, 0), one.code in selected, short=short)
            for one, short in ((named[part_code(code, part)], PART_WORDS[part]) for part in PARTS)
            if one.code in selected or (counts.get(one.code) and not one.over(now))
        )
        if values:
            yield FacetRow(_row_label(code), values)


def _row_label(code: str) -> str:
    """No date: « Samedi » is this one and the next."""
    return {TODAY: "Aujourd’hui", TOMORROW: "Demain"}.get(code) or upper_first(code)


def _still_to_come(code: str, now: datetime) -> str:
    """« ce matin », said in the afternoon, can only be the next one."""
    day, _, part = code.partition("-")
    return part_code(TOMORROW, part) if day == TODAY and part and moments(now)[code].over(now) else code
