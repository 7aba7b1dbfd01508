"""What base.html shows on every page: the network, the day, and where the main pages are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from directory.addresses import FINDER
from events.addresses import AGENDA
from portal.ground.admin_area import in_admin
from portal.ground.remembered import remembered
from portal.ground.site import linked_url, site_settings
from portal.words.french import date_words, week_parity, week_parity_words
from search.suggest.listing import listing


@dataclass(frozen=True)
class SiteInfo:
    """Plain values for templates, so that no template runs a query."""

    network_name: str
    tagline: str
    phone: str
    phone_hours: str
    email: str
    palette: str
    territory_name: str
    search_example: str
    logo: Any
    accessibility_state_label: str
    lieux_url: str
    agenda_url: str
    search_url: str
    articles_url: str
    aidants_url: str
    contact_url: str
    words_url: str
    legal_url: str
    accessibility_url: str


def today_line(today: date) -> str:
    """« Jeudi 26 novembre 2026 · semaine paire »: the parity is told, never left to be computed (ISO week number)."""
    return f"{date_words(today).capitalize()} · {week_parity_words(week_parity(today))}"


@remembered
def site_info() -> SiteInfo:
    """The frame of every page."""
    settings = site_settings()

    return SiteInfo(
        network_name=settings.network_name,
        tagline=settings.tagline,
        phone=settings.phone,
        phone_hours=settings.phone_hours,
        email=settings.email,
        palette=settings.palette,
        territory_name=settings.territory_name,
        search_example=settings.search_example,
        logo=settings.logo,
        accessibility_state_label=settings.get_accessibility_state_display(),
        lieux_url=FINDER,
        agenda_url=AGENDA,
        search_url=reverse("search"),
        articles_url=linked_url(settings.articles_page),
        aidants_url=linked_url(settings.carers_page),
        words_url=linked_url(settings.words_page),
        contact_url=linked_url(settings.contact_page),
        legal_url=linked_url(settings.legal_page),
        accessibility_url=linked_url(settings.accessibility_page),
    )


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_info`, `today_line`, the day that a sheet of paper will say, where the list of proposals is."""
    if in_admin(request):
        return {}
    today = timezone.localdate()
    return {
        "site_info": site_info(),
        "today_line": today_line(today),
        "printed_on": date_words(today),
        "proposals_url": proposals_url,
    }


def proposals_url() -> str:
    """Called by the templates that have a box with proposals; the others need no list."""
    return reverse("proposals", args=[listing().version])
