"""The hours in the form of a place: typed as people say them, the week that they mean shown underneath as one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.panels import Panel

from directory.domain.french_hours import read_hours
from directory.domain.opening_hours import parse
from directory.models import Closure, HelpPoint
from directory.place import hours
from directory.place.facts import facts_of

_WEEK = "directory/admin/week.html"


class WeekPanel(Panel):
    """The week that the hours in the field of the same form mean, and what to look at; `static/js/hours-week.js` makes
    it follow what is typed, without it shows what was last sent."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/week_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["field"] = self.form["opening_hours"]
            context["week_url"] = reverse("directory_hours_week")
            return context | week_of(self.instance or HelpPoint(), self.form["opening_hours"].value() or "")

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=[Script("js/hours-week.js", type="module")])  # type: ignore[list-item]  # as map picker


class ForAWhilePanel(Panel):
    """What is said of the place between two dates, and the ways to say more: each is written on its own page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/for_a_while.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            viewset = Closure.snippet_viewset  # type: ignore[attr-defined]  # set by Wagtail
            today = hours.local_day(timezone.now())
            rows = Closure.objects.filter(point=self.instance, last_day__gte=today).order_by("first_day")
            context["rows"] = [(row, reverse(viewset.get_url_name("edit"), args=[row.pk])) for row in rows]
            add = reverse(viewset.get_url_name("add"))
            kinds = (Closure.Kind.LOCAL, Closure.Kind.HOURS, Closure.Kind.MESSAGE)
            context["ways"] = [
                (kind.label, f"{add}?{urlencode({'point': self.instance.pk, 'kind': kind.value})}") for kind in kinds
            ]
            return context


def week_of(point: HelpPoint, text: str) -> dict[str, Any]:
    """What `week.html` shows of these hours, were they those of this place (which is left as it is)."""
    found = read_hours(text)
    parsed = parse(found.osm if found else "")
    stored, point.opening_hours = point.opening_hours, parsed.original
    now = timezone.now()
    public = hours.public_days(hours.local_day(now))
    [facts] = facts_of([point], hours.local_day(now))
    point.opening_hours = stored
    return {
        "typed": bool(text.strip()),
        "understood": found,
        "days": hours.week(facts, now, public) if parsed.known else (),
        "state": hours.open_state(facts, now, public),
        "warnings": parsed.warnings,
        "exception": hours.next_exception(facts, now, public),
        "walk_in": point.welcomes_walk_ins,
    }


def hours_week(request: HttpRequest) -> HttpResponse:
    """The same for what is being typed (`texte`), in the place `lieu` if it has a number yet; a piece of page."""
    pk = request.GET.get("lieu", "")
    point = get_object_or_404(HelpPoint, pk=pk) if pk.isdecimal() and len(pk) < 10 else HelpPoint()
    return render(request, _WEEK, week_of(point, request.GET.get("texte", "")))


@hooks.register("register_admin_urls")
def hours_week_url() -> list[URLPattern]:
    """Behind the admin's login like every address given to this hook."""
    return [path("lieux/horaires/", hours_week, name="directory_hours_week")]
