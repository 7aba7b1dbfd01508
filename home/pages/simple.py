"""What a page without date nor signature shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from home.models import StandardPage
from home.pages import sections
from portal.blocks.data_needs import gather


def context(page: StandardPage, request: HttpRequest) -> dict[str, Any]:
    return {
        **sections.head_parts(page, request),
        "active_section": sections.active_section(page, request),
        "block_data": gather(page.body, timezone.now(), request),
        "crumbs": sections.crumbs(page, request),
    }
