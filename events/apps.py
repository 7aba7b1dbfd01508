from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        from events import receivers
        from events.addresses import AGENDA
        from events.agenda.view import agenda, asked
        from events.contributed import dates_held, desk, empty_answer, finder_page, help_days, lists, place_page
        from events.dates.regeneration import TOPIC, derive
        from events.models import Activity, AgendaPage
        from events.pages.activity import activity_preview
        from events.search_documents import DateSource, StopSource
        from portal.ground.questions import register_reader
        from portal.models.changes import register_deriver
        from portal.models.views import register_view
        from search.registry import register

        register_reader(AGENDA, asked)
        register_view(AgendaPage, "page", agenda)
        register_view(Activity, "preview", activity_preview)
        # Before the search documents (20), which say the next date.
        register_deriver(TOPIC, derive, order=10)
        register(DateSource())
        register(StopSource())
        receivers.connect()
        lists.contribute()
        place_page.contribute()
        finder_page.contribute()
        empty_answer.contribute()
        help_days.contribute()
        dates_held.contribute()
        desk.contribute()
