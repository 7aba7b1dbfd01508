"""Calendars of partners in the admin: their form, what their readings said, and the two things one may ask of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from events.models import Activity, PartnerCalendar
from portal.models.edit_form import EditForm

SHOWN = 30  # activities to review


class PartnerCalendarForm(EditForm):
    def save(self, commit: bool = True) -> PartnerCalendar:
        """What is changed here is seen at the next reading, which comes at once."""
        calendar: PartnerCalendar = self.instance
        if calendar.enabled and (self.has_changed() or calendar.pk is None):
            calendar.ask(timezone.now())
        elif not calendar.enabled:
            calendar.next_at = None
        saved: PartnerCalendar = super().save(commit)
        return saved


partner_calendar_form = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("address"),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("point"), FieldPanel("commune"), FieldPanel("organisation")],
            _("Ce que sont ses dates"),
        ),
        FieldRowPanel(
            [FieldPanel("access"), FieldPanel("price")],
            heading=_("Ce que le calendrier ne dit pas"),
        ),
        FieldPanel("trusted"),
        FieldRowPanel([FieldPanel("enabled"), FieldPanel("every")], heading=_("Lecture")),
    ],
    base_form_class=PartnerCalendarForm,
)


def to_review(calendar: PartnerCalendar) -> QuerySet[Activity]:
    """Activities of the calendar that wait for a person, and have dates to come."""
    waits = Q(live=False) | Q(has_unpublished_changes=True)
    coming = Q(sessions__day__gte=timezone.localdate())
    return Activity.objects.filter(waits, coming, partner_events__calendar=calendar).distinct()


class PartnerCalendarEditView(EditView):
    """The form, under what its readings said."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        calendar: PartnerCalendar = self.object
        viewset = PartnerCalendar.snippet_viewset  # type: ignore[attr-defined]  # set by Wagtail
        now = timezone.now()
        waiting = list(to_review(calendar)[: SHOWN + 1])
        return {
            **context,
            "calendar": calendar,
            "readings": calendar.readings.all(),
            "expected": calendar.started_at is not None or (calendar.next_at is not None and calendar.next_at <= now),
            "to_review": [(one, reverse(_EDIT_ACTIVITY, args=[one.pk])) for one in waiting[:SHOWN]],
            "more_to_review": len(waiting) > SHOWN,
            "read_url": reverse(viewset.get_url_name("read_now"), args=[calendar.pk]),
            "accept_url": reverse(viewset.get_url_name("accept"), args=[calendar.pk]),
        }


_EDIT_ACTIVITY = "wagtailsnippets_events_activity:edit"


class PartnerCalendarViewSet(SnippetViewSet):
    model = PartnerCalendar
    icon = "link"
    menu_label = _("Calendriers partenaires")
    list_display = [
        "name",
        Column("status", label=_("État"), accessor="get_status_display", sort_key="status"),
        Column("read_at", label=_("Dernière lecture"), accessor=lambda one: _moment(one.read_at), sort_key="read_at"),
        Column("trusted", label=_("De confiance"), accessor=lambda one: _yes_no(one.trusted), sort_key="trusted"),
        Column("enabled", label=_("Lu régulièrement"), accessor=lambda one: _yes_no(one.enabled), sort_key="enabled"),
    ]
    list_filter = ["status", "trusted", "enabled"]
    search_fields = ["name", "address"]
    search_backend_name = None  # as everywhere in this admin
    edit_handler = partner_calendar_form
    edit_view_class = PartnerCalendarEditView
    edit_template_name = "events/admin/partner_calendar.html"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        asked = (("lire", _read_now, "read_now"), ("accepter", _accept, "accept"))
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [*patterns, *(path(f"{word}/<int:pk>/", self._asked(act), name=name) for word, act, name in asked)]

    def _asked(self, act: Callable[[HttpRequest, PartnerCalendar], None]) -> Callable[..., HttpResponse]:
        """The answer to a button: only for those who may change the calendar, never to a link."""

        @require_POST
        def inner(request: HttpRequest, pk: int) -> HttpResponse:
            if not self.permission_policy.user_has_permission(request.user, "change"):
                raise PermissionDenied
            act(request, get_object_or_404(PartnerCalendar, pk=pk))
            return redirect(self.get_url_name("edit"), pk)

        return inner


def _read_now(request: HttpRequest, calendar: PartnerCalendar) -> None:
    calendar.ask(timezone.now())
    calendar.save(update_fields=["next_at", "read_on"])
    messages.success(request, gettext("La lecture commence dans quelques secondes. Rechargez ensuite cette page."))


def _accept(request: HttpRequest, calendar: PartnerCalendar) -> None:
    """Of the file that was shown: another one is asked about again."""
    calendar.accepted = str(calendar.asked.get("digest", ""))
    calendar.ask(timezone.now())
    calendar.save(update_fields=["accepted", "next_at", "read_on"])
    messages.success(request, gettext("Ces dates partent dans quelques secondes. Rechargez ensuite cette page."))


def _yes_no(value: bool) -> str:
    """Wagtail's own column says « True » to a screen reader."""
    return gettext("Oui") if value else gettext("Non")


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "D j F Y, G:i") if moment is not None else ""
