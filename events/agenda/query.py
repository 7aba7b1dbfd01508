"""What a visitor asks of the agenda, read from the address, and the addresses of other questions. No Django here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from events.addresses import AGENDA, SEARCH_FEED
from events.domain.horizon import FEED_AHEAD
from portal.words.french import date_words
from portal.words.parameters import DEFAULT_RADIUS, RADII, Parameters, quoted

# Weeks and dates that have an address: a month behind, for what one has missed, and as far as dates are made.
BEHIND = timedelta(days=31)
AHEAD = FEED_AHEAD
# Between two dates at most: a longer list is read by nobody, and read in full by the machine.
LONGEST = timedelta(days=92)

_OWN = ("genre", "ou", "rayon", "du", "au", "semaine", "page")
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True)
class AgendaQuery:
    """`week` is the Monday of the week asked, `first` and `last` the days of a range: one or the other, or nothing.

    `kinds` is empty for all kinds; `page` starts at 1.
    """

    kinds: frozenset[str] = frozenset()
    where: str = ""
    radius: int = DEFAULT_RADIUS
    first: date | None = None
    last: date | None = None
    week: date | None = None
    page: int = 1

    @property
    def by_range(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def plain(self) -> bool:
        """The agenda as it opens, whatever the week."""
        return not (self.kinds or self.where or self.by_range)

    @property
    def wider(self) -> int | None:
        """The next radius, None at the widest."""
        return next((radius for radius in RADII if radius > self.radius), None)

    def days(self, today: date) -> tuple[date, date]:
        """First and last day shown, both included. This week begins today: what is over is over."""
        if self.by_range:
            first = self.first or today
            return first, min(self.last or first + LONGEST, first + LONGEST)
        monday = self.week or monday_of(today)
        return max(monday, today) if monday == monday_of(today) else monday, monday + timedelta(days=6)

    def address(self, **changes: Any) -> str:
        """The address of this question with some of its parts changed; on its first page unless `page` is given."""
        other = replace(self, **{"page": 1, **changes})
        pairs = [("genre", kind) for kind in sorted(other.kinds)]
        if other.where:
            pairs.append(("ou", other.where))
        if other.radius != DEFAULT_RADIUS:
            pairs.append(("rayon", str(other.radius)))
        if other.first is not None:
            pairs.append(("du", other.first.isoformat()))
        if other.last is not None:
            pairs.append(("au", other.last.isoformat()))
        if other.week is not None and not other.by_range:
            pairs.append(("semaine", week_code(other.week)))
        if other.page > 1:
            pairs.append(("page", str(other.page)))
        return f"{AGENDA}?{urlencode(pairs, safe='()')}" if pairs else AGENDA

    def feed_pairs(self) -> list[tuple[str, str]]:
        """The parameters of the calendar of this question, in the order of its one address; none for all the dates.

        The radius is always said: a calendar must stay the same should the usual radius change. The days and the page
        are those of the list, a calendar goes on.
        """
        place = [("ou", self.where), ("rayon", str(self.radius))] if self.where else []
        return place + [("genre", kind) for kind in sorted(self.kinds)]

    def feed_address(self) -> str:
        """Of a question that has `feed_pairs`."""
        return f"{SEARCH_FEED}?{urlencode(self.feed_pairs(), safe='()')}"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_code(monday: date) -> str:
    """« 2026-W49 », as HTML and ISO 8601 write a week."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"


def in_reach(monday: date, today: date) -> bool:
    """Whether the week has a page: links to the week before and after stop there, and so do robots."""
    return monday_of(today - BEHIND) <= monday <= monday_of(today + AHEAD)


def read(
    parameters: Mapping[str, Sequence[str]], kinds: Collection[str], today: date
) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question, and one French sentence for each thing that was left out. Never raises.

    `parameters` gives the values of each name; `kinds` the codes of the kinds of dates.
    """
    given = Parameters(parameters)
    first, last = _range(given, today)
    week = _week(given)
    if first is not None or last is not None:
        week = None  # the dates asked say more than the week of the page where the form stood
    query = AgendaQuery(
        kinds=given.codes({"genre": kinds}).get("genre", frozenset()),
        where=given.words("ou"),
        radius=given.radius("rayon"),
        first=first,
        last=last,
        week=week,
        page=given.page("page"),
    )
    given.refuse_others(_OWN)
    return query, given.notices


def read_feed(parameters: Mapping[str, Sequence[str]], kinds: Collection[str]) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question of a calendar, without the days and the page; one French sentence for each thing that is wrong."""
    given = Parameters(parameters)
    query = AgendaQuery(
        kinds=given.codes({"genre": kinds}).get("genre", frozenset()),
        where=given.words("ou"),
        radius=given.radius("rayon"),
    )
    given.refuse_others(_OWN)
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
