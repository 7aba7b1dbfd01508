from events.models.absence import Absence
from events.models.activity import Activity
from events.models.agenda_page import AgendaPage
from events.models.farewell import Farewell
from events.models.occurrence import Occurrence
from events.models.partner_calendar import PartnerCalendar, PartnerEvent, PartnerReading
from events.models.rule import Rule
from events.models.session import Session

__all__ = [
    "Absence",
    "Activity",
    "AgendaPage",
    "Farewell",
    "Occurrence",
    "PartnerCalendar",
    "PartnerEvent",
    "PartnerReading",
    "Rule",
    "Session",
]
