"""What the page of an article or of a success story shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from home.models.editorial import EditorialPage
from home.pages import reading, reading_list, sections
from portal.blocks.data_needs import gather


def context(page: EditorialPage, request: HttpRequest) -> dict[str, Any]:
    return {
        **sections.head_parts(page, request),
        "active_section": "articles",
        "kicker": reading_list.kicker(page),
        "block_data": gather(page.body, timezone.now(), request),
        "crumbs": sections.crumbs(page, request),
        "minutes": reading.minutes(sections.body_text(page)),
        "items": reading_list.read_also(page, request),
        "structured": sections.structured_article(page, request),
    }
