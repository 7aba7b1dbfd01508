"""What the home page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from events.models import Activity, Occurrence
from events.pages.rows import date_rows
from home.models import HomePage
from home.pages import reading_list, sections

DATES_SHOWN = 6
NEWS_SHOWN = 3


def context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    permanences = Occurrence.objects.taking_place(now).of_kinds([Activity.Kind.PERMANENCE])
    news = reading_list.news(request, page.front_page_id, NEWS_SHOWN)
    return {
        **sections.head_parts(page, request),
        "active_section": "",
        "needs": [block.value.shown for block in page.needs],
        "rows": date_rows(permanences[:DATES_SHOWN].plain(), now),
        "front": news.front,
        "news": news.others,
        "figures": [block.value.shown for block in page.figures if block.value is not None],
        "carers_links": [block.value for block in page.carers_links if block.value.url],
    }
