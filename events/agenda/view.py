"""`/agenda/?genre=&ou=&rayon=&du=&au=&semaine=…`: the dates, week by week or between two days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.finder import ways_on
from events.agenda import page as agenda_page
from events.agenda.answer import answer
from events.agenda.month_query import month_address
from events.agenda.query import AgendaQuery, in_reach
from events.agenda.reading import read
from events.agenda.subscription import panel, subscription
from events.domain.filters import known_codes
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
    today = now.astimezone(PARIS).date()
    query, notices = asked(dict(request.GET.lists()), now)
    if query.week is not None and not in_reach(query.week, today):
        raise Http404
    found = answer(query, now)
    if query.page > found.page_count:
        raise Http404
    count_words = agenda_page.count_words(found.total)
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
        "count_words": count_words,
        "form": agenda_page.form(found),
        "kinds": agenda_page.kinds(found),
        "previous": agenda_page.neighbour(found, today, -1),
        "next": agenda_page.neighbour(found, today, 1),
        "pagination": ways_on.pagination(query, found.page_count, count_words) if found.page_count > 1 else None,
        "choices": ways_on.choices(found.resolution, query),
        "others": ways_on.others(found.resolution, query),
        "closest": ways_on.closest(found.resolution, query),
        "month_url": month_address(subscription(query, found.place)),
        "wider": ways_on.wider(query) if found.place is not None and not found.place.whole else None,
        # A commune that is not understood has no calendar: that of the network would be taken for its own.
        "panel": None if query.where and found.place is None else panel(subscription(query, found.place)),
    }
    return render(request, "events/agenda.html", context)
