"""What a visitor asks of the agenda, and the addresses of other questions. No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from events.addresses import AGENDA, SEARCH_FEED
from events.agenda.reach import monday_of, month_end, week_within, within
from events.domain.filters import KIND, PLACES
from portal.words.parameters import DEFAULT_RADIUS, RADII, position_text

# Between two dates at most: a longer list is read by nobody, and read in full by the machine.
LONGEST = timedelta(days=92)
# From Thursday on the list of this week goes on into the next: four days hold few dates.
NEARLY_OVER = 3

View = Literal["", "jour", "mois"]


@dataclass(frozen=True)
class AgendaQuery:
    """`week` is the Monday of the week asked, `first` and `last` the days of a range: one or the other, or nothing. The
    view « jour » shows `first` alone, « mois » the month that begins on `month`.

    `facets` holds the codes chosen in each group of `events.domain.filters`. `around` is where the visitor is, as in
    the finder; a place that is typed takes its place. `page` starts at 1.
    """

    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    where: str = ""
    around: tuple[float, float] | None = None
    radius: int = DEFAULT_RADIUS
    view: View = ""
    first: date | None = None
    last: date | None = None
    week: date | None = None
    month: date | None = None
    on_map: bool = False
    page: int = 1

    @property
    def kinds(self) -> frozenset[str]:
        """Empty for all kinds."""
        return self.facets.get(KIND, frozenset())

    @property
    def by_range(self) -> bool:
        return not self.view and (self.first is not None or self.last is not None)

    @property
    def plain(self) -> bool:
        """Nothing is chosen, whatever the days."""
        return not (self.facets or self.where or self.around or self.by_range)

    @property
    def opening(self) -> bool:
        """The first page of this week, as a search opens."""
        return self.page == 1 and not self.view and self.week is None and not self.by_range

    @property
    def wider(self) -> int | None:
        """The next radius, None at the widest."""
        return next((radius for radius in RADII if radius > self.radius), None)

    def beyond(self, today: date) -> bool:
        """Whether it asks for days that no page shows."""
        asked = [day for day in (self.first, self.last, self.month) if day is not None]
        week = self.week
        return any(not within(day, today) for day in asked) or (week is not None and not week_within(week, today))

    def days(self, today: date) -> tuple[date, date]:
        """First and last day shown, both included, of a question that is not `beyond`. This week begins today: what is
        over is over."""
        if self.view == "jour":
            return self.first or today, self.first or today
        if self.view == "mois":
            month = self.month or today.replace(day=1)
            return month, month_end(month)
        if self.by_range:
            first = self.first or today
            return first, min(self.last or first + LONGEST, first + LONGEST)
        monday = monday_of(today)
        if self.week is not None and self.week != monday:
            return self.week, self.week + timedelta(days=6)
        goes_on = self.week is None and today.weekday() >= NEARLY_OVER
        return today, monday + timedelta(days=13 if goes_on else 6)

    def address(self, **changes: Any) -> str:
        """The address of this question with some of its parts changed; on its first page unless `page` is given."""
        other = replace(self, **{"page": 1, **changes})
        pairs = other._facet_pairs()
        if other.where:
            pairs.append(("ou", other.where))
        elif other.around:
            pairs.append(("autour", position_text(other.around)))
        if other.radius != DEFAULT_RADIUS:
            pairs.append(("rayon", str(other.radius)))
        pairs += other.day_pairs()
        if other.on_map:
            pairs.append(("carte", "1"))
        if other.page > 1:
            pairs.append(("page", str(other.page)))
        return f"{AGENDA}?{urlencode(pairs, safe='(),')}" if pairs else AGENDA

    def day_pairs(self) -> list[tuple[str, str]]:
        """The parameters that say which days are shown, and how."""
        if self.view == "mois":
            return [("vue", "mois"), *([("mois", f"{self.month:%Y-%m}")] if self.month is not None else [])]
        pairs: list[tuple[str, str]] = [("vue", self.view)] if self.view else []
        if self.first is not None:
            pairs.append(("du", self.first.isoformat()))
        if self.last is not None and not self.view:
            pairs.append(("au", self.last.isoformat()))
        if self.week is not None and not pairs:
            pairs.append(("semaine", week_code(self.week)))
        return pairs

    def feed_pairs(self) -> list[tuple[str, str]]:
        """The parameters of the calendar of this question, sorted; none for all the dates.

        The radius is always said: a calendar must stay the same should the usual radius change. The days, the page, the
        view and the places left are those of the list: a calendar goes on, and who has a place on a date that is full
        now must keep it there. Where a person stands goes into no address that a calendar keeps reading.
        """
        place = [("ou", self.where), ("rayon", str(self.radius))] if self.where else []
        return sorted(place + [pair for pair in self._facet_pairs() if pair[0] != PLACES])

    def feed_address(self) -> str:
        """Of a question that has `feed_pairs`."""
        return f"{SEARCH_FEED}?{urlencode(self.feed_pairs(), safe='()')}"

    def _facet_pairs(self) -> list[tuple[str, str]]:
        return [(group, code) for group in sorted(self.facets) for code in sorted(self.facets[group])]


def week_code(monday: date) -> str:
    """« 2026-W49 », as HTML and ISO 8601 write a week."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"
