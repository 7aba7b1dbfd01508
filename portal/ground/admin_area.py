"""Is this a page of the admin? Its address is chosen in `portal.urls` only."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse

View = TypeVar("View", bound=Callable[..., Any])


@cache
def admin_path() -> str:
    """« /admin/ »."""
    return reverse("wagtailadmin_home")


def in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(admin_path())


def writes_by_itself(view: View) -> View:
    """Mark a view of the admin whose POST opens its own changes: it reads a file first, or writes in several steps."""
    view.writes_by_itself = True  # type: ignore[attr-defined]
    return view
