"""`/lieux/?quoi=&ou=&rayon=…`: find a help point, the nearest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.addresses import FINDER
from directory.contributions import Answered, contributions
from directory.finder import next_step, ways_on
from directory.finder import page as finder_page
from directory.finder.answer import answer, known_codes
from directory.finder.lists.ways import ways
from directory.finder.query import FinderQuery, read
from directory.models import FinderPage
from directory.place.surroundings import live_towns, picture
from portal.ground.site import fixed_page, site_root, site_settings
from portal.ground.turnstile import Turnstile

# Lists with many filters take one thread of a worker at most.
DEEP_LISTS = Turnstile(1)


def asked(parameters: Mapping[str, Sequence[str]], now: datetime) -> tuple[FinderQuery, tuple[str, ...]]:
    """The question, and what was left out of it."""
    return read(parameters, known_codes(now))


@require_safe
def finder_at_its_address(request: HttpRequest) -> HttpResponse:
    """Routed before the CMS, which would read the tree of pages at each visit to find the one that never moves."""
    return finder(request, fixed_page(FinderPage))


def finder(request: HttpRequest, page: FinderPage) -> HttpResponse:
    # Hours are to the minute: questions of the same one share what is reckoned of time.
    now = timezone.now().replace(second=0, microsecond=0)
    query, notices = asked(dict(request.GET.lists()), now)
    show = partial(_page, request, page, query, notices, now)
    return DEEP_LISTS.through(request, show) if query.deep else show()


def _page(
    request: HttpRequest, page: FinderPage, query: FinderQuery, notices: tuple[str, ...], now: datetime
) -> HttpResponse:
    found = answer(query, now)
    query = found.query
    if query.page > found.page_count:
        raise Http404
    circle, resolution = found.circle, found.resolution
    placed = next_step.placed(found)
    where_panel = next_step.where_panel(found)
    meant = next_step.communes_meant(found)
    count_words = finder_page.count_words(found.total)
    site = site_settings()
    answered = Answered(found.need, circle, query.page, found.total, any(card.dated for card in found.cards))
    sections = [give(answered, now) for give in contributions.finder_sections]
    points, area = finder_page.map_points(found.cards or found.nearby), finder_page.map_area(circle)
    context = {
        "page": page,
        "active_section": "lieux",
        "crumbs": [{"label": page.title, "url": FINDER}],
        "answer": found,
        "query": query,
        "notices": notices,
        "title": finder_page.title(found, page.seo_title or page.title),
        "heading": where_panel.title if where_panel else finder_page.heading(found, page.title),
        "where_panel": where_panel,
        "needs": next_step.needs(found),
        "share_url": placed.address(page=query.page),
        "message": finder_page.message(found),
        "canonical": f"{site_root()}{finder_page.canonical(query)}",
        "count_words": count_words,
        "status": finder_page.status_sentence(found),
        "order_words": finder_page.order_words(found),
        "parts": finder_page.parts(found),
        "age_words": finder_page.age_words(found.cards),
        "best": finder_page.best_line(found),
        "network": {"number": site.phone, "name": site.network_name},
        "form": finder_page.form(placed, folded=where_panel is not None),
        "hidden": [("autour", query.around_text)] if query.around else (),
        "facets": found.facets,
        "chosen": finder_page.chosen(found),
        "clear_url": finder_page.clear_url(query),
        "choices": ways_on.choices(resolution, placed),
        "others": ways_on.others(resolution, placed),
        "former": ways_on.former(resolution, placed.where),
        "closest": ways_on.closest(resolution, query) or meant,
        "by_appointment": finder_page.by_appointment(found),
        "as_typed": finder_page.as_typed(found),
        "communes": finder_page.communes_with_places(site.home_departements) if query.empty and query.page == 1 else (),
        "ways": ways(FINDER) if query.empty else (),
        "nothing": finder_page.nothing_words(found),
        "relaxed_heading": finder_page.relaxed_heading(found),
        "wider": ways_on.wider(query) if circle is not None and not circle.whole else None,
        "pagination": ways_on.pagination(query, found.page_count, count_words),
        "map_points": points,
        "map_area": area,
        "map_picture": picture(points, finder_page.map_words(points), area) if points else None,
        "map_towns": live_towns(points, area) if points else [],
        "sections": sorted((section for section in sections if section is not None), key=lambda one: one.order),
    }
    return render(request, "directory/finder.html", context)
