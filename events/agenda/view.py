"""`/agenda/?ou=&rayon=&genre=&du=&au=&semaine=&vue=…`: the dates by week, between two days, of a day, of a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.finder import ways_on
from events.agenda import facets as agenda_facets
from events.agenda import page as agenda_page
from events.agenda.answer import answer
from events.agenda.calendar import calendar
from events.agenda.month_query import month_address
from events.agenda.query import AgendaQuery
from events.agenda.reading import read
from events.agenda.subscription import panel, subscription
from events.domain.filters import KIND, known_codes
from events.models import Activity, AgendaPage
from portal.ground.site import fixed_page, site_root
from portal.words.zone import PARIS


def asked(parameters: Mapping[str, Sequence[str]], now: datetime) -> tuple[AgendaQuery, tuple[str, ...]]:
    """The question, and what was left out of it."""
    return read(parameters, known_codes(Activity.Kind.values), now.astimezone(PARIS).date())


@require_safe
def agenda_at_its_address(request: HttpRequest) -> HttpResponse:
    """Routed before the CMS, as the finder is."""
    return agenda(request, fixed_page(AgendaPage))


def agenda(request: HttpRequest, page: AgendaPage) -> HttpResponse:
    now = timezone.now()
    query, notices = asked(dict(request.GET.lists()), now)
    if query.beyond(now.astimezone(PARIS).date()):
        raise Http404
    found = answer(query, now)
    if query.page > found.page_count:
        raise Http404
    count_words = agenda_page.count_words(found.total)
    facets = agenda_facets.shown(found.counted, query)
    # The calendar and the paper follow a commune, never the place where somebody stands.
    followed = subscription(query, None if query.around else found.place)
    placed = found.place is not None or not query.where
    context = {
        "page": page,
        "active_section": "agenda",
        "crumbs": [{"label": page.title, "url": page.get_url(request)}],
        "answer": found,
        "query": query,
        "notices": notices,
        "heading": agenda_page.heading(found, page.title),
        "title": agenda_page.title(found, page.seo_title or page.title),
        "period": agenda_page.period(found),
        "canonical": f"{site_root()}{agenda_page.canonical(query)}",
        "for_robots": agenda_page.for_robots(found),
        "count_words": count_words,
        "form": agenda_page.form(found),
        "kinds": agenda_page.kinds(found),
        "facets": [facet for facet in facets if facet.group != KIND],
        "chosen": agenda_page.chosen(query, facets),
        "clear_url": query.address(facets={}),
        "drops": agenda_page.drops(found, facets),
        "nothing": agenda_page.nothing_words(found),
        "map_url": query.address(on_map=not query.on_map, page=query.page),
        "tabs": agenda_page.tabs(found),
        "calendar": calendar(found),
        "previous": agenda_page.neighbour(found, -1),
        "earlier": agenda_page.earlier(found),
        "next": agenda_page.neighbour(found, 1),
        "pagination": ways_on.pagination(query, found.page_count, count_words) if found.page_count > 1 else None,
        "choices": ways_on.choices(found.resolution, query),
        "others": ways_on.others(found.resolution, query),
        "former": ways_on.former(found.resolution, query.where),
        "closest": ways_on.closest(found.resolution, query),
        "month_url": month_address(
            followed, found.first if query.view == "mois" and found.first >= found.today else None
        ),
        "wider": ways_on.wider(query) if found.place is not None and not found.place.whole else None,
        # A commune that is not understood has no calendar: that of the network would be taken for its own.
        "panel": panel(followed) if placed and not query.around else None,
    }
    return render(request, "events/agenda.html", context)
