"""Where else in the admin a place is worked on, at the top of its form."""

from typing import Any

from wagtail.admin.panels import Panel

from directory.contributions import contributions
from portal.ground.team import links_for


class DesksPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/desks.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None and bool(contributions.desks)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            desks = [give(self.instance.pk) for give in contributions.desks]
            context["desks"] = links_for(self.request.user, desks)
            return context
