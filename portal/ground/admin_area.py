"""Is this a page of the admin? Its address is chosen in `portal.urls` only."""

from functools import cache

from django.http import HttpRequest
from django.urls import reverse


@cache
def admin_path() -> str:
    """« /admin/ »."""
    return reverse("wagtailadmin_home")


def in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(admin_path())
