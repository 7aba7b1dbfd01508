"""Selections of pages, as verbs."""

from __future__ import annotations

from wagtail.models import PageManager, PageQuerySet


class ArticleQuerySet(PageQuerySet):
    def shown(self) -> ArticleQuerySet:
        """What everybody may read: live (not a draft, not before its date, not expired) and not kept private."""
        return self.live().public()

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by("-publication_date", "-first_published_at", "-pk")

    def with_list_parts(self) -> ArticleQuerySet:
        """What a list shows of each page, without a query a row."""
        return self.select_related("category").defer("body", "read_also")


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
