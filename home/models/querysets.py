"""Selections of pages, as verbs."""

from __future__ import annotations

from wagtail.models import PageManager, PageQuerySet


class ArticleQuerySet(PageQuerySet):
    """Wagtail carries no types: what its methods give is named here once."""

    def shown(self) -> ArticleQuerySet:
        """What everybody may read: live (not a draft, not before its date, not expired) and not kept private."""
        pages: ArticleQuerySet = self.live().public()
        return pages

    def newest_first(self) -> ArticleQuerySet:
        pages: ArticleQuerySet = self.order_by("-publication_date", "-first_published_at", "-pk")
        return pages

    def with_list_parts(self) -> ArticleQuerySet:
        """What a list shows of each page, without a query a row."""
        pages: ArticleQuerySet = self.select_related("category", "image").defer("body", "read_also")
        return pages


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
