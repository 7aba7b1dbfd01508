"""What a visitor asks of the agenda, read from the address, and the addresses of other questions. No Django here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from directory.domain.french import date_words
from directory.finder_query import DEFAULT_RADIUS, RADII

PATH = "/agenda/"
MAX_TEXT = 200
MAX_PAGE = 100_000
# Weeks and dates that have an address: a month behind, for what one has missed, and as far as dates are made.
BEHIND = timedelta(days=31)
AHEAD = timedelta(days=397)
# Between two dates at most: a longer list is read by nobody, and read in full by the machine.
LONGEST = timedelta(days=92)

_OWN = ("genre", "ou", "rayon", "du", "au", "semaine", "page")
# Marks that other sites and mailings add to links; they ask nothing of us.
_FOREIGN = ("utm_", "mtm_", "pk_", "fbclid", "gclid", "_")
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ECHO = 30  # characters of a faulty value that a notice repeats


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
        return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


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
    notices: list[str] = []
    first, last = _range(parameters, today, notices)
    week = _week(_last(parameters, "semaine"), notices)
    if week is not None and (first is not None or last is not None):
        week = None  # the dates asked say more than the week of the page where the form stood
    query = AgendaQuery(
        kinds=_kinds(parameters.get("genre", ()), kinds, notices),
        where=_words(parameters, "ou", notices),
        radius=_radius(_last(parameters, "rayon"), notices),
        first=first,
        last=last,
        week=week,
        page=_page(_last(parameters, "page"), notices),
    )
    strangers = [name for name in parameters if name not in _OWN and not name.startswith(_FOREIGN)]
    if strangers:
        notices.append(f"Ce réglage n’existe pas ici, il a été laissé de côté : {_quoted(strangers)}.")
    return query, tuple(dict.fromkeys(notices))


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name) or ("",)
    return values[-1].strip()


def _words(parameters: Mapping[str, Sequence[str]], name: str, notices: list[str]) -> str:
    typed = _last(parameters, name)
    readable = "".join(" " if c.isspace() else c for c in typed if c.isspace() or not _unreadable(c))
    text = " ".join(readable.split())
    if len(readable) < len(typed):
        notices.append("Des caractères illisibles ont été laissés de côté.")
    if len(text) > MAX_TEXT:
        notices.append(f"Votre demande est très longue : nous avons lu les {MAX_TEXT} premiers caractères.")
        text = text[:MAX_TEXT].rstrip()
    return text


def _unreadable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Cn") or character == "\ufffd"


def _kinds(values: Sequence[str], known: Collection[str], notices: list[str]) -> frozenset[str]:
    refused = [value for value in values if value and value not in known]
    if refused:
        notices.append(f"Ce choix n’existe pas, il a été laissé de côté : {_quoted(refused)}.")
    return frozenset(value for value in values if value in known)


def _radius(typed: str, notices: list[str]) -> int:
    if not typed:
        return DEFAULT_RADIUS
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None
    if number in RADII:
        return number
    chosen = DEFAULT_RADIUS if not number else next((radius for radius in RADII if radius >= number), RADII[-1])
    notices.append(f"La distance {_quoted([typed])} n’est pas dans la liste : nous cherchons à {chosen} km.")
    return chosen


def _page(typed: str, notices: list[str]) -> int:
    if not typed:
        return 1
    if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
        return min(int(typed[:9]), MAX_PAGE)
    notices.append("Le numéro de page n’a pas été compris : voici la première page.")
    return 1


def _week(typed: str, notices: list[str]) -> date | None:
    if not typed:
        return None
    try:
        if found := _WEEK.fullmatch(typed):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass  # a week 53 in a year that has 52
    notices.append(f"La semaine {_quoted([typed])} n’existe pas : voici cette semaine.")
    return None


def _range(parameters: Mapping[str, Sequence[str]], today: date, notices: list[str]) -> tuple[date | None, date | None]:
    first = _date(_last(parameters, "du"), today, notices)
    last = _date(_last(parameters, "au"), today, notices)
    if last is not None and last < (first or today):
        notices.append("La dernière date vient avant la première : elle a été laissée de côté.")
        last = None
    start = first or today
    if last is not None and last > start + LONGEST:
        last = start + LONGEST
        notices.append(f"Nous montrons trois mois à la fois, jusqu’au {date_words(last, weekday=False)}.")
    return first, last


def _date(typed: str, today: date, notices: list[str]) -> date | None:
    """« 2026-11-26 », as browsers send it, or « 26/11/2026 », as people type it."""
    if not typed:
        return None
    french = _FRENCH_DATE.fullmatch(typed)
    try:
        day = date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(typed)
    except ValueError:
        notices.append(f"La date {_quoted([typed])} n’existe pas, elle a été laissée de côté.")
        return None
    if not today - BEHIND <= day <= today + AHEAD:
        notices.append(
            f"La date {_quoted([typed])} est trop loin : nous montrons un mois en arrière et treize mois en avant."
        )
        return None
    return day


def _quoted(texts: Iterable[str]) -> str:
    """« abc », « def »: three at most, cut short, without what cannot be shown."""
    shown = []
    for text in list(dict.fromkeys(texts))[:3]:
        clean = " ".join("".join(c for c in text if not _unreadable(c)).split())
        shown.append(f"« {clean[:_ECHO]}{'…' if len(clean) > _ECHO else ''} »")
    return ", ".join(shown)
