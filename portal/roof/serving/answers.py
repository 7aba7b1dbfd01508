"""How public answers leave: kept when they may be, named by a strong ETag, compressed.

A page costs 50 to 150 ms to make and changes a few times a day. A finished one is kept in the worker under its one
address (`portal.ground.questions`), and shown again as long as nothing that it says has changed: the content version
moves in the transaction of each change, wherever it is made (see `portal.models.changes`), and time is looked at
below.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeGuard

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from portal.ground.admin_area import in_admin
from portal.ground.compression import TEXT, Encoding, best_encoding
from portal.ground.questions import one_address
from portal.ground.remembered import at_version
from portal.ground.site import forget_site_roots
from portal.ground.validity import noted
from portal.models.content_version import content_version
from portal.roof.serving.shelf import KeptAnswer, Key, Shelf

# Opening hours and dates are set to the five minutes: on these marks of the clock everything is made anew. What
# changes in between (13 h 32) says so itself (`portal.ground.validity`).
MARK = timedelta(minutes=5)
# A reader may keep the page, and asks each time whether it is still the same: 304 costs it nothing.
CACHE_CONTROL = "no-cache"
FOR_ONE_PERSON = "private, no-cache"
# Made by other hands, with promises of their own: files, health.
APART = (settings.STATIC_URL, settings.MEDIA_URL, "/documents/", "/-/")
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PublicAnswers:
    """Outermost of all: an answer that is kept passes through nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.shelf = Shelf(settings.KEPT_ANSWERS_BYTES)
        self._seen = 0
        # One rendering at a time of one address: those who ask it meanwhile wait, then read what was kept.
        self._turns = [threading.Lock() for _ in range(64)]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(APART) or in_admin(request):
            return self.get_response(request)
        now = timezone.now()
        # Read before the page is made: at worst the page is newer than its version and is made once more.
        version = _version() if settings.REMEMBERS_CONTENT else 0
        if version != self._seen:
            self._seen = version
            forget_site_roots()
        key = _key(request, now) if version and self.shelf.most_bytes else None
        if key is None:
            with at_version(version):
                return _finished(request, self.get_response(request), version, now)[0]
        if (kept := self.shelf.get(key, version, now)) is not None:
            return _delivered(request, kept)
        with self._turns[hash(key) % len(self._turns)]:
            if (kept := self.shelf.get(key, version, now)) is not None:
                return _delivered(request, kept)
            with at_version(version), noted() as validity:
                made = self.get_response(request)
            until = min(filter(None, (validity.until, next_mark(now))))
            response, kept = _finished(request, made, version, until)
            if kept is not None and until > now:
                self.shelf.put(key, kept)
            return response


def next_mark(now: datetime) -> datetime:
    """The next round five minutes, midnight among them."""
    return now + MARK - timedelta(seconds=now.timestamp() % MARK.total_seconds())


def _version() -> int:
    """0 when the database does not answer: nothing is then kept, nor found."""
    try:
        return content_version()
    except DatabaseError:
        return 0


def _key(request: HttpRequest, now: datetime) -> Key | None:
    """None for what may not be kept: a person who is signed in or has a message, a change, an address of no use."""
    if request.method not in ("GET", "HEAD") or not _OURS.isdisjoint(request.COOKIES):
        return None
    try:
        host = f"{request.scheme}://{request.get_host()}"
        address = one_address(request.path_info, dict(request.GET.lists()), now)
    except (DisallowedHost, ValueError):
        return None  # told by who is asked to make the page
    return (host, address) if address is not None else None


_OURS = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}


def _finished(
    request: HttpRequest, response: HttpResponseBase, version: int, until: datetime
) -> tuple[HttpResponseBase, KeptAnswer | None]:
    """The answer as it leaves, and what may be kept of it."""
    if not _is_text(response):
        return response, None
    if "cookie" in response.get("Vary", "").lower() and not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = FOR_ONE_PERSON  # the session was asked who this is
    whole = response.status_code == 200 and request.method in ("GET", "HEAD") and not response.cookies
    if whole and not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = CACHE_CONTROL
        patch_vary_headers(response, ["Accept-Encoding"])
        kept = KeptAnswer(version, until, tuple(response.items()), response.content)
        return _delivered(request, kept, response), kept
    # An error, a page for one person: smaller on the wire, promised to nobody.
    patch_vary_headers(response, ["Accept-Encoding"])
    _put(response, KeptAnswer(0, until, (), response.content), request)
    return response, None


def _is_text(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """What has an ETag or an encoding of its own is left alone: its bytes are promised."""
    return (
        isinstance(response, HttpResponse)
        and not response.has_header("ETag")
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").split(";")[0] in TEXT
    )


def _delivered(request: HttpRequest, kept: KeptAnswer, response: HttpResponse | None = None) -> HttpResponseBase:
    """200, or 304 for a reader that holds these very bytes."""
    if response is None:
        response = HttpResponse()
        response.headers._store = {name.lower(): (name, value) for name, value in kept.headers}
    encoding = _put(response, kept, request)
    response.headers["ETag"] = kept.etag(encoding)
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def _put(response: HttpResponse, kept: KeptAnswer, request: HttpRequest) -> Encoding:
    encoding = kept.best(best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    content = kept.form(encoding)
    # The length is that of the answer to GET; gunicorn warns about each body that it has to drop.
    response.content = b"" if request.method == "HEAD" else content
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(content))
    return encoding
