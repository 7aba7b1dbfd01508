"""What is ours in the admin, for those who hold one permission: a screen under a menu, a list among its searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.base import ViewSet

View = Callable[..., HttpResponse]


class Screen(ViewSet):
    """`views` are routes, views and names, the first being that of the menu; others than the holders of `permission`
    neither see the menu nor reach the views."""

    permission: str
    views: tuple[tuple[str, View, str], ...]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        permission = self.permission

        class Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return bool(request.user.has_perm(permission))

        return Item

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path(route, _allowed(view, self.permission), name=name) for route, view, name in self.views]


def _allowed(view: View, permission: str) -> View:
    @wraps(view)  # what marks the view stays on it
    def inner(request: HttpRequest, **words: object) -> HttpResponse:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return view(request, **words)

    return inner


class Area(SearchArea):
    """A list of ours among « Autres recherches » of the search of the admin, for those who may see it."""

    def __init__(self, label: Any, model: Any, permission: str, order: int) -> None:
        super().__init__(
            label,
            reverse(model.snippet_viewset.get_url_name("list")),
            icon_name=model.snippet_viewset.icon,
            order=order,
        )
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


def page(
    request: HttpRequest, template: str, title: str, icon: str, context: Mapping[str, Any], subtitle: str = ""
) -> HttpResponse:
    """A page of a screen; `title` is also that of the window."""
    header = {"header_title": title, "page_title": title, "page_subtitle": subtitle, "header_icon": icon}
    return render(request, template, {**header, **context})
