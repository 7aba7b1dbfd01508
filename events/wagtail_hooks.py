from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from events.admin.history import register_actions
from events.admin.permissions import DatesPolicy
from events.admin.viewsets import AgendaGroup
from events.models import Occurrence

register_permission_policy(Occurrence, DatesPolicy(Occurrence))
register_snippet(AgendaGroup)
hooks.register("register_log_actions", register_actions)
