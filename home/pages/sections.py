"""Parts that several pages show: the way back, the place in the menu, what machines read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.models.editorial import EditorialPage
from portal.ground.site import site_root, site_settings

HOME_DEPTH = 2  # the root of all pages is 1


def crumbs(page: Page, request: HttpRequest) -> list[dict[str, str]]:
    """From below the home page to this one, as `components/crumbs.html` wants them."""
    above = page.get_ancestors().filter(depth__gt=HOME_DEPTH)
    return [{"label": found.title, "url": found.get_url(request) or ""} for found in [*above, page]]


def head_parts(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What `home/share.html` asks for."""
    return {
        "canonical": page.get_full_url(request) or site_root(),
        "share_picture": page.share_image or getattr(page, "image", None),
    }


def sisters(page: Page, request: HttpRequest) -> list[dict[str, str]]:
    """The other sections of the same kind of reading: from articles to stories, and back."""
    others = page.get_siblings(inclusive=False).live().public().filter(content_type__app_label="home")
    lists = others.filter(content_type__model__in=["articleindexpage", "storyindexpage"])
    return [{"label": found.title, "url": found.get_url(request) or ""} for found in lists]


def active_section(page: Page, request: HttpRequest) -> str:
    """The entry of the menu where a simple page stands."""
    settings = site_settings()
    return "aidants" if page.pk is not None and page.pk == settings.carers_page_id else ""


def body_text(page: Any) -> str:
    """The words of a body in blocks, without markup."""
    return " ".join(str(text) for text in page.body.stream_block.get_searchable_content(page.body))


def structured_article(page: EditorialPage, request: HttpRequest) -> dict[str, Any]:
    """schema.org data of an article."""
    settings = site_settings()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.search_description or page.introduction,
        "inLanguage": "fr",
        "mainEntityOfPage": page.get_full_url(request) or site_root(),
        "author": {"@type": "Organization", "name": page.signature or settings.network_name},
        "publisher": {"@type": "Organization", "name": settings.network_name},
    }
    if page.publication_date:
        data["datePublished"] = page.publication_date.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    return data
