"""Who is signed in: the account whose password was given, and whose second factor was too when it has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django_otp import DEVICE_ID_SESSION_KEY

from portal.ground.admin_area import in_admin
from portal.models import User
from portal.roof.signing_in.second_factor.devices import device_of
from portal.roof.signing_in.second_factor.own import NAME
from portal.roof.signing_in.second_factor.requirement import required_of

# What the page that sets one up is made of, and the way out.
OPEN = frozenset({NAME, "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})


class SecondFactor:
    """Stands after AuthenticationMiddleware.

    A session counts when the device that verified it is the one that its account has, none included. So those that knew
    the password alone end when a second factor is set up, and all end when it is taken away; no list of them is needed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only looked at when somebody asks who it is: a public page asks nothing.
        request.user = cast(User, SimpleLazyObject(partial(_verified, request, request.user)))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Where it is required, an administrator without one reaches the page that sets it up, and nothing else."""
        if not settings.SECOND_FACTOR_REQUIRED or not in_admin(request) or not _lacks_it(request):
            return None
        if request.resolver_match and request.resolver_match.url_name in OPEN:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponseForbidden(_("Mettez d’abord en place la double authentification."))
        return HttpResponseRedirect(reverse(NAME))


def _lacks_it(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and DEVICE_ID_SESSION_KEY not in request.session and required_of(user)


def _verified(request: HttpRequest, user: Any) -> Any:
    if not user.is_authenticated:
        return user
    device = device_of(user)
    by = request.session.get(DEVICE_ID_SESSION_KEY)
    return user if by == (device.persistent_id if device else None) else AnonymousUser()
