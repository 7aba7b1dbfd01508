"""`/recherche/?q=`: all kinds, the first cards of each; with `type`, one kind page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import registry
from search.page import page as search_page
from search.page.answer import RADIUS_KM, answer
from search.page.query import SEARCH, SiteQuery, read


def asked(parameters: Mapping[str, Sequence[str]], now: datetime) -> tuple[SiteQuery, tuple[str, ...]]:
    """The question, and what was left out of it."""
    return read(parameters, {source.kind for source in registry.lists()})


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    query, notices = asked(dict(request.GET.lists()), now)
    found = answer(query, now)
    if query.page > found.page_count:
        raise Http404
    circle = found.circle
    lost = not found.total  # nothing asked or nothing found: ways on are shown
    context = {
        "active_section": "",
        "crumbs": [{"label": _("Recherche"), "url": SEARCH}],
        "query": query,
        "notices": notices,
        "groups": search_page.groups(found),
        "found": found.total,
        "count_words": search_page.count_words(found.total),
        "corrected": search_page.corrected(found),
        "circle": circle,
        "radius": RADIUS_KM,
        "others": search_page.other_places(found),
        "exact_url": search_page.exact_url(found),
        "finder_url": search_page.finder_url(found.text, circle.label if circle else "") if query.text else "",
        "everything_url": query.address(kind="") if query.kind else "",
        "pagination": search_page.pagination(found),
        "needs": search_page.needs() if lost else (),
        "communes": search_page.communes() if lost else (),
    }
    return render(request, "search/site_search.html", context)
