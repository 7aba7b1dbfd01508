"""Old addresses of pages lead to where they went, and nowhere when nobody may read them there.

Wagtail notes each change of address; of a page that came back to its first one it keeps « this leads to itself », and
of a draft it keeps names that were never public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move


class LivingRedirects:
    """In the place of Wagtail's middleware: a redirect to a page that is not public says nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        redirect = _redirect_of(request) if response.status_code == 404 else None
        if redirect is None or not redirect.link or not _is_public(redirect.redirect_page):
            return response
        answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return answer(redirect.link)


def connect() -> None:
    """After Wagtail's own receivers, whose rows these look at: its application stands before ours in the settings."""
    page_slug_changed.connect(_forget_if_never_public, dispatch_uid="redirects-slug")
    post_page_move.connect(_forget_if_never_public, dispatch_uid="redirects-move")


def _redirect_of(request: HttpRequest) -> Any:
    """That of the whole address, else of the address without what follows « ? »."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return get_redirect(request, path) or get_redirect(request, urlsplit(path).path)


def _is_public(page: Page | None) -> bool:
    """True also for a redirect to a written address, which is no page."""
    return page is None or bool(page.live)


def _forget_if_never_public(sender: Any, instance: Page, **kwargs: Any) -> None:
    if not instance.live and instance.first_published_at is None:
        Redirect.objects.filter(redirect_page=instance, automatically_created=True).delete()
