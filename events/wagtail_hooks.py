from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from events.admin.history import register_actions
from events.admin.permissions import DatesPolicy
from events.admin.viewsets import AgendaGroup
from events.models import Activity, Occurrence
from portal.ground.admin_screen import Area

register_permission_policy(Occurrence, DatesPolicy(Occurrence))
register_snippet(AgendaGroup)
hooks.register("register_log_actions", register_actions)


@hooks.register("register_admin_search_area")
def activities_area() -> Area:
    return Area(_("Permanences et ateliers"), Activity, "events.view_activity", order=120)


@hooks.register("register_admin_search_area")
def dates_area() -> Area:
    return Area(_("Dates"), Occurrence, "events.view_occurrence", order=130)
