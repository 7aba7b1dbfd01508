"""What the home page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Activity, Occurrence
from events.pages.rows import date_rows
from home.models import HomePage
from home.pages import reading_list, sections
from portal.ground.remembered import remembered
from portal.ground.site import fixed_page

DATES_SHOWN = 6
NEWS_SHOWN = 3


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Routed before the CMS, which would read the tree of pages at each visit to find the one that never moves."""
    response: HttpResponseBase = fixed_page(HomePage).serve(request)
    return response


def context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    # A preview shows what is being written, not what is remembered.
    parts = _parts(page) if getattr(request, "is_preview", False) else _published_parts()
    now = timezone.now()
    permanences = Occurrence.objects.taking_place(now).of_kinds([Activity.Kind.PERMANENCE])
    return {
        **sections.head_parts(page, request),
        **parts,
        "active_section": "",
        "rows": date_rows(permanences[:DATES_SHOWN].plain(), now),
    }


@remembered
def _published_parts() -> dict[str, Any]:
    return _parts(fixed_page(HomePage))


def _parts(page: HomePage) -> dict[str, Any]:
    """What depends on the content alone."""
    news = reading_list.news(None, page.front_page_id, NEWS_SHOWN)
    return {
        "needs": [block.value.shown for block in page.needs],
        "front": news.front,
        "news": news.others,
        "figures": [block.value.shown for block in page.figures if block.value is not None],
        "carers_links": [block.value for block in page.carers_links if block.value.url],
    }
