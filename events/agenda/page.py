"""What the template of the agenda shows: words, links and filters made from an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.addresses import AGENDA
from events.agenda.answer import AgendaAnswer, week_words
from events.agenda.query import AgendaQuery, in_reach, monday_of
from events.agenda.subscription import subject
from events.models import Activity
from portal.words.french import date_span_words, date_words, lower_first, of_place, upper_first
from portal.words.link import Link
from portal.words.parameters import DEFAULT_RADIUS, RADII


@dataclass(frozen=True)
class KindBox:
    value: str
    label: str
    shape: str
    count: int
    selected: bool


def heading(answer: AgendaAnswer, page_title: str) -> str:
    """« Dates près de Laplume (47310) », « Permanences près… », or the title that editors gave to the page."""
    dates = subject(answer.query.kinds) if answer.query.kinds else _("Dates")
    if answer.place is not None and answer.place.whole:
        return _("%(dates)s : %(territory)s") % {"dates": dates, "territory": answer.place.label}
    if answer.place is not None:
        return _("%(dates)s près %(of_place)s") % {"dates": dates, "of_place": of_place(answer.place.label)}
    return dates if answer.query.kinds else page_title


def title(answer: AgendaAnswer, page_title: str) -> str:
    """The heading, the days and the number of the page: two tabs never bear the same name."""
    parts = [heading(answer, page_title), date_span_words(answer.first, answer.last)]
    if answer.query.page > 1:
        parts.append(_("page %(number)s sur %(count)s") % {"number": answer.query.page, "count": answer.page_count})
    return ", ".join(parts)


def period(answer: AgendaAnswer) -> str:
    """« Du jeudi 26 au dimanche 29 novembre 2026 · semaine 48, semaine paire »."""
    first, last = answer.first, answer.last
    if first == last:
        words = _("Le %(day)s") % {"day": date_words(first)}
    else:
        same_year = first.year == last.year
        words = _("Du %(first)s au %(last)s") % {
            "first": date_words(first, year=not same_year),
            "last": date_words(last),
        }
    if answer.query.by_range:
        return words
    parity = week_words(first)
    return f"{words} · {lower_first(parity)}"


def count_words(total: int) -> str:
    if total == 0:
        return _("Aucune date")
    return _("1 date") if total == 1 else _("%(total)s dates") % {"total": total}


def form(answer: AgendaAnswer) -> dict[str, Any]:
    query = answer.query
    return {
        "action": AGENDA,
        "ou": query.where,
        "rayon": query.radius,
        "rayon_choices": [(radius, f"{radius} km") for radius in RADII],
        "du": query.first.isoformat() if query.first else "",
        "au": query.last.isoformat() if query.last else "",
        "clear_url": "" if query.plain else AGENDA,
    }


def kinds(answer: AgendaAnswer) -> list[KindBox]:
    """The kinds that have dates in these days, and those that were chosen."""
    return [
        KindBox(kind.value, str(kind.label), kind.shape, answer.counts.get(kind.value, 0), kind in answer.query.kinds)
        for kind in Activity.Kind
        if answer.counts.get(kind.value) or kind in answer.query.kinds
    ]


def neighbour(answer: AgendaAnswer, today: date, step: int) -> Link | None:
    """The week before (-1) or after (1), with the same filters; None beyond the weeks that have a page."""
    if answer.query.by_range or answer.ambiguous:
        return None
    monday = monday_of(answer.first) + timedelta(weeks=step)
    if not in_reach(monday, today):
        return None
    this_week = monday == monday_of(today)
    words = date_span_words(monday, monday + timedelta(days=6))
    label = _("Cette semaine") if this_week else upper_first(words)
    return Link(label, answer.query.address(week=None if this_week else monday))


def canonical(query: AgendaQuery) -> str:
    """Only the week, the place and the page make another list worth keeping."""
    kept = replace(query, facets={}, radius=DEFAULT_RADIUS, first=None, last=None)
    return kept.address(page=query.page)
