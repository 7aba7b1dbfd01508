"""What a visitor asks of the agenda, and the addresses of other questions. No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from events.addresses import AGENDA, SEARCH_FEED
from events.domain.filters import KIND, PLACES
from events.domain.horizon import FEED_AHEAD
from portal.words.parameters import DEFAULT_RADIUS, RADII

# Weeks and dates that have an address: a month behind, for what one has missed, and as far as dates are made.
BEHIND = timedelta(days=31)
AHEAD = FEED_AHEAD
# Between two dates at most: a longer list is read by nobody, and read in full by the machine.
LONGEST = timedelta(days=92)


@dataclass(frozen=True)
class AgendaQuery:
    """`week` is the Monday of the week asked, `first` and `last` the days of a range: one or the other, or nothing.

    `facets` holds the codes chosen in each group of `events.domain.filters`; `page` starts at 1.
    """

    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    where: str = ""
    radius: int = DEFAULT_RADIUS
    first: date | None = None
    last: date | None = None
    week: date | None = None
    page: int = 1

    @property
    def kinds(self) -> frozenset[str]:
        """Empty for all kinds."""
        return self.facets.get(KIND, frozenset())

    @property
    def by_range(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def plain(self) -> bool:
        """The agenda as it opens, whatever the week."""
        return not (self.facets or self.where or self.by_range)

    @property
    def opening(self) -> bool:
        """The first page of this week, as a search opens."""
        return self.page == 1 and self.week is None and not self.by_range

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
        pairs = other._facet_pairs()
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
        """The parameters of the calendar of this question, sorted; none for all the dates.

        The radius is always said: a calendar must stay the same should the usual radius change. The days, the page and
        the places left are those of the list: a calendar goes on, and who has a place on a date that is full now must
        keep it there.
        """
        place = [("ou", self.where), ("rayon", str(self.radius))] if self.where else []
        return sorted(place + [pair for pair in self._facet_pairs() if pair[0] != PLACES])

    def feed_address(self) -> str:
        """Of a question that has `feed_pairs`."""
        return f"{SEARCH_FEED}?{urlencode(self.feed_pairs(), safe='()')}"

    def _facet_pairs(self) -> list[tuple[str, str]]:
        return [(group, code) for group in sorted(self.facets) for code in sorted(self.facets[group])]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_code(monday: date) -> str:
    """« 2026-W49 », as HTML and ISO 8601 write a week."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"


def in_reach(monday: date, today: date) -> bool:
    """Whether the week has a page: links to the week before and after stop there, and so do robots."""
    return monday_of(today - BEHIND) <= monday <= monday_of(today + AHEAD)
