"""What the admin's first page says about the portal itself."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.roof.clock.notices import warnings


class ClockNotice(Component):
    """Shown first, and only when something is wrong."""

    order = 10
    template_name = "wagtailadmin/clock_notice.html"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"sentences": self.sentences}


@hooks.register("construct_homepage_panels")
def add_clock_notice(request: HttpRequest, panels: list[Component]) -> None:
    sentences = warnings(timezone.now())
    if sentences:
        panels.append(ClockNotice(sentences))
