"""What the template of the agenda shows: words, links and filters made from an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from directory.finder.facets import Facet
from events.addresses import AGENDA
from events.agenda.answer import AgendaAnswer, week_words
from events.agenda.query import AgendaQuery
from events.agenda.reach import monday_of, month_after, month_before, usual_month, week_within, within
from events.agenda.subscription import subject
from events.domain.filters import KIND
from events.models import Activity
from portal.words.french import (
    date_span_words,
    date_words,
    day_words,
    join_words,
    lower_first,
    month_words,
    of_place,
    upper_first,
)
from portal.words.link import Link
from portal.words.parameters import DEFAULT_RADIUS, RADII, position_text

_A_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class KindBox:
    value: str
    label: str
    shape: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Tab:
    """A way to look at the dates; the `current` one is no link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Step:
    """The days before or after; robots do not walk into the past."""

    label: str
    url: str
    past: bool


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
    query = answer.query
    days = month_words(answer.first) if query.view == "mois" else date_span_words(answer.first, answer.last)
    parts = [heading(answer, page_title), days]
    if query.page > 1:
        parts.append(_("page %(number)s sur %(count)s") % {"number": query.page, "count": answer.page_count})
    return ", ".join(parts)


def period(answer: AgendaAnswer) -> str:
    """« Du jeudi 26 au dimanche 29 novembre 2026 · semaine 48, semaine paire », « Décembre 2026 »."""
    first, last = answer.first, answer.last
    if answer.query.view == "mois":
        return upper_first(month_words(first))
    if first == last:
        words = _("Le %(day)s") % {"day": date_words(first)}
    else:
        same_year = first.year == last.year
        words = _("Du %(first)s au %(last)s") % {
            "first": date_words(first, year=not same_year),
            "last": date_words(last),
        }
    if answer.query.by_range or monday_of(first) != monday_of(last):
        return words
    parity = week_words(first)
    return f"{words} · {lower_first(parity)}"


def count_words(total: int) -> str:
    if total == 0:
        return _("Aucune date")
    return _("1 date") if total == 1 else _("%(total)s dates") % {"total": total}


def form(answer: AgendaAnswer) -> dict[str, Any]:
    """The context of `events/agenda_form.html`: choosing again stays in the week, the day or the month shown."""
    query = answer.query
    days = query if query.by_range or query.view == "jour" else replace(query, first=None, last=None)
    kept = [pair for pair in query.day_pairs() if pair[0] not in ("du", "au")]
    if query.on_map:
        kept.append(("carte", "1"))
    around = [("autour", position_text(query.around))] if query.around else []
    return {
        "action": AGENDA,
        "ou": query.where,
        "rayon": query.radius,
        "rayon_choices": [(radius, f"{radius} km") for radius in RADII],
        "du": days.first.isoformat() if days.first else "",
        "au": days.last.isoformat() if days.last else "",
        "hidden": [*around, *kept],
        "clear_url": clear_url(query),
    }


def clear_url(query: AgendaQuery) -> str:
    """The same days without any choice; "" when there is none."""
    if query.plain:
        return ""
    days = {"first": None, "last": None} if query.by_range else {}
    return query.address(facets={}, where="", around=None, radius=DEFAULT_RADIUS, on_map=False, **days)


def kinds(answer: AgendaAnswer) -> list[KindBox]:
    """The kinds that have dates in these days, and those that were chosen."""
    counts = answer.counted.counts.get(KIND, {})
    return [
        KindBox(kind.value, str(kind.label), kind.shape, counts.get(kind.value, 0), kind in answer.query.kinds)
        for kind in Activity.Kind
        if counts.get(kind.value) or kind in answer.query.kinds
    ]


def chosen(query: AgendaQuery, facets: Sequence[Facet]) -> list[Link]:
    """What was chosen among the filters, and the same question without each."""
    return [
        Link(value.label, query.address(facets=_without(query, facet.group, value.value)))
        for facet in facets
        for value in facet.chosen
    ]


def drops(answer: AgendaAnswer, facets: Sequence[Facet]) -> list[Link]:
    """When nothing is found: the choices that one may leave, the one that leaves most dates first.

    « Sans « Soir » : 12 dates »; where no choice alone is to blame, without any of them.
    """
    query = answer.query
    if answer.total or not query.facets:
        return []
    labels = {facet.group: join_words([f"« {value.label} »" for value in facet.chosen], "ou") for facet in facets}
    ways = sorted(((number, group) for group, number in answer.counted.without.items() if number), reverse=True)
    links = [
        Link(
            _("Sans %(choice)s : %(dates)s") % {"choice": labels[group], "dates": count_words(number)},
            query.address(facets={other: codes for other, codes in query.facets.items() if other != group}),
        )
        for number, group in ways
        if group in labels
    ]
    return links or [Link(_("Enlever tous ces choix"), query.address(facets={}))]


def nothing_words(answer: AgendaAnswer) -> str:
    query = answer.query
    if query.by_range:
        return _("Aucune date entre ces deux jours")
    if query.view == "jour":
        return _("Aucune date ce jour-là")
    return _("Aucune date ce mois-là") if query.view == "mois" else _("Aucune date cette semaine-là")


def tabs(answer: AgendaAnswer) -> list[Tab]:
    """The list, one day, the month as a calendar: each shows the days around those that were shown."""
    query, today = answer.query, answer.today
    shown = today if answer.first <= today <= answer.last else answer.first
    week = monday_of(shown)
    bare = {"first": None, "last": None, "month": None, "week": None}
    in_list = query.address(**bare | {"view": "", "week": None if week == monday_of(today) else week})
    in_days = query.address(**bare | {"view": "jour", "first": None if shown == today else shown})
    usual = usual_month(today)
    month = usual if shown == today else shown.replace(day=1)
    in_months = query.address(**bare | {"view": "mois", "month": None if month == usual else month})
    return [
        Tab(_("Par semaine"), in_list, query.view == ""),
        Tab(_("Par jour"), in_days, query.view == "jour"),
        Tab(_("Par mois"), in_months, query.view == "mois"),
    ]


def neighbour(answer: AgendaAnswer, step: int) -> Step | None:
    """The week, the day or the month before (-1) or after (1), with the same filters; None beyond those that have a
    page."""
    query, today = answer.query, answer.today
    if query.by_range or answer.ambiguous:
        return None
    if query.view == "mois":
        month = month_before(answer.first) if step < 0 else month_after(answer.first)
        url = query.address(month=None if month == usual_month(today) else month)
        words = upper_first(month_words(month))
        return Step(words, url, month < today.replace(day=1)) if within(month, today) else None
    if query.view == "jour":
        day = answer.first + timedelta(days=step)
        url = query.address(first=None if day == today else day)
        return Step(upper_first(day_words(day, today)), url, day < today) if within(day, today) else None
    # A list that goes on into the next week is followed by the one after.
    monday = monday_of(answer.first) - timedelta(weeks=1) if step < 0 else monday_of(answer.last) + timedelta(weeks=1)
    if not week_within(monday, today):
        return None
    this_week = monday == monday_of(today)
    label = _("Cette semaine") if this_week else upper_first(date_span_words(monday, monday + _A_WEEK))
    return Step(label, query.address(week=None if this_week else monday), monday < monday_of(today))


def earlier(answer: AgendaAnswer) -> Step | None:
    """The days of this week that are over: its list begins today, and at the end of a month no calendar shows them."""
    query, today = answer.query, answer.today
    monday = monday_of(today)
    if query.view or query.by_range or answer.ambiguous or answer.first != today or monday == today:
        return None
    url = query.address(week=None, first=monday, last=today - timedelta(days=1))
    return Step(_("Plus tôt cette semaine"), url, True)


def canonical(query: AgendaQuery) -> str:
    """Only the days, the place and the page make another list worth keeping."""
    kept = replace(query, facets={}, around=None, radius=DEFAULT_RADIUS, on_map=False)
    return (replace(kept, first=None, last=None) if query.by_range else kept).address(page=query.page)


def for_robots(answer: AgendaAnswer) -> bool:
    """Whether a search engine has something to keep of it: neither a search, nor a single day, nor the past."""
    query = answer.query
    return query.plain and query.view != "jour" and not query.on_map and not answer.over


def _without(query: AgendaQuery, group: str, code: str) -> dict[str, frozenset[str]]:
    left = {**query.facets, group: query.facets[group] - {code}}
    return {its_group: codes for its_group, codes in left.items() if codes}
