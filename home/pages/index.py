"""What a section of articles or stories shows: its pages, newest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.addresses import FINDER
from home.models.editorial import EditorialIndex
from home.pages import reading_list, sections
from home.pages.pagination import paginated

PER_PAGE = 12


def context(page: EditorialIndex, request: HttpRequest) -> dict[str, Any]:
    listing = paginated(page.listed(), request, PER_PAGE, _("page"), _("pages"))
    return {
        **sections.head_parts(page, request),
        "active_section": "articles",
        "feed": {"url": reverse("rss"), "title": _("Recevoir nos articles dans un lecteur d’actualités (RSS)")},
        "crumbs": sections.crumbs(page, request),
        "notices": listing.notices,
        "sisters": sections.sisters(page, request),
        "items": [reading_list.read_item(found, request) for found in listing.rows],
        "page_links": listing.links,
        "empty": {
            "title": _("Rien n’est publié ici pour le moment."),
            "text": _("Vous cherchez de l’aide ? Les lieux et les dates, eux, sont là."),
            "action_url": FINDER,
            "action_label": _("Trouver un lieu"),
        },
    }
