"""Which month of which search is put on paper, read from the address. No Django here."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from events.addresses import MONTH
from events.agenda.query import AgendaQuery
from events.agenda.reach import usual_month
from events.domain.horizon import FEED_AHEAD
from portal.words.french import month_words
from portal.words.parameters import Parameters, quoted

# With fewer days left, who prints « the month » means the next one.
ENDING = timedelta(days=7)
FOLDED = "a5"
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def read_month(
    parameters: Mapping[str, Sequence[str]], known: Mapping[str, Container[str]], today: date
) -> tuple[AgendaQuery, date, bool, tuple[str, ...]]:
    """The search, the first day of the month, whether the sheet is folded, and a French sentence for each thing that
    was left out."""
    given = Parameters(parameters)
    query = AgendaQuery(facets=given.codes(known), where=given.words("ou"), radius=given.radius("rayon"))
    month = _month(given, today)
    folded = given.last("format") == FOLDED
    given.refuse_others({*known, "ou", "rayon", "mois", "format"})
    return query, month, folded, given.notices


def month_address(query: AgendaQuery, month: date | None = None, folded: bool = False, path: str = MONTH) -> str:
    """Without a month, the one that is printed by itself. `path`: that of the page, or of its PDF."""
    pairs = query.feed_pairs() + ([("mois", f"{month:%Y-%m}")] if month is not None else [])
    pairs += [("format", FOLDED)] if folded else []
    return f"{path}?{urlencode(pairs, safe='()')}" if pairs else path


def in_reach(month: date, today: date) -> bool:
    """From this month to the last that dates are made for."""
    return today.replace(day=1) <= month <= (today + FEED_AHEAD).replace(day=1)


def _month(given: Parameters, today: date) -> date:
    usual = usual_month(today, ENDING)
    typed = given.last("mois")
    if not typed:
        return usual
    try:
        if (found := _MONTH.fullmatch(typed)) and in_reach(month := date(int(found[1]), int(found[2]), 1), today):
            return month
    except ValueError:
        pass  # a thirteenth month
    given.say(f"Nous n’avons pas de dates pour le mois {quoted([typed])} : voici {month_words(usual)}.")
    return usual
