"""How many reports wait, on the first page of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from directory.admin.reports.viewset import new_reports_address
from directory.models import ErrorReport


class ReportsNotice(Component):
    """Shown only when one waits."""

    order = 20
    template_name = "directory/admin/reports/notice.html"

    def __init__(self, number: int) -> None:
        self.number = number

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"number": self.number, "address": new_reports_address()}


def add_reports_notice(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("directory.change_errorreport") and (number := ErrorReport.objects.new().count()):
        panels.append(ReportsNotice(number))
