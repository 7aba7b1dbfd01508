"""Headers, hostile paths, and one transaction for each change made in the admin."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase

from portal.ground.admin_area import in_admin
from portal.models.changes import changes

GetResponse = Callable[[HttpRequest], HttpResponse]

MOST_BYTES_OF_ANYBODY = 64 * 1024

# Wagtail 8's own editor writes inline scripts and styles (measured: date widgets, Draftail), so the admin
# cannot take the strict public policy; nothing else is loosened.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


_NOT_FOR_EVER = frozenset({301, 404, 410})


class SecurityHeaders:
    """Permissions and resource policy; a view that wants others sets them itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code in _NOT_FOR_EVER:
            # A browser keeps these for as long as it likes: a place taken back from the trash stayed « gone » in it.
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class HostilePaths:
    """A NUL byte in an address is answered 400 here: no database driver accepts it, and no person types it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return HttpResponseBadRequest("Adresse illisible.", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class SmallBodies:
    """Nobody sends more than a form before signing in: a file of 150 MB was written to disk, then refused.

    Stands before the middlewares that read the body. A body without a length is empty for Django.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        large = not length.isdecimal() or int(length) > MOST_BYTES_OF_ANYBODY
        if large and not (in_admin(request) and SESSION_KEY in request.session):
            sentence = "Envoi trop volumineux. Connectez-vous d’abord à l’espace de rédaction."
            return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class AdminPolicy:
    """Replaces the public content policy under the admin; sits inside django-csp's middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if in_admin(request):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's documented hook
        return response


class AtomicAdmin:
    """Each POST of a person who is signed in to the admin commits with all that derives from it, or not at all.

    Wagtail 8 publishes outside any transaction (measured: an error in a `published` receiver leaves the object
    published and its index row missing), and its bulk actions act on base pages that our own mixin cannot reach.
    Django's ATOMIC_REQUESTS is no cure: with SQLite in IMMEDIATE mode each GET would wait for the write lock. Nor does
    anybody else's POST take it: with sixteen senders of wrong passwords, each hashed under the lock, a public page took
    45 s.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method != "POST" or not in_admin(request) or not request.user.is_authenticated:
            return None
        if getattr(view, "writes_by_itself", False):
            return None
        with changes():
            return view(request, *args, **kwargs)
