"""What base.html shows on every page: the network, the day, where the main pages are, and what is urgent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from directory.addresses import FINDER
from events.addresses import AGENDA
from portal.ground.admin_area import in_admin
from portal.ground.remembered import remembered
from portal.ground.site import linked_url, site_settings
from portal.ground.validity import holds_until
from portal.models import SiteSettings
from portal.words.french import date_words, week_parity, week_parity_words
from portal.words.link import Link
from search.suggest.listing import listing

MOST_LINKS = 8


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
    more_links: list[Link]


@dataclass(frozen=True)
class Banner:
    text: str
    link: Link | None


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
        more_links=_more_links(settings),
    )


def _more_links(settings: SiteSettings) -> list[Link]:
    """Pages that an editor wants at the foot of every page, without those that stand there already; one query for none.

    Who may read everything is asked only when there are some.
    """
    linked = [getattr(settings, f"{name}_id") for name in SiteSettings.select_related if name.endswith("_page")]
    pages = Page.objects.live().in_menu().exclude(pk__in=filter(None, linked)).order_by("path")
    wanted = [page.pk for page in pages[:MOST_LINKS]]
    return [Link(page.title, page.url or "") for page in pages.public().filter(pk__in=wanted)] if wanted else []


def banner(now: datetime) -> Banner | None:
    """The message of the moment; a page that shows it is kept no longer than it lasts."""
    settings = site_settings()
    until = settings.banner_until
    if not settings.banner_text or (until is not None and until <= now):
        return None
    holds_until(until)
    page = settings.banner_page
    address = linked_url(page)
    return Banner(settings.banner_text, Link(page.title, address) if page is not None and address else None)


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_info`, `today_line`, the day that a sheet of paper will say, where the list of proposals is."""
    if in_admin(request):
        return {}
    now = timezone.now()
    today = timezone.localdate(now)
    return {
        "banner": banner(now),
        "site_info": site_info(),
        "today_line": today_line(today),
        "printed_on": date_words(today),
        "proposals_url": proposals_url,
    }


def proposals_url() -> str:
    """Called by the templates that have a box with proposals; the others need no list."""
    return reverse("proposals", args=[listing().version])
