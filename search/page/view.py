"""The site search: one question over all kinds, each room showing its own cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.words.pagination import PageLinks, page_links
from search import registry
from search.api import Split, place_from, search_many, spelt, split_place
from search.places import main_communes
from search.question.gazetteer import Choices, Found
from search.types import Place, SearchPage, SearchRequest

RADIUS_KM = 30
FIRST = 5  # cards of each kind on the page of all kinds
SIZE = 20
MAX_TEXT = 200
COMMUNES = 12

# Everyday needs to start from: label, words searched, pictogram, colour.
NEEDS = (
    ("Impôts", "impôts", "calculator", "fs"),
    ("Santé", "santé", "heart-pulse", "soon"),
    ("Papiers", "carte d’identité", "id-card", "perm"),
    ("Emploi", "emploi", "briefcase", "autre"),
    ("Tablette, téléphone", "smartphone tablette", "smartphone", "atel"),
    ("Arnaques", "arnaque", "shield-alert", "off"),
)


@dataclass(frozen=True)
class Question:
    """What the address asks, and a sentence for each part of it that could not be read."""

    text: str
    kind: str
    page: int
    exact: bool
    notices: tuple[str, ...]

    def url(self, **changed: object) -> str:
        """The same question with some parts changed; parts at their default value are not written."""
        asked = {"q": self.text, "type": self.kind, "exact": "1" if self.exact else "", **changed}
        return f"{reverse('search')}?{urlencode({name: value for name, value in asked.items() if value})}"


@dataclass(frozen=True)
class ResultGroup:
    """The results of one kind."""

    kind: str
    label: str
    count: int
    template: str
    list_class: str
    cards: Sequence[object]
    more_url: str
    more_label: str


def read(query: QueryDict) -> Question:
    """Read a query string; what cannot be read is left out and said."""
    notices = []
    text = " ".join(query.get("q", "").replace("\0", " ").split())
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        notices.append(_("Votre texte était très long : nous avons gardé le début."))
    kind = query.get("type", "")
    if kind and kind not in {source.kind for source in registry.sources()}:
        kind = ""
        notices.append(_("Nous ne connaissons pas ce genre de résultat : les voici tous."))
    page = 1
    if typed := query.get("page", ""):
        if typed.isascii() and typed.isdecimal() and len(typed) <= 6 and int(typed) > 0:
            page = int(typed)
        else:
            notices.append(_("Ce numéro de page n’existe pas : voici la première page."))
    return Question(text, kind, page, query.get("exact") == "1", tuple(notices))


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=`: all kinds, the first cards of each; with `type`, one kind page by page."""
    question = read(request.GET)
    context: dict[str, Any] = {"question": question, "notices": question.notices, "active_section": ""}
    context["crumbs"] = [{"label": _("Recherche"), "url": reverse("search")}]
    if not question.text:
        if question.page > 1:
            raise Http404
        return render(request, "search/site_search.html", context | _ways_on())
    split = Split(question.text) if question.exact else split_place(question.text)
    place = place_from(split.place, RADIUS_KM) if isinstance(split.place, Found | Choices) else None
    sources = [source for source in registry.sources() if question.kind in ("", source.kind)]
    pages = search_many([_request(question, source, split, place) for source in sources])
    groups = _groups(question, sources, pages, place, timezone.now())
    found = sum(group.count for group in groups)
    corrections = dict(split.corrections)
    for page in pages:
        corrections |= dict(page.plan.corrections)
    context |= {
        "groups": groups,
        "found": found,
        "found_words": _counted(found),
        "place": place,
        "radius": RADIUS_KM,
        "others": _other_places(question, split),
        "exact_url": question.url(exact="1", page="") if place or corrections else "",
        "corrected": _corrected(question.text, corrections),
        "finder_query": urlencode({"quoi": split.text, "ou": place.label} if place else {"quoi": question.text}),
        "everything_url": question.url(type=""),
        "pagination": _pagination(question, found),
    }
    return render(request, "search/site_search.html", context | ({} if found else _ways_on()))


def _request(question: Question, source: registry.Source, split: Split, place: Place | None) -> SearchRequest:
    asked = SearchRequest(
        text=question.text,
        kinds=(source.kind,),
        exact=question.exact,
        page=question.page if question.kind else 1,
        size=SIZE if question.kind else FIRST,
    )
    # An article stands nowhere on the map: for it a commune is a word like another.
    return replace(asked, text=split.text, place=place) if place and registry.located(source) else asked


def _groups(
    question: Question,
    sources: Sequence[registry.Source],
    pages: Sequence[SearchPage],
    place: Place | None,
    now: datetime,
) -> list[ResultGroup]:
    groups = []
    for source, page in zip(sources, pages, strict=True):
        cards = source.cards([int(hit.pk) for hit in page.hits], now, place) if page.hits else {}
        left = 0 if question.kind else page.total - len(page.hits)
        if page.total:
            groups.append(
                ResultGroup(
                    kind=source.kind,
                    label=str(source.label),
                    count=page.total,
                    template=source.card_template,
                    list_class=registry.list_class(source),
                    cards=[cards[int(hit.pk)] for hit in page.hits if int(hit.pk) in cards],
                    more_url=question.url(type=source.kind) if left else "",
                    more_label=_("Voir les %d résultats") % page.total,
                )
            )
    return groups


def _counted(found: int) -> str:
    return ngettext("%d résultat", "%d résultats", found) % found if found else _("Aucun résultat")


def _pagination(question: Question, found: int) -> PageLinks | None:
    """Pages of one kind; 404 beyond the last one, and for a page of the page of all kinds, which has only one."""
    count = max(1, ceil(found / SIZE)) if question.kind else 1
    if question.page > count:
        raise Http404
    if count == 1:
        return None
    return page_links(
        question.page, count, lambda number: question.url(page=number if number > 1 else ""), _counted(found)
    )


def _corrected(text: str, corrections: dict[str, str]) -> str:
    """The question with its corrections, accents included: what the results are about."""
    if not corrections:
        return ""
    shown = f" {text.lower()} "
    for typed, used in corrections.items():
        shown = shown.replace(f" {typed} ", f" {spelt(used)} ")
    return shown.strip() if shown.strip() != text.lower() else spelt(" ".join(corrections.values()))


def _other_places(question: Question, split: Split) -> list[dict[str, str]]:
    """Other communes that the place named in the question could be."""
    others = split.place.others[:3] if isinstance(split.place, Found) else ()
    return [
        {"label": commune.label(), "url": question.url(q=f"{split.text} {commune.label()}".strip(), page="")}
        for commune in others
    ]


def _ways_on() -> dict[str, Any]:
    """Where to go when nothing is asked or found: needs, and the biggest communes of the territory."""
    return {
        "needs": [
            {"label": label, "url": f"{reverse('search')}?{urlencode({'q': words})}", "icon": icon, "tint": tint}
            for label, words, icon, tint in NEEDS
        ],
        "communes": [
            {"name": commune.name, "query": urlencode({"ou": commune.label()})} for commune in main_communes(COMMUNES)
        ],
    }
