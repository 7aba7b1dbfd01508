"""`/guide/`, `/guide/ou/`, `/guide/quand/`: one question a page, then the answer of the finder.

Plain links and one form; « Je ne sais pas » is an answer to each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.addresses import GUIDE
from directory.domain.vocabulary import SERVICES
from directory.finder import view as finder
from directory.finder import ways_on
from directory.finder.filters import SERVICE
from directory.finder.guide.moments import offered
from directory.finder.guide.query import GuideQuery, Step
from directory.finder.next_step import main_communes_for
from portal.ground.site import site_root
from search.api import resolve
from search.question.gazetteer import Choices, Found, Resolution, Unknown
from search.question.territories import Territory


@dataclass(frozen=True)
class Choice:
    """An answer to press: its words, an example, a pictogram."""

    label: str
    url: str
    hint: str = ""
    icon: str = ""


Read = Callable[[Mapping[str, Sequence[str]], datetime], tuple[GuideQuery, tuple[str, ...]]]


def reader(step: Step) -> Read:
    """What reads the parameters of the page at this step."""

    def read(parameters: Mapping[str, Sequence[str]], now: datetime) -> tuple[GuideQuery, tuple[str, ...]]:
        asked, notices = finder.asked(parameters, now)
        return GuideQuery(step, replace(asked, page=1)), notices

    return read


def guide(step: Step) -> Callable[[HttpRequest], HttpResponse]:
    """The view of this step."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        question, notices = reader(step)(dict(request.GET.lists()), now)
        found = resolve(question.asked.where) if step is Step.WHEN and question.asked.where else None
        if isinstance(found, Choices | Unknown):
            question = question.at(Step.WHERE)  # the commune is asked again, with those that were meant
        shown = _QUESTIONS[question.step](question, found, now)
        context = {
            "active_section": "lieux",
            "crumbs": [{"label": _("Être guidé"), "url": GUIDE}],
            "canonical": f"{site_root()}{GUIDE}",
            "notices": notices,
            "question": question,
            "answered": _answered(question, found),
            "count": len(Step),
            **shown,
        }
        return render(request, "directory/guide.html", context)

    return view


def _need(question: GuideQuery, found: Resolution | None, now: datetime) -> dict[str, Any]:
    following = question.at(Step.WHERE)
    choices = [
        Choice(
            term.plain, following.address(text="", facets={SERVICE: frozenset([term.code])}), term.examples, term.icon
        )
        for term in SERVICES.terms
    ]
    unsure = Choice(_("Je ne sais pas"), following.address(text="", facets={}))
    return {"heading": _("De quoi avez-vous besoin ?"), "choices": choices, "unsure": unsure, "back": ""}


def _where(question: GuideQuery, found: Resolution | None, now: datetime) -> dict[str, Any]:
    following, asked = question.at(Step.WHEN), question.asked
    meant = ways_on.choices(found, following) or ways_on.closest(found, following) if found is not None else ()
    lead = ""
    if isinstance(found, Choices):
        lead = _("Plusieurs communes répondent à « %(typed)s ». Choisissez la vôtre.") % {"typed": asked.where}
    elif isinstance(found, Unknown):
        lead = _("Nous ne connaissons pas la commune « %(typed)s ». Vouliez-vous dire :") % {"typed": asked.where}
    return {
        "heading": _("Où êtes-vous ?"),
        "lead": lead,
        "meant": meant,
        "form_url": Step.WHEN.value,
        "hidden": parse_qsl(urlsplit(asked.address(where="", around=None)).query),
        "communes": () if meant else main_communes_for(following),
        "unsure": Choice(_("Je ne sais pas"), following.address(where="", around=None)),
        "back": question.at(Step.NEED).address(where="", around=None),
    }


def _when(question: GuideQuery, found: Resolution | None, now: datetime) -> dict[str, Any]:
    asked = question.asked
    return {
        "heading": _("Quand voulez-vous venir ?"),
        "choices": [
            Choice(str(moment.label), url, str(moment.hint), moment.icon) for moment, url in offered(asked, now)
        ],
        "unsure": Choice(_("Je ne sais pas, peu importe"), asked.address()),
        "back": question.at(Step.WHERE).address(where="", around=None),
    }


def _answered(question: GuideQuery, found: Resolution | None) -> str:
    """What was answered so far, to be read again: « Faire vos démarches, Agen (47000) »."""
    asked = question.asked
    if question.step is Step.NEED:
        return ""
    chosen = asked.facets.get(SERVICE, frozenset())
    words = [asked.text, *(term.plain for term in SERVICES.terms if term.code in chosen)]
    if isinstance(found, Found):
        words.append(found.label)
    elif isinstance(found, Territory):
        words.append(found.name)
    elif asked.around is not None:
        words.append(_("autour de vous"))
    return ", ".join(filter(None, words))


_QUESTIONS: Mapping[Step, Callable[[GuideQuery, Resolution | None, datetime], dict[str, Any]]] = {
    Step.NEED: _need,
    Step.WHERE: _where,
    Step.WHEN: _when,
}
