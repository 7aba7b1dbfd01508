"""The news feed: articles and stories, newest first, for people who read with a feed reader and for partners' sites."""

import re
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from home.models.editorial import EditorialPage
from home.pages.reading_list import newest
from portal.ground.site import site_root, site_settings
from portal.models import SiteSettings
from portal.words.typography import french

ITEMS = 20
# XML 1.0 has no place for them (section 2.2); a title pasted from a word processor may hold some.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    return french(_NOT_IN_XML.sub("", text))


class NewsFeed(Feed):  # type: ignore[type-arg]  # generic in the stubs alone
    """`/actualites/rss.xml` (RSS 2.0, absolute links)."""

    language = "fr"

    def get_object(self, request: HttpRequest) -> SiteSettings:
        return site_settings()

    def link(self, settings: SiteSettings) -> str:
        return f"{site_root()}/"

    def feed_url(self, settings: SiteSettings) -> str:
        return f"{site_root()}{reverse('rss')}"

    def title(self, settings: SiteSettings) -> str:
        return plain(_("%(network)s : actualités et récits") % {"network": settings.network_name})

    def description(self, settings: SiteSettings) -> str:
        return plain(settings.tagline)

    def items(self, settings: SiteSettings) -> list[tuple[SiteSettings, EditorialPage]]:
        return [(settings, page) for page in newest(ITEMS)]

    def item_title(self, item: tuple[SiteSettings, EditorialPage]) -> str:
        return plain(item[1].title)

    def item_description(self, item: tuple[SiteSettings, EditorialPage]) -> str:
        return plain(item[1].introduction)

    def item_link(self, item: tuple[SiteSettings, EditorialPage]) -> str:
        return item[1].full_url or site_root()

    item_guid_is_permalink = False

    def item_guid(self, item: tuple[SiteSettings, EditorialPage]) -> str:
        """Neither a new title, a move nor another domain shows an old article as new."""
        return f"page-{item[1].pk}@{item[0].network_identifier}"

    def item_pubdate(self, item: tuple[SiteSettings, EditorialPage]) -> datetime | None:
        return item[1].published_at

    def item_author_name(self, item: tuple[SiteSettings, EditorialPage]) -> str:
        return plain(item[1].signature or item[0].network_name)

    def item_categories(self, item: tuple[SiteSettings, EditorialPage]) -> list[str]:
        category = item[1].category
        return [plain(category.name)] if category else []
