"""How complete a record is, on its own form."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel

from directory.upkeep.quality import judged


class QualityPanel(Panel):
    """As the record was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/quality/panel.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            [context["judged"]] = judged(timezone.localdate(), [self.instance])
            return context
