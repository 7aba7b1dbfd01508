from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from events.models import Occurrence
from events.permissions import DatesPolicy
from events.viewsets import AgendaGroup

register_permission_policy(Occurrence, DatesPolicy(Occurrence))
register_snippet(AgendaGroup)
