"""The calendar that goes with a question of the agenda: its one question, its name, how a page offers it."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from events.agenda import facets
from events.agenda.query import AgendaQuery
from events.calendars.links import CalendarPanel, calendar_panel
from events.domain.filters import DAY, KIND, PLACES
from events.models import Activity
from portal.words.french import DAY_NAMES, join_words, lower_first, of_place
from portal.words.parameters import DEFAULT_RADIUS
from search.types import Circle

_POSTAL_CODE = re.compile(r" \(\d[\dAB]\d{3}\)", re.ASCII)


def subscription(query: AgendaQuery, place: Circle | None) -> AgendaQuery:
    """The question that a calendar answers: without what a list alone has. To choose every kind or every day is to
    choose none: one question, one address."""
    every = {KIND: set(Activity.Kind.values), DAY: set(DAY_NAMES)}
    chosen = {
        group: codes
        for group, codes in query.facets.items()
        if group != PLACES and not (group in every and codes >= every[group])
    }
    if place is None:
        return AgendaQuery(chosen)
    radius = DEFAULT_RADIUS if place.whole else round(place.radius_km)
    return AgendaQuery(chosen, where=place.label, radius=radius)


def address(question: AgendaQuery) -> str:
    """Without anything chosen it is the calendar of the network, which has its own address."""
    return question.feed_address() if question.feed_pairs() else reverse("ical-network")


def subject(kinds: Collection[str]) -> str:
    """« Permanences et ateliers », « Ateliers »: what a list or a calendar holds."""
    plurals = {
        Activity.Kind.PERMANENCE: _("Permanences"),
        Activity.Kind.SERIES: _("Cycles d’ateliers"),
        Activity.Kind.WORKSHOP: _("Ateliers"),
    }
    chosen = [words for kind, words in plurals.items() if kind in kinds]
    if len(chosen) in (0, len(plurals)):
        return _("Permanences et ateliers")
    return join_words([chosen[0], *(words.lower() for words in chosen[1:])])


def whole_name(question: AgendaQuery, network: str = "") -> str:
    """« Permanences à moins de 20 km de Lafox (47240) », « Ateliers, lundi ou mardi – Coup de main 47 »."""
    others = {group: codes for group, codes in question.facets.items() if group != KIND}
    dates = ", ".join([subject(question.kinds), *facets.words(others)])
    if question.where:
        if not (question.where.endswith(")") or question.where.isdigit()):  # the label of neither commune nor code
            return _("%(dates)s : %(territory)s") % {"dates": dates, "territory": question.where}
        postal_code = question.where.isdigit()
        there = _("des communes du %(code)s") % {"code": question.where} if postal_code else of_place(question.where)
        values = {"dates": dates, "radius": question.radius, "of_place": there}
        return _("%(dates)s à moins de %(radius)d km %(of_place)s") % values
    return f"{dates} – {network}" if network else dates


def name(question: AgendaQuery, network: str) -> str:
    """Without the postal code, which tells namesakes apart: a telephone shows some thirty letters of a name."""
    return _POSTAL_CODE.sub("", whole_name(question, network))


def panel(question: AgendaQuery) -> CalendarPanel:
    """« Recevoir ces dates », those of the question and no others."""
    if question.feed_pairs():
        words = name(question, "")
        text = _(
            "Ces dates arrivent dans votre agenda et se mettent à jour toutes seules : %(dates)s. "
            "Toutes celles à venir, même complètes."
        )
        return calendar_panel(address(question), text % {"dates": lower_first(words)})
    text = _("Toutes les dates du réseau arrivent dans votre agenda et se mettent à jour toutes seules.")
    return calendar_panel(address(question), text)
