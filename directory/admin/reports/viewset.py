"""What visitors reported, in the admin: a list to work through, and what was done about each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from directory.models import ErrorReport


class ReportsPolicy(ModelPermissionPolicy):
    """Reports come from visitors: nobody adds one here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class SaidPanel(Panel):
    """What was reported, as it came, with the way to the page and to its form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/reports/said.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "report": self.instance}


class ErrorReportViewSet(ModelViewSet):
    model = ErrorReport
    name = "directory_reports"
    url_prefix = "lieux/erreurs"
    icon = "warning"
    menu_label = _("Erreurs signalées")
    list_display = [
        "place_name",
        Column("what", label=_("Ce qui est faux"), accessor="get_what_display", sort_key="what"),
        "sentence",
        Column("at", label=_("Reçu le"), accessor=lambda report: _moment(report), sort_key="at"),
        Column("status", label=_("Suite donnée"), accessor="get_status_display", sort_key="status"),
    ]
    list_filter = ["status", "what"]
    list_export = ["place_name", "what", "sentence", "at", "status", "answer"]
    search_fields = ["place_name", "sentence"]
    search_backend_name = None  # a plain comparison, as everywhere in this admin
    ordering = "-at"
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    panels = [SaidPanel(heading=_("Ce que dit le visiteur")), FieldPanel("status"), FieldPanel("answer")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ErrorReport]:
        return ErrorReport.objects.all()


def _moment(report: ErrorReport) -> str:
    return date_format(timezone.localtime(report.at), "D j F Y, G:i")


def new_reports_address() -> str:
    return f"{reverse('directory_reports:index')}?status={ErrorReport.Status.NEW.value}"
