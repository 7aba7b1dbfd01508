"""Keeps the search in step with the pages, inside the transaction of each change (see `portal.models.changes`).

Nothing is derived in `post_save`: only what is published, moved, hidden or deleted changes what the public may find.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from home.search_documents import KIND
from search.api import mark_stale


def connect() -> None:
    page_published.connect(_page_published, dispatch_uid="home-search-published")
    page_unpublished.connect(_page_changed, dispatch_uid="home-search-unpublished")
    post_page_move.connect(_branch_changed, dispatch_uid="home-search-move")
    # Of the base model: its row goes last, and deleting a branch sends it for each page below.
    post_delete.connect(_page_changed, sender=Page, dispatch_uid="home-search-delete")
    post_save.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="home-search-private")
    post_delete.connect(_privacy_changed, sender=PageViewRestriction, dispatch_uid="home-search-public")


def _page_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Publishing may have changed the address, which is part of those of the pages below; the home page's has no name.

    Wagtail's own `page_slug_changed` is sent after the commit: too late to undo anything. Documents that are what they
    were are not written again.
    """
    mark_stale(KIND, [instance.pk] if instance.is_leaf() or instance.is_site_root() else _branch(instance))


def _page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    mark_stale(KIND, [instance.pk])


def _branch_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The address of a page is part of those of its children."""
    mark_stale(KIND, _branch(instance))


def _privacy_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        mark_stale(KIND, _branch(page))


def _branch(page: Page) -> list[int]:
    return list(page.get_descendants(inclusive=True).values_list("pk", flat=True))
